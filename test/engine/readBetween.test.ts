// Someone else writes between two reads of one operation: the answer is as of one moment all the same.
import { describe, expect, it } from "vitest";
import { type BillingStore, createEngine, createMemoryStore, type Engine } from "../../src/index.ts";

const now = () => "2026-02-15T12:00:00Z";

const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};

function used(event_id: string, quantity: string, day: string): object {
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp: `${day}T00:00:00Z` };
}

interface Opened {
  readonly engine: Engine;
  /** An engine over the same store, with that step in between, once: before its next read that wants to see so much. */
  readonly other: (before: keyof Queries, step: () => Promise<unknown>) => Engine;
}

interface Queries {
  readonly charges: true;
  readonly event_ids: true;
}

async function open(): Promise<Opened> {
  const store = createMemoryStore();
  const engine = createEngine({ store, now });
  await engine.putContract({
    id: "acme",
    customer_name: "Acme",
    status: "active",
    start_date: "2026-01-01",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["calls"],
  });
  await engine.publishPricing({ contract: "acme", version: 1, rules: [calls] });
  await engine.submitUsage({ events: [used("e1", "100", "2026-01-10")] });
  return {
    engine,
    other: (before, step) => {
      let done = false;
      const between: BillingStore = {
        ...store,
        async read(contract, query) {
          const wants = before === "charges" ? query?.include?.includes("charges") : query?.event_ids;
          if (!done && wants) {
            done = true;
            await step();
          }
          return store.read(contract, query);
        },
      };
      return createEngine({ store: between, now });
    },
  };
}

describe("getInvoice", () => {
  it("corrects what came late between its reads, with the charges that belong to it", async () => {
    const { engine, other } = await open();
    await engine.finalizeInvoice("INV-2026-001");
    const late = other("charges", () => engine.submitUsage({ events: [used("late", "1", "2026-01-20")] }));
    const draft = await late.getInvoice("INV-2026-002");
    expect(draft.line_items.map(({ kind, amount }) => [kind, amount])).toEqual([["correction", "1"]]);
    expect(draft).toEqual(await engine.getInvoice("INV-2026-002"));
  });

  it("answers the final invoice that its draft has become between its reads", async () => {
    const { engine, other } = await open();
    const late = other("charges", async () => {
      await engine.finalizeInvoice("INV-2026-001");
      await engine.submitUsage({ events: [used("late", "1", "2026-01-20")] });
    });
    const invoice = await late.getInvoice("INV-2026-001");
    expect([invoice.status, invoice.total]).toEqual(["sent", "100"]);
  });
});

describe("voidUsage", () => {
  it("takes an event out of where it has been moved in between", async () => {
    const { engine, other } = await open();
    const late = other("event_ids", () => engine.amendUsage(used("e1", "100", "2026-02-10")));
    expect((await late.voidUsage("e1")).status).toBe("voided");
    for (const number of ["INV-2026-001", "INV-2026-002"])
      expect((await engine.getInvoice(number)).total).toBe("0");
  });
});

describe("previewInvoice", () => {
  it("is of one moment too", async () => {
    const { engine, other } = await open();
    const late = other("charges", () => engine.submitUsage({ events: [used("e2", "5", "2026-02-01")] }));
    const { invoice } = await late.previewInvoice({
      contract: "acme",
      events: [used("e3", "1", "2026-02-02")],
    });
    expect(invoice.total).toBe("6");
  });
});
