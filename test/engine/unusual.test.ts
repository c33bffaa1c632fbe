// What the engine answers in cases that are allowed and rare: contracts without prices, invoices that ask for nothing, prices
// that begin later, stores that answer what no store should.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  type BillingStore,
  createEngine,
  createMemoryStore,
  type Engine,
  toWireJson,
} from "../../src/index.ts";
import { type Acme, acme, calls, openAcme, use } from "./acme.ts";

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
  return "ok";
}

/** An engine with the contract, and no prices yet. */
async function unpriced(contract: object = {}): Promise<Engine> {
  const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-15T00:00:00Z" });
  await engine.putContract({ ...acme, ...contract });
  return engine;
}

async function outcomes(engine: Engine): Promise<(string | undefined)[]> {
  const { events } = await engine.submitUsage({ events: [use("e1", "1", "2026-03-01")] });
  return events.map(({ code }) => code);
}

describe("a contract without prices", () => {
  it("has none to show and none to change", async () => {
    const engine = await unpriced();
    expect(await codeOf(engine.getPricing("acme"))).toBe("pricing_missing");
    expect(await codeOf(engine.addPricingRule("acme", calls))).toBe("pricing_missing");
    expect((await engine.listInvoices()).data).toEqual([]);
  });

  it("refuses usage for the first thing that is missing: a contract that is active, then its prices", async () => {
    expect(await outcomes(await unpriced())).toEqual(["pricing_missing"]);
    expect(await outcomes(await unpriced({ status: "draft" }))).toEqual(["contract_inactive"]);
  });

  it("takes another end and other metrics", async () => {
    const engine = await unpriced();
    const changed = await engine.putContract({ ...acme, end_date: "2026-06-01", metrics: ["calls"] });
    expect(changed).toMatchObject({ end_date: "2026-06-01", metrics: ["calls"] });
  });
});

describe("an invoice that asks for nothing", () => {
  it("is paid without a payment", async () => {
    const { engine } = await openAcme();
    const { number } = await engine.finalizeInvoice("INV-2026-001");
    const paid = await engine.updateInvoice(number, { status: "paid" });
    expect(paid).toMatchObject({ status: "paid", total: "0", amount_paid: "0", paid_date: "2026-03-15" });
    expect(paid.history?.at(-1)).not.toHaveProperty("payment");
  });
});

describe("prices that begin later", () => {
  it("are those that are shown, and changed on the day on which they begin", async () => {
    const engine = await unpriced();
    const from = (effective_date: string, version: number) =>
      engine.publishPricing({ contract: "acme", version, effective_date, rules: [calls] });
    await from("2026-04-01", 1);
    expect((await engine.getPricing("acme")).version).toBe(1);
    await engine.updatePricingRule("acme", "calls", { unit_amount: "2" });
    const second = await engine.getPricing("acme", { version: 2 });
    expect([second.effective_date, (await engine.getPricing("acme")).version]).toEqual(["2026-04-01", 2]);
  });
});

describe("what is rated again", () => {
  it("stays accepted where the contract has been completed since", async () => {
    const one = await openAcme();
    await one.submit(use("e1", "5", "2026-03-02"));
    await one.engine.putContract({ ...acme, status: "completed" });
    await one.engine.updatePricingRule(
      "acme",
      "calls",
      { unit_amount: "3" },
      { effective_date: "2026-03-01" },
    );
    expect(await one.total("INV-2026-003")).toBe("15");
  });

  it("knows an event by every content that it had, each kept once", async () => {
    const one = await openAcme();
    await one.submit(use("e1", "5", "2026-03-02"));
    for (const quantity of ["6", "5", "6", "7"])
      await one.engine.amendUsage(use("e1", quantity, "2026-03-02"));
    const { superseded } = await one.engine.getUsage("e1");
    expect(superseded?.map(({ quantity }) => quantity).sort()).toEqual(["5", "6"]);
    expect(await one.submit(use("e1", "5", "2026-03-02"))).toEqual(["duplicate"]);
  });
});

describe("invoices of one day", () => {
  it("are listed in the order of their contracts' ids", async () => {
    const { engine } = await openAcme();
    await engine.putContract({ ...acme, id: "beta" });
    await engine.publishPricing({ contract: "beta", version: 1, rules: [calls] });
    const { data } = await engine.listInvoices();
    expect(data.map(({ contract, billing_period }) => `${contract} ${billing_period.start}`)).toEqual(
      ["2026-03-01", "2026-02-01", "2026-01-01"].flatMap((start) => [`acme ${start}`, `beta ${start}`]),
    );
  });
});

describe("a usage event that names its side", () => {
  it("is answered with it", async () => {
    const { engine, submit } = await openAcme();
    await submit(use("e1", "5", "2026-03-02", { counterparty: "x", counterparty_side: "maker" }));
    expect(await engine.getUsage("e1")).toMatchObject({ counterparty: "x", counterparty_side: "maker" });
  });
});

describe("a store that refuses what it should take", () => {
  it("is told as a bug, not as bad data and not as a conflict", async () => {
    const store = createMemoryStore();
    const refusing: BillingStore = {
      ...store,
      commit: async (changes) => {
        const [change] = changes;
        return { ok: false, reason: "event_exists", contract: change?.contract ?? "" };
      },
    };
    const engine = createEngine({ store: refusing, now: () => "2026-03-15T00:00:00Z" });
    await expect(engine.putContract(acme)).rejects.toMatchObject({ code: "invariant_violation" });
  });
});

/** An engine over the same store, some of whose methods are others. */
function engineOver({ store, clock }: Acme, methods: Partial<BillingStore>): Engine {
  return createEngine({ store: { ...store, ...methods }, now: () => clock.now });
}

describe("a billing run", () => {
  it("goes on where a customer pays after it has looked which invoices are overdue", async () => {
    const one = await openAcme({ now: "2026-02-01T00:00:00Z" });
    await one.submit(use("e1", "5", "2026-01-02"));
    await one.engine.finalizeInvoice("INV-2026-001");
    one.clock.now = "2026-02-28T12:00:00Z";
    let looks = 0;
    const run = engineOver(one, {
      async listAccounts() {
        looks += 1;
        return one.store.listAccounts();
      },
      async read(contract, query) {
        const seen = await one.store.read(contract, query);
        // The run goes on from what it has seen.
        if (looks === 2) await one.other.updateInvoice("INV-2026-001", { status: "paid" });
        if (looks === 2) looks += 1;
        return seen;
      },
    });
    expect((await run.runBilling()).overdue).toEqual([]);
    expect([looks, (await one.other.getInvoice("INV-2026-001")).status]).toEqual([3, "paid"]);
  });

  it("goes on where usage is taken back that had called for an invoice inside of its period", async () => {
    const one = await openAcme({ now: "2026-02-15T00:00:00Z", above: { progressive_threshold: "10" } });
    await one.submit(use("e1", "50", "2026-02-02"));
    const run = engineOver(one, {
      async commit(changes) {
        const result = await one.store.commit(changes);
        await one.other.voidUsage("e1");
        return result;
      },
    });
    const { finalized } = await run.runBilling();
    expect(finalized.map(({ number }) => number)).toEqual(["INV-2026-001"]);
  });

  it("stops with what the store says where that is no matter of invoices", async () => {
    for (const failure of ["disk full", null, new Error("disk full")]) {
      const one = await openAcme({ now: "2026-02-15T00:00:00Z" });
      const run = engineOver(one, { commit: () => Promise.reject(failure) });
      await expect(run.runBilling()).rejects.toBe(failure);
    }
  });
});

describe("now", () => {
  it("has to be an instant", async () => {
    for (const now of ["soon", Number.NaN, new Date(Number.NaN)]) {
      const engine = createEngine({ store: createMemoryStore(), now: () => now });
      await expect(engine.putContract(acme)).rejects.toMatchObject({ code: "invariant_violation" });
    }
  });
});

describe("toWireJson", () => {
  it("refuses what JSON has no form for, and writes it as JSON.stringify does inside of documents", () => {
    expect(() => toWireJson(undefined)).toThrow(expect.objectContaining({ code: "field_type" }));
    expect(toWireJson({ a: undefined, b: [undefined, () => 1, "x"] })).toBe('{"b":[null,null,"x"]}');
  });

  it("keeps as text what stands where a number should and is none", () => {
    expect(toWireJson({ amount: "1e5", quantity: "05", total: "10.50" })).toBe(
      '{"amount":"1e5","quantity":"05","total":10.5}',
    );
  });
});
