// The reference store under the cases that every store has to pass.
import { describe, it } from "vitest";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";

describe("createMemoryStore", () => {
  for (const { promise, name, run } of storeConformance)
    it(`${promise}: ${name}`, () => run(createMemoryStore));
});
