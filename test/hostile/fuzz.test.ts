// A short run of the fuzzer, and a look at the fuzzer itself: doors that break a promise are found out.
import { describe, expect, it } from "vitest";
import { type BillingStore, createMemoryStore, type Result } from "../../src/index.ts";
import { createDice } from "../trust/fuzz/dice.ts";
import type { Door } from "../trust/fuzz/door.ts";
import { execute } from "../trust/fuzz/execute.ts";
import { executeOnStage } from "../trust/fuzz/executeOnStage.ts";
import { changedGlobals, lookAtGlobals } from "../trust/fuzz/globals.ts";
import { doors, runFuzz } from "../trust/fuzz/runFuzz.ts";
import { createScenes } from "../trust/fuzz/scenes.ts";
import { sumOf } from "../trust/fuzz/tally.ts";

const minute = 60_000;

describe("hostile input", () => {
  it(
    "meets issues, outcomes and typed errors at every door, and nothing else",
    async () => {
      const { tally, faults } = await runFuzz(
        { seed: 20_000, runs: 20_000, first: 0, step: 1, scenes: 12 },
        () => {},
      );
      expect(faults.map(({ door, fault, input }) => `${door}: ${fault}\n${input}`)).toEqual([]);
      expect(Object.keys(tally).sort()).toEqual(doors.map(({ name }) => name).sort());
      expect(sumOf(tally, "ok")).toBeGreaterThan(3000);
      expect(sumOf(tally, "refused")).toBeGreaterThan(10_000);
    },
    2 * minute,
  );
});

const scenes = createScenes(3);
const scene = scenes[0] ?? fail(new Error("there are no scenes"));

function doorOf(call: Door["call"], more: Partial<Door> = {}): Door {
  return { name: "broken", takes: "documents", weight: 1, given: () => [{ id: "acme" }], call, ...more };
}

/** The faults of a hundred executions. */
async function faultsOf(door: Door): Promise<string[]> {
  const faults: string[] = [];
  for (let place = 0; place < 100; place += 1) {
    const { fault } = await execute(createDice(5, place), door, scene, [{ id: "spare" }]);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

const refusing = (issue: object): (() => Result<never>) => {
  return () => ({ ok: false, issues: [{ code: "field_type", path: "", message: "no", ...issue }] }) as never;
};
let calls = 0;

describe("the fuzzer", () => {
  it("has nothing to say of a door that keeps its promises", async () => {
    expect(await faultsOf(doorOf(refusing({})))).toEqual([]);
    expect(await faultsOf(doorOf(([value]) => JSON.stringify(value) ?? null))).toEqual([]);
  });

  it.each<[string, Door, RegExp]>([
    ["throws what is no error of ours", doorOf(([one]) => (one as { id: string }).id.length), /TypeError/],
    ["throws no error at all", doorOf(() => fail(null)), /threw null/],
    ["rejects", doorOf(() => Promise.reject(new RangeError("late"))), /RangeError: late/],
    ["has a code of its own", doorOf(refusing({ code: "oops" })), /the code oops/],
    ["has no words for it", doorOf(refusing({ message: "" })), /without words/],
    ["repeats what it was given", doorOf(refusing({ message: "x".repeat(5000) })), /5000 characters/],
    ["repeats names in paths", doorOf(refusing({ path: "x".repeat(5000) })), /5000 characters/],
    ["tells no issue", doorOf(() => ({ ok: false, issues: [] })), /without an issue/],
    ["tells too many", doorOf(() => ({ ok: false, issues: new Array(101).fill({}) })), /101 issues/],
    ["changes its input", doorOf((args) => scribbleOn(args[0])), /changed its input|not extensible/],
    ["answers otherwise the second time", doorOf(() => calls++), /another answer/],
    ["answers what is no JSON", doorOf(() => ({ value: Number.NaN })), /NaN/],
    ["hands the caller's proxy on", doorOf(() => new Proxy({}, {})), /a proxy/],
    ["answers a Date", doorOf(() => ({ at: new Date(0) })), /another prototype/],
    [
      "does not take its own answer",
      doorOf(() => "a", { again: refusing({}) }),
      /does not take its own answer/,
    ],
    ["takes it for another one", doorOf(() => "a", { again: () => "b" }), /takes its own answer for another/],
  ])("finds out a door that %s", async (_, door, told) => {
    const faults = await faultsOf(door);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join("\n")).toMatch(told);
  });

  it("finds out an operation that refuses, and has written all the same", async () => {
    const told = new Set<string | undefined>();
    const door = {
      ...{ name: "broken", takes: "documents" as const, weight: 1, given: () => ["acme"] },
      callOn: async (_: unknown, { store }: { readonly store: BillingStore }) => {
        const [account] = await store.listAccounts();
        const { contract, revision } = account ?? fail(new Error("the stage is empty"));
        await store.commit([
          { contract: contract.id, revision, put_contract: { ...contract, net_days: 99 } },
        ]);
        return refusing({})();
      },
    };
    for (let place = 0; place < 5; place += 1)
      told.add((await executeOnStage(createDice(5, place), door, scene, ["spare"])).fault);
    expect([...told]).toEqual(["refused, and changed the store"]);
  });

  it("finds out who changes what all programs share", () => {
    const before = lookAtGlobals();
    expect(changedGlobals(before)).toEqual([]);
    Object.defineProperty(Object.prototype, "polluted", { value: 1, configurable: true });
    Object.defineProperty(globalThis, "leaked", { value: 1, configurable: true });
    const changed = changedGlobals(before);
    Reflect.deleteProperty(Object.prototype, "polluted");
    Reflect.deleteProperty(globalThis, "leaked");
    expect(changed).toEqual(["globalThis[leaked]", "Object.prototype[polluted]"]);
    expect(changedGlobals(before)).toEqual([]);
  });

  it("repeats an execution from the seed and its place", async () => {
    const run = { seed: 3, runs: 40, first: 0, step: 1, scenes: 3 };
    const [one, other] = [await runFuzz(run, () => {}), await runFuzz(run, () => {})];
    const outcomes = ({ tally }: typeof one): unknown =>
      Object.entries(tally).map(([door, { ok, refused }]) => [door, ok, refused]);
    expect(outcomes(one)).toEqual(outcomes(other));
  });

  it("begins with stores that hold something", async () => {
    expect(await createMemoryStore().listAccounts()).toEqual([]);
    expect(scenes.every(({ programs, invoice }) => programs.length > 0 && invoice.number !== "")).toBe(true);
  });
});

function fail(error: unknown): never {
  throw error;
}

function scribbleOn(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  Object.assign(value, { scribbled: true });
  return "";
}
