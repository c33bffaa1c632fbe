// A test of the tests: stores that each tell one lie. Every lie has to be noticed, and every case has to notice one.
import { beforeAll, describe, expect, it } from "vitest";
import type { StoreCase } from "../../src/testing/storeCase.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { amendmentLies } from "./lies/amendmentLies.ts";
import { commitLies } from "./lies/commitLies.ts";
import { correctionLies } from "./lies/correctionLies.ts";
import { grantLies } from "./lies/grantLies.ts";
import { invoiceLies } from "./lies/invoiceLies.ts";
import { keepingLies } from "./lies/keepingLies.ts";
import type { Lie } from "./lies/lie.ts";
import { createLyingStore, lie } from "./lies/lie.ts";
import { listLies } from "./lies/listLies.ts";
import { nonsenseLies } from "./lies/nonsenseLies.ts";
import { partLies } from "./lies/partLies.ts";
import { readLies } from "./lies/readLies.ts";
import { textLies } from "./lies/textLies.ts";

const lies = [
  ...commitLies,
  ...nonsenseLies,
  ...partLies,
  ...keepingLies,
  ...correctionLies,
  ...invoiceLies,
  ...grantLies,
  ...amendmentLies,
  ...readLies,
  ...listLies,
  ...textLies,
];
const promises = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12"];

interface Failure {
  readonly lie: Lie;
  readonly storeCase: StoreCase;
  readonly reason: unknown;
}

const failures: Failure[] = [];

/** Some of all cases: all of them with all lies would be thirty thousand runs. */
const sample = storeConformance.filter((_, at) => at % 6 === 0);

beforeAll(async () => {
  for (const told of lies) {
    const own = storeConformance.filter((storeCase) => storeCase.promise === told.breaks);
    failures.push(...(await failuresOf(told, new Set([...own, ...sample]))));
  }
  const useful = new Set(failures.map(({ storeCase }) => storeCase));
  for (const storeCase of storeConformance.filter((one) => !useful.has(one))) {
    for (const told of lies) {
      const found = await failuresOf(told, [storeCase]);
      failures.push(...found);
      if (found.length > 0) break;
    }
  }
}, 120_000);

describe("storeConformance", () => {
  it("has cases for every promise", () => {
    const covered = new Set<string>(storeConformance.map(({ promise }) => promise));
    expect([...covered].sort()).toEqual([...promises].sort());
  });

  it("names no two cases alike", () => {
    const names = storeConformance.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("lets a store pass that tells no lie", async () => {
    expect(
      await failuresOf(
        lie("S1", "tells no lie", () => ({})),
        storeConformance,
      ),
    ).toEqual([]);
  });

  it("rejects with an error that says what happened", () => {
    const silent = failures.filter(({ reason }) => !(reason instanceof Error && reason.message !== ""));
    expect(silent).toEqual([]);
  });
});

describe("a store", () => {
  it.each(lies)("that $name is noticed by a case of $breaks", (told) => {
    const noticed = failures.filter((failure) => failure.lie === told);
    expect(noticed.map(({ storeCase }) => storeCase.promise)).toContain(told.breaks);
    // A store that is wrong in everything would be noticed by every case, and say nothing about any of them.
    const seen = noticed.filter(({ storeCase }) => sample.includes(storeCase));
    expect(seen.length).toBeLessThan(sample.length / 3);
  });
});

describe("the case", () => {
  it.each(storeConformance)("$promise: $name - notices a lie", (storeCase) => {
    expect(failures.filter((failure) => failure.storeCase === storeCase).length).toBeGreaterThan(0);
  });
});

async function failuresOf(told: Lie, cases: Iterable<StoreCase>): Promise<Failure[]> {
  const found: Failure[] = [];
  for (const storeCase of cases) {
    try {
      await storeCase.run(() => createLyingStore(told));
    } catch (reason) {
      found.push({ lie: told, storeCase, reason });
    }
  }
  return found;
}
