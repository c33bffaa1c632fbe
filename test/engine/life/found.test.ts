// Small lives that went wrong once, as the random ones have found them: moves and corrections.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../../src/index.ts";
import { refusedWith } from "../../fixtures/venue.ts";
import { calls, fee, open, used } from "./small.ts";

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

describe("invoices below zero", () => {
  it("leave it to the next one, also where they are cut inside a period", async () => {
    const progressive = { progressive_threshold: "3" };
    const taxes = [{ id: "vat", name: "VAT", rate: "0.5" }];
    const { engine } = await open({}, { rules: [calls], taxes, ...progressive });
    await engine.submitUsage({ events: [used("a", "10", "2026-01-01T00:00:00Z")] });
    expect((await engine.finalizeInvoice("INV-2026-001-P1")).total).toBe("15");
    const untaxed = { version: 2, effective_date: "2026-01-01", rules: [calls], ...progressive };
    await engine.publishPricing({ contract: "acme", ...untaxed });
    await engine.submitUsage({ events: [used("b", "4", "2026-01-01T00:00:00Z")] });
    const { total, carried, credit_note } = await engine.finalizeInvoice("INV-2026-001-P2");
    const left = { invoice: "INV-2026-001-P2", amount: "1" };
    expect([total, carried, credit_note]).toEqual(["0", [left], undefined]);
  });
});
