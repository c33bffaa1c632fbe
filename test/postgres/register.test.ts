// The checker of histories, on histories that are right and on those that are not.
import { describe, expect, it } from "vitest";
import { type Operation, registerFaults } from "./register.ts";

type Told = readonly [payload: 0 | 1, outcome: Operation["outcome"], start?: number, end?: number];

/** What is wrong with the history of one id, of which this is stored. */
function faults(stored: 0 | 1 | undefined, ...told: readonly Told[]): string[] {
  const operations = told.map(([payload, outcome, start = 0, end = 10]) => ({
    ...{ id: "e", payload, outcome, start, end },
  }));
  return registerFaults(operations, new Map(stored === undefined ? [] : [["e", stored]]));
}

describe("registerFaults", () => {
  it("finds nothing where one is accepted and the others hear of it", () => {
    expect(faults(0, [0, "accepted"], [0, "duplicate"], [1, "conflict"], [1, "none"])).toEqual([]);
    expect(faults(1, [0, "conflict", 4, 9], [1, "accepted", 0, 5])).toEqual([]);
  });

  it("finds nothing where the winner never heard that it won", () => {
    expect(faults(0, [0, "unknown", 0, 3], [0, "duplicate", 4, 9])).toEqual([]);
    expect(faults(1, [1, "unknown"], [0, "conflict"])).toEqual([]);
    expect(faults(undefined, [0, "unknown"], [1, "unknown"], [0, "none"])).toEqual([]);
    expect(faults(0, [0, "unknown"], [1, "unknown"])).toEqual([]);
  });

  it.each<[string, 0 | 1 | undefined, ...Told[]]>([
    ["is accepted twice", 0, [0, "accepted"], [0, "accepted"]],
    ["is accepted, and another payload stored", 1, [0, "accepted"], [1, "unknown"]],
    ["is accepted, and nothing stored", undefined, [0, "accepted"]],
    ["is a duplicate of nothing", undefined, [0, "duplicate"]],
    ["is a conflict with nothing", undefined, [0, "conflict"]],
    ["is stored, and was sent by nobody", 0],
    ["is stored, and everybody was told that nothing was written", 0, [0, "none"], [0, "none"]],
    ["is stored, and only the other payload may have been written", 0, [1, "unknown"]],
    ["is a duplicate of the other payload", 0, [0, "accepted"], [1, "duplicate"]],
    ["is in conflict with itself", 0, [0, "accepted"], [0, "conflict"]],
    ["is heard of before it was sent", 0, [0, "accepted", 5, 9], [0, "duplicate", 0, 4]],
    ["is heard of before it can have been written", 0, [0, "unknown", 5, 9], [1, "conflict", 0, 4]],
  ])("finds an id that %s", (_, stored, ...told) => {
    expect(faults(stored, ...told)).toHaveLength(1);
  });

  it("looks at each id on its own", () => {
    const operation = { payload: 0, outcome: "accepted", start: 0, end: 1 } as const;
    const both = [
      { ...operation, id: "a" },
      { ...operation, id: "b" },
    ];
    expect(
      registerFaults(
        both,
        new Map([
          ["a", 0],
          ["b", 0],
        ]),
      ),
    ).toEqual([]);
    expect(registerFaults(both, new Map([["a", 0]]))).toHaveLength(1);
  });
});
