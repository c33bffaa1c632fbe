// Small lives that went wrong once, as the random ones have found them.
import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore, type Engine, type Invoice } from "../../../src/index.ts";
import { refusedWith } from "../../fixtures/venue.ts";

interface Opened {
  readonly engine: Engine;
  /** Sets the present. */
  readonly at: (now: string) => void;
  readonly drafts: () => Promise<Invoice[]>;
}

const fee = {
  id: "fee",
  name: "Fee",
  type: "subscription",
  model: "flat",
  amount: "31",
  frequency: "monthly",
};
const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};

function used(event_id: string, quantity: string, timestamp: string) {
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp };
}

async function open(contract: object, program: object): Promise<Opened> {
  let now = "2026-01-01T12:00:00Z";
  const engine = createEngine({ store: createMemoryStore(), now: () => now });
  await engine.putContract({
    id: "acme",
    customer_name: "Acme",
    status: "active",
    start_date: "2026-01-01",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["calls"],
    ...contract,
  });
  await engine.publishPricing({ contract: "acme", version: 1, ...program });
  const drafts = async () => {
    const { data } = await engine.listInvoices({ status: "draft" });
    return Promise.all(data.map(({ number }) => engine.getInvoice(number)));
  };
  return {
    engine,
    at: (instant) => {
      now = instant;
    },
    drafts,
  };
}

function corrections(
  invoices: readonly Invoice[],
): [about: string | undefined, rule: string | null, amount: string][] {
  return invoices.flatMap(({ line_items }) =>
    line_items.flatMap(({ kind, refers_to, rule_id, amount }) =>
      kind === "correction"
        ? [[refers_to?.billing_period.start, rule_id, amount] as [string, string, string]]
        : [],
    ),
  );
}

describe("moves", () => {
  it("sent again is for drafts, and for what is sent: an invoice that was seen, paid or withdrawn does not go back", async () => {
    const { engine } = await open({}, { rules: [fee] });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.updateInvoice("INV-2026-001", { status: "viewed" });
    expect(await refusedWith(engine.updateInvoice("INV-2026-001", { status: "sent" }))).toBe(
      "invoice_move_illegal",
    );
    await engine.updateInvoice("INV-2026-001", { status: "paid" });
    expect(await refusedWith(engine.updateInvoice("INV-2026-001", { status: "sent" }))).toBe(
      "invoice_move_illegal",
    );
  });
});

describe("corrections", () => {
  it("of the last period count its taxes once", async () => {
    const taxed = { minimum_commitment: { amount: "15" }, taxes: [{ id: "vat", name: "VAT", rate: "0.19" }] };
    const { engine, drafts } = await open({ end_date: "2026-02-01" }, { rules: [calls], ...taxed });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.publishPricing({
      contract: "acme",
      version: 2,
      effective_date: "2026-01-01",
      rules: [calls],
    });
    const [draft] = await drafts();
    expect([draft?.number, draft?.subtotal, draft?.tax]).toEqual(["INV-2026-001-C1", "-15", "-2.85"]);
  });

  it("are there for a tax alone, also for one that prices include", async () => {
    const tax = (rate: string) => ({ taxes: [{ id: "vat", name: "VAT", rate, inclusive: true }] });
    const { engine, drafts } = await open({ end_date: "2026-02-01" }, { rules: [fee], ...tax("0.2") });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.publishPricing({
      contract: "acme",
      version: 2,
      effective_date: "2026-01-01",
      rules: [fee],
      ...tax("0.1"),
    });
    const taxes = (await drafts()).map((draft) => draft.taxes?.map(({ amount }) => amount));
    expect(taxes).toEqual([["-2.35"]]);
  });

  it("reach back to the last day of terms in arrears, also where what was billed may not change", async () => {
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05", start_date: "2026-01-05" };
    const arrears = { ...fee, billing: "in_arrears" };
    const { engine, at, drafts } = await open(
      { ...weekly, corrections: "refuse" },
      { rules: [calls, arrears] },
    );
    at("2026-01-12T12:00:00Z");
    await engine.finalizeInvoice("INV-2026-001");
    await engine.publishPricing({
      contract: "acme",
      version: 2,
      effective_date: "2026-01-12",
      rules: [calls],
    });
    // The fee is due on the last day of its terms: the 11th, in a week that has been billed without it.
    expect(corrections(await drafts())).toEqual([["2026-01-05", "fee", "31"]]);
  });

  it("reach back to where a fee in arrears was due before a break, once it goes on after it", async () => {
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05", start_date: "2026-01-05" };
    const arrears = { ...fee, billing: "in_arrears" };
    const { engine, at, drafts } = await open(weekly, { rules: [calls, arrears] });
    await engine.publishPricing({
      contract: "acme",
      version: 2,
      effective_date: "2026-01-12",
      rules: [calls],
    });
    at("2026-01-16T12:00:00Z");
    expect((await engine.finalizeInvoice("INV-2026-001")).total).toBe("31");
    const again = { version: 3, effective_date: "2026-01-14", rules: [calls, arrears] };
    await engine.publishPricing({ contract: "acme", ...again });
    // It is due once in its month: now on the 4th of February.
    expect(corrections(await drafts())).toEqual([["2026-01-05", "fee", "-31"]]);
  });

  it("follow when the contract's end moves the end of a fee's time: prorated in advance", async () => {
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05", start_date: "2026-01-05" };
    const prorated = { ...fee, proration: "day" };
    const { engine, at, drafts } = await open({ ...weekly, end_date: "2026-01-19" }, { rules: [prorated] });
    at("2026-01-12T12:00:00Z");
    const first = await engine.finalizeInvoice("INV-2026-001");
    expect(first.total).toBe("14");
    await engine.putContract({ ...(await engine.getContract("acme")), end_date: "2026-01-26" });
    expect(corrections(await drafts())).toEqual([["2026-01-05", "fee", "7"]]);
  });

  it("follow when the contract's end moves the end of a fee's time: in arrears", async () => {
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05", start_date: "2026-01-05" };
    const arrears = { ...fee, billing: "in_arrears" };
    const { engine, at, drafts } = await open({ ...weekly, end_date: "2026-01-12" }, { rules: [arrears] });
    at("2026-01-12T12:00:00Z");
    const first = await engine.finalizeInvoice("INV-2026-001");
    expect(first.total).toBe("31");
    await engine.putContract({ ...(await engine.getContract("acme")), end_date: "2026-01-19" });
    expect(corrections(await drafts())).toEqual([["2026-01-05", "fee", "-31"]]);
  });
});

describe("credits", () => {
  it("a grant is never drawn below zero: an invoice is withdrawn after a correction gave back what it drew", async () => {
    const { engine, at } = await open({}, { rules: [fee] });
    const grant = { contract: "acme", id: "g", amount: "5", expiry_date: "2026-02-01" };
    await engine.grantCredit(grant);
    await engine.finalizeInvoice("INV-2026-001");
    const cheaper = { rules: [{ ...fee, amount: "1" }], version: 2, effective_date: "2026-01-01" };
    await engine.publishPricing({ contract: "acme", ...cheaper });
    at("2026-02-01T12:00:00Z");
    await engine.finalizeInvoice("INV-2026-002");
    await engine.updateInvoice("INV-2026-001", { status: "cancelled" });
    const { data } = await engine.listCredits("acme");
    expect(data.map(({ balance }) => balance)).toEqual(["5"]);
  });

  it("a grant is never drawn above its amount: what was given back and drawn again cannot be taken back", async () => {
    const { engine, at } = await open({}, { rules: [calls] });
    await engine.grantCredit({ contract: "acme", id: "g", amount: "5" });
    await engine.submitUsage({
      events: [used("a", "5", "2026-01-01T00:00:00Z"), used("b", "5", "2026-03-01T00:00:00Z")],
    });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.voidUsage("a");
    at("2026-03-01T12:00:00Z");
    // February's gives 5 back for January, and March's draws it.
    await engine.finalizeInvoice("INV-2026-002");
    await engine.finalizeInvoice("INV-2026-003");
    await engine.updateInvoice("INV-2026-002", { status: "cancelled" });
    expect((await engine.listCredits("acme")).data.map(({ balance }) => balance)).toEqual(["0"]);
  });

  it("gives back the latest draw first, and a grant's earlier ones after those of others", async () => {
    const { engine, at, drafts } = await open({}, { rules: [calls] });
    const late = (id: string, quantity: string) =>
      engine.submitUsage({ events: [used(id, quantity, "2026-01-01T00:00:00Z")] });
    await engine.grantCredit({ contract: "acme", id: "first", amount: "20" });
    await late("a", "6");
    await engine.finalizeInvoice("INV-2026-001");
    await engine.grantCredit({ contract: "acme", id: "second", amount: "2", priority: 10 });
    await late("b", "3");
    await late("c", "1");
    at("2026-02-01T12:00:00Z");
    const { line_items } = await engine.finalizeInvoice("INV-2026-002");
    const draws = [
      { grant: "second", amount: "2" },
      { grant: "first", amount: "2" },
    ];
    expect(line_items.map(({ credits }) => credits)).toEqual([draws]);
    await engine.voidUsage("b");
    const given = [
      { grant: "first", amount: "-2" },
      { grant: "second", amount: "-1" },
    ];
    expect((await drafts()).map((draft) => draft.line_items[0]?.credits)).toEqual([given]);
  });
});
