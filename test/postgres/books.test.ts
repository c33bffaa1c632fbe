// What looks for lost and doubled charges after races and crashes: it is silent on honest books, and speaks of each kind of fault.
import { beforeAll, describe, expect, it } from "vitest";
import {
  type BillingStore,
  type Charge,
  createEngine,
  createMemoryStore,
  type Snapshot,
} from "../../src/index.ts";
import { checkBooks } from "./bookFaults.ts";
import { sendAgain } from "./sendAgain.ts";
import { splitCommits } from "./splitCommits.ts";
import { openContracts, type SentEvent, usageWorld, worldNow } from "./usageWorld.ts";

const world = usageWorld({ seed: 1, contracts: 1, events: 200, prefix: "books" });
const contract = "books-0";
const events: readonly SentEvent[] = world.rivals.map(([event]) => event);
const honest = createMemoryStore();

beforeAll(async () => {
  const engine = createEngine({ store: honest, now: () => worldNow });
  await openContracts(engine, world.contracts);
  await engine.submitUsage({ events });
});

/** The honest store, of which a look at the contract shows something else. */
function altered(alter: (snapshot: Snapshot) => Partial<Snapshot>): BillingStore {
  return {
    ...honest,
    async read(id, query) {
      const snapshot = await honest.read(id, query);
      return snapshot === null ? null : { ...snapshot, ...alter(snapshot) };
    },
  };
}

function dearer(charge: Charge): Charge {
  return { ...charge, amount: `${charge.amount.split(".")[0]}.123` };
}

describe("checkBooks", () => {
  it("finds nothing wrong with honest books, and has looked at all of them", async () => {
    const report = await checkBooks(honest, contract, events);
    expect(report.faults).toEqual([]);
    expect(report.events).toBe(200);
    expect(report.charges).toBeGreaterThan(200);
    expect(report.lines).toBeGreaterThan(20);
  });

  it.each<[string, string, (snapshot: Snapshot) => Partial<Snapshot>]>([
    [
      "an event without its charge",
      "is charged by [support]",
      ({ charges }) => ({ charges: charges.slice(1) }),
    ],
    ["a charge without its event", "is no event", ({ events: all }) => ({ events: all.slice(0, -1) })],
    [
      "a charge that is there twice",
      "not by [",
      ({ charges }) => ({ charges: [...charges, ...charges.slice(0, 1)] }),
    ],
    ["a charge of another amount", "the charges of", ({ charges }) => ({ charges: charges.map(dearer) })],
    [
      "a gap in the sequence",
      "has a gap",
      ({ events: all }) => ({ events: all.filter((e) => e.sequence !== 7) }),
    ],
    [
      "a lost update",
      "the total of",
      ({ totals }) => ({ totals: totals.map((t) => ({ ...t, quantity: "1" })) }),
    ],
    ["no price list", "no price list", ({ account }) => ({ account: { ...account, programs: [] } })],
  ])("finds %s", async (_, words, alter) => {
    expect((await checkBooks(altered(alter), contract, events)).faults.join()).toContain(words);
  });

  it("finds an event that is missing, and one that says something else", async () => {
    const [first, ...rest] = events;
    expect((await checkBooks(honest, contract, rest)).faults.join()).toContain("should not be");
    const other = { ...(first as SentEvent), quantity: "0.5" };
    expect((await checkBooks(honest, contract, [other, ...rest])).faults.join()).toContain("is kept as");
    expect(
      (await checkBooks(honest, contract, [...events, { ...other, event_id: "more" }])).faults.join(),
    ).toContain("the event more is missing");
  });
});

describe("sendAgain", () => {
  const stored = new Map(events.map(({ event_id }) => [event_id, 0 as const]));

  it("finds nothing wrong where all is known already", async () => {
    expect(await sendAgain(honest, world, stored)).toEqual({ duplicates: 200, conflicts: 200, faults: [] });
  });

  it("finds what is new, though it should be known", async () => {
    const store = createMemoryStore();
    await openContracts(createEngine({ store, now: () => worldNow }), world.contracts);
    expect((await sendAgain(store, world, stored)).faults.length).toBeGreaterThan(200);
  });
});

describe("splitCommits", () => {
  it("is a store with honest books as long as nothing happens", async () => {
    const store = createMemoryStore();
    const engine = createEngine({ store: splitCommits(store), now: () => worldNow });
    await openContracts(engine, world.contracts);
    await engine.submitUsage({ events });
    expect((await checkBooks(store, contract, events)).faults).toEqual([]);
  });
});
