// Events that are added, amended, moved and voided in any order, against a plain list of records.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BillingStore, UsageRecord } from "../../src/store/billingStore.ts";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { sample } from "../../src/testing/sample.ts";

const months = ["2026-01", "2026-02", "2026-03"] as const;

// Times that go back now and then, and picks of events that are taken modulo what is there.
const steps = fc.array(
  fc.record({
    added: fc.array(
      fc.record({ month: fc.constantFrom(...months), second: fc.integer({ min: 10, max: 14 }) }),
      {
        maxLength: 3,
      },
    ),
    put: fc.array(fc.record({ pick: fc.nat(), month: fc.constantFrom(...months), voided: fc.boolean() }), {
      maxLength: 3,
    }),
  }),
  { maxLength: 15 },
);

type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

describe("put_events", () => {
  it("leaves every period and every list as a sort of the records would", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const store = createMemoryStore();
        await store.commit([sample.opening("a")]);
        const records: UsageRecord[] = [];
        for (const [index, step] of given.entries()) await commitStep(store, index + 1, step, records);
        await expectRecords(store, records);
      }),
    );
  });
});

/** Does the same to the store and to the list. */
async function commitStep(
  store: BillingStore,
  revision: number,
  { added, put }: Step,
  records: UsageRecord[],
): Promise<void> {
  const picked = new Map(
    put.flatMap(({ pick, ...fields }) => {
      const record = records[pick % records.length];
      return record === undefined ? [] : [[record.sequence, fields] as const];
    }),
  );
  const put_events = [...picked].map(([sequence, { month, voided }]) => {
    const place = { service_date: `${month}-20`, period_start: `${month}-01` };
    const status = voided ? "voided" : "rated";
    return sample.content("a", `e${sequence}`, { ...place, status });
  });
  const add_events = added.map(({ month, second }, index) =>
    sample.record("a", `e${records.length + index + 1}`, {
      ingested_at: `2026-03-15T12:00:${second}.000Z`,
      service_date: `${month}-15`,
      period_start: `${month}-01`,
    }),
  );
  expect(await store.commit([{ contract: "a", revision, add_events, put_events }])).toEqual({ ok: true });
  for (const content of put_events) {
    const at = records.findIndex(({ event }) => event.event_id === content.event.event_id);
    const { sequence = 0, ingested_at = "" } = records[at] ?? {};
    records[at] = { ...content, sequence, ingested_at };
  }
  records.push(...add_events.map((record, index) => ({ ...record, sequence: records.length + index + 1 })));
}

async function expectRecords(store: BillingStore, records: readonly UsageRecord[]): Promise<void> {
  for (const month of months) {
    const start = `${month}-01`;
    const snapshot = await store.read("a", { from: start, to: start, include: ["events"] });
    expect(snapshot?.events).toEqual(records.filter((record) => record.period_start === start));
  }
  const listed = [...records].sort((a, b) =>
    a.ingested_at < b.ingested_at ? 1 : a.ingested_at > b.ingested_at ? -1 : b.sequence - a.sequence,
  );
  expect(await store.listUsage({ limit: 1000 })).toEqual(listed);
  expect(await store.listUsage({ status: "voided", limit: 1000 })).toEqual(
    listed.filter((record) => record.status === "voided"),
  );
}
