// The merged walk over all contracts, and the pages cut from it, against a plain sort of everything.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BillingStore, UsageQuery, UsageRecord } from "../../src/store/billingStore.ts";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { sample } from "../../src/testing/sample.ts";

// Few contracts and few times, so that ties and clocks that go back are common.
const commits = fc.array(
  fc.record({
    contract: fc.constantFrom("a", "b", "c", "Z", "__proto__"),
    seconds: fc.array(fc.integer({ min: 10, max: 14 }), { maxLength: 4 }),
  }),
  { maxLength: 30 },
);

describe("listUsage", () => {
  it("lists what a sort of all records would", async () => {
    await fc.assert(
      fc.asyncProperty(commits, async (given) => {
        const { store, records } = await fill(given);
        expect(await store.listUsage({ limit: 1000 })).toEqual(records);
      }),
    );
  });

  it("gives the whole list in pages of any size", async () => {
    await fc.assert(
      fc.asyncProperty(commits, fc.integer({ min: 1, max: 9 }), async (given, limit) => {
        const { store, records } = await fill(given);
        const paged: UsageRecord[] = [];
        let after: UsageQuery["after"];
        for (;;) {
          const page = await store.listUsage({ limit, ...(after === undefined ? {} : { after }) });
          const last = page.at(-1)?.event;
          if (last === undefined) break;
          paged.push(...page);
          after = { contract: last.external_contract_id, event_id: last.event_id };
        }
        expect(paged).toEqual(records);
      }),
    );
  });
});

async function fill(
  commits: readonly { readonly contract: string; readonly seconds: readonly number[] }[],
): Promise<{ store: BillingStore; records: UsageRecord[] }> {
  const store = createMemoryStore();
  const records: UsageRecord[] = [];
  const counts = new Map<string, number>();
  for (const [index, { contract, seconds }] of commits.entries()) {
    const revision = (await store.read(contract))?.account.revision ?? 0;
    const add_events = seconds.map((second, place) =>
      sample.record(contract, `e${index}-${place}`, { ingested_at: `2026-03-15T12:00:${second}.000Z` }),
    );
    const change = revision === 0 ? sample.opening(contract) : { contract, revision };
    await store.commit([{ ...change, add_events }]);
    for (const added of add_events) {
      const sequence = (counts.get(contract) ?? 0) + 1;
      counts.set(contract, sequence);
      records.push({ ...added, sequence });
    }
  }
  return { store, records: records.sort((a, b) => rank(a, b)) };
}

function rank(a: UsageRecord, b: UsageRecord): number {
  const [contractA, contractB] = [a.event.external_contract_id, b.event.external_contract_id];
  if (a.ingested_at !== b.ingested_at) return a.ingested_at < b.ingested_at ? 1 : -1;
  if (contractA !== contractB) return contractA < contractB ? -1 : 1;
  return b.sequence - a.sequence;
}
