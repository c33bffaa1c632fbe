// F13 and the like: a simulation is worth what it finds. Each of these is wrong in one way, and has to be found out within 1,000 histories.
import { describe, expect, it } from "vitest";
import "../laws.ts";
import { brokenEngines } from "./brokenEngines.ts";
import { brokenStores } from "./brokenStores.ts";
import { runHistories } from "./runHistories.ts";

describe.each([
  ["a store that", brokenStores],
  ["an engine that", brokenEngines],
])("%s", (_what, all) => {
  it.each(all)("$name is found out", async ({ subject }) => {
    const { violation } = await runHistories({ seed: 1, runs: 1000, subject, shrinks: false });
    expect(violation).toBeDefined();
  });
});
