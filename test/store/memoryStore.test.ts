// What is special to the store in memory; what every store promises is in the conformance cases.
import { describe, expect, it } from "vitest";
import type { AccountChange, BillingStore } from "../../src/store/billingStore.ts";
import { createMemoryStore } from "../../src/store/memoryStore.ts";
import { sample } from "../../src/testing/sample.ts";

const everything = { include: ["totals", "charges", "events"] } as const;

describe("createMemoryStore", () => {
  it("makes stores that share nothing", async () => {
    const [first, second] = [createMemoryStore(), createMemoryStore()];
    await first.commit([sample.opening("a")]);
    expect(await second.read("a")).toBeNull();
    expect(await second.listAccounts()).toEqual([]);
  });

  it("says that its data survives nothing", () => {
    expect(createMemoryStore().durability).toBe("none");
  });

  it("works without its object, as a value that is passed on", async () => {
    const { commit, read } = createMemoryStore();
    expect(await commit([sample.opening("a")])).toEqual({ ok: true });
    expect((await read("a"))?.account.revision).toBe(1);
  });
});

describe("values", () => {
  it("are frozen at every level", async () => {
    const store = await filled();
    const snapshot = await store.read("a", everything);
    const answers = [
      snapshot?.account,
      ...(snapshot?.events ?? []),
      ...(snapshot?.charges ?? []),
      ...(snapshot?.totals ?? []),
      ...(await store.listAccounts()),
      ...(await store.listUsage({ limit: 10 })),
    ];
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => !isDeepFrozen(answer))).toEqual([]);
  });

  it("are shared among reads, not copied for each", async () => {
    const store = await filled();
    const [first, second] = [await store.read("a", everything), await store.read("a", everything)];
    expect(first?.account).toBe(second?.account);
    expect(first?.events[0]).toBe(second?.events[0]);
    expect(first?.charges[0]).toBe(second?.charges[0]);
    await store.commit([{ contract: "a", revision: 2, add_program: sample.program("a", 2) }]);
    const third = await store.read("a", everything);
    expect(third?.account.invoices).toBe(first?.account.invoices);
    expect(third?.account.grants).toBe(first?.account.grants);
  });

  it("leave the caller's own untouched", async () => {
    const change = sample.opening("a", sample.usage("a", "e1"));
    await createMemoryStore().commit([change]);
    expect(Object.isFrozen(change)).toBe(false);
    expect(Object.isFrozen(change.put_contract)).toBe(false);
    expect(change).toEqual(sample.opening("a", sample.usage("a", "e1")));
  });
});

describe("commit", () => {
  it("is done when it returns, before it is waited for", async () => {
    const store = createMemoryStore();
    const committed = store.commit([sample.opening("a", sample.usage("a", "e1"))]);
    const read = store.read("a", everything);
    expect((await read)?.events.length).toBe(1);
    expect(await committed).toEqual({ ok: true });
  });

  it.each([
    ["a function", () => 1],
    ["a Date", new Date(0)],
    ["a Map", new Map()],
    ["a bigint", 1n],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a hole in a list", [1, undefined]],
    ["an object inside itself", circle()],
    ["101 levels", nested(101)],
    ["100,000 levels", nested(100_000)],
  ])("rejects %s, which is no JSON, and writes nothing", async (_, value) => {
    const store = createMemoryStore();
    await expect(store.commit([withProperty(value)])).rejects.toMatchObject({
      name: "InvariantError",
      code: "invariant_violation",
      message: expect.stringMatching(/^a store keeps /),
    });
    expect(await store.read("a")).toBeNull();
  });

  it("leaves out properties that are undefined, as JSON does", async () => {
    const store = createMemoryStore();
    await store.commit([withProperty({ kept: null, dropped: undefined })]);
    const [record] = await store.findEvent("e1");
    expect(Object.keys(record?.event.properties?.value ?? {})).toEqual(["kept"]);
  });

  it("says what is wrong with a change", async () => {
    const store = createMemoryStore();
    const bare: AccountChange = { contract: "a", revision: 0 };
    await expect(store.commit([bare])).rejects.toThrow(
      /revision 0 makes the contract a: it needs put_contract/,
    );
    await expect(store.commit([{ ...bare, revision: -1 }])).rejects.toThrow(
      /is -1, not a whole number from 0/,
    );
    await expect(store.commit([sample.opening("a"), sample.opening("a")])).rejects.toThrow(
      /the contract a is twice in one commit/,
    );
    const foreign = { ...sample.opening("a"), add_program: sample.program("b", 1) };
    await expect(store.commit([foreign])).rejects.toThrow(/a change of a holds a document of b/);
  });

  it("says of what is not there that it is not", async () => {
    const store = await filled();
    const a = { contract: "a", revision: 2 };
    await expect(store.commit([{ ...a, put_events: [sample.content("a", "e9")] }])).rejects.toThrow(
      /a has no event e9 to give new content/,
    );
    await expect(store.commit([{ ...a, move_invoices: [sample.invoiceState("2026-02")] }])).rejects.toThrow(
      /a has no invoice INV-2026-02 to move/,
    );
    await expect(store.commit([{ ...a, put_corrected_periods: ["2026-02-01"] }])).rejects.toThrow(
      /the period of a from 2026-02-01 is not closed/,
    );
    await expect(
      store.commit([{ ...a, put_corrected_periods: ["2026-02-01", "2026-01-01"] }]),
    ).rejects.toThrow(/the corrected periods of a do not ascend: 2026-02-01, 2026-01-01/);
  });

  it("keeps of an invoice that moves all that a state has no business with", async () => {
    const store = await filled();
    const before = (await store.read("a"))?.account.invoices[0];
    const state = { ...sample.invoiceState("2026-01"), total: "7", line_items: [], contract: "b" };
    await store.commit([{ contract: "a", revision: 2, move_invoices: [state] }]);
    const expected = { ...before, ...sample.invoiceState("2026-01") };
    expect((await store.read("a"))?.account.invoices).toEqual([expected]);
  });

  it("keeps the number and the arrival of an event whose new content brings others", async () => {
    const store = await filled();
    const put = { ...sample.content("a", "e1"), sequence: 9, ingested_at: "2026-12-31T00:00:00.000Z" };
    await store.commit([{ contract: "a", revision: 2, put_events: [put] }]);
    const [record] = await store.findEvent("e1");
    expect([record?.sequence, record?.ingested_at]).toEqual([1, "2026-03-15T12:00:01.000Z"]);
  });

  it("names the first reason of several: revision, version, period, number, grant, event", async () => {
    const store = await filled();
    const all: AccountChange = {
      contract: "a",
      revision: 9,
      add_program: sample.program("a", 1),
      add_invoice: sample.invoice("a", "2026-01"),
      add_grant: sample.grant("a", "g1"),
      add_events: [sample.record("a", "e1")],
    };
    expect(await store.commit([all])).toMatchObject({ reason: "revision" });
    const current = { ...all, revision: 2 };
    expect(await store.commit([current])).toMatchObject({ reason: "version_exists" });
    const { add_program: _, ...noProgram } = current;
    expect(await store.commit([noProgram])).toMatchObject({ reason: "period_closed" });
    const typed = { ...noProgram, add_invoice: { ...all.add_invoice, type: "correction" } } as AccountChange;
    expect(await store.commit([typed])).toMatchObject({ reason: "invoice_exists" });
    const { add_invoice: __, ...noInvoice } = noProgram;
    expect(await store.commit([noInvoice])).toMatchObject({ reason: "grant_exists" });
    const { add_grant: ___, ...noGrant } = noInvoice;
    expect(await store.commit([noGrant])).toMatchObject({ reason: "event_exists" });
  });

  it("names the first refused change of several", async () => {
    const store = await filled();
    const stale = { contract: "a", revision: 5 };
    expect(await store.commit([{ contract: "none", revision: 1 }, stale])).toMatchObject({
      contract: "none",
    });
    expect(await store.commit([stale, { contract: "none", revision: 1 }])).toMatchObject({ contract: "a" });
  });
});

async function filled(): Promise<BillingStore> {
  const store = createMemoryStore();
  const add_program = sample.program("a", 1);
  const add_invoice = sample.invoice("a", "2026-01");
  const add_grant = sample.grant("a", "g1", { rules: ["rule-1"] });
  await store.commit([
    sample.opening("a", { add_program, add_invoice, add_grant, ...sample.usage("a", "e1") }),
    sample.opening("b"),
  ]);
  const put_events = [sample.content("a", "e1")];
  const move_invoices = [sample.invoiceState("2026-01", { amount_paid: "0" })];
  await store.commit([
    { contract: "a", revision: 1, put_events, move_invoices, put_corrected_periods: ["2026-01-01"] },
  ]);
  return store;
}

/** A first commit whose event carries any value at all, as a caller without types could send it. */
function withProperty(value: unknown): AccountChange {
  const event = { ...sample.event("a", "e1"), properties: { value } };
  // The point of the tests that use it is what the types forbid.
  return sample.opening("a", { add_events: [sample.record("a", "e1", { event } as object)] });
}

function circle(): unknown {
  const inner: Record<string, unknown> = {};
  inner.self = [inner];
  return inner;
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}
