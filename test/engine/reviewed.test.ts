// Small things that went wrong once, as reading the code has found them.
import { describe, expect, it } from "vitest";
import {
  draftInvoice,
  expectOk,
  parseContract,
  parsePricingProgram,
  previewInvoice,
  resolveTerms,
} from "../../src/index.ts";
import { makerFee, openVenue, platform, refusedWith, venue, volume } from "../fixtures/venue.ts";

describe("a contract's end", () => {
  it("that moves away and back over a final period is corrected both times", async () => {
    const { engine } = await openVenue();
    const prorated = { ...platform, amount: "310", proration: "day" };
    await engine.publishPricing({
      contract: venue.id,
      version: 2,
      effective_date: "2026-01-01",
      rules: [prorated],
    });
    expect((await engine.finalizeInvoice("INV-2026-001")).total).toBe("310");
    await engine.putContract({ ...venue, end_date: "2026-01-11" });
    expect((await engine.finalizeInvoice("INV-2026-001-C1")).credit_note?.amount).toBe("210");
    await engine.putContract(venue);
    const { line_items } = await engine.getInvoice("INV-2026-002");
    expect(line_items.map(({ kind, amount }) => [kind, amount])).toEqual([
      [undefined, "310"],
      ["correction", "210"],
    ]);
  });

  it("that was moved lets a version begin in the days that it added to a final period", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, end_date: "2026-01-11" });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.putContract(venue);
    await engine.submitUsage({ events: [volume("e1", 1000, { timestamp: "2026-01-25T00:00:00Z" })] });
    const rules = [platform, { ...makerFee, rate: 0.01 }];
    await engine.publishPricing({ contract: venue.id, version: 2, effective_date: "2026-01-20", rules });
    const { line_items } = await engine.getInvoice("INV-2026-002");
    expect(line_items.map(({ kind, version, amount }) => [kind, version, amount])).toEqual([
      [undefined, 1, "100"],
      ["correction", 2, "10"],
    ]);
  });
});

describe("a progressive invoice", () => {
  it("keeps its period in the contract", async () => {
    const { engine } = await openVenue();
    const above = { progressive_threshold: "1" };
    await engine.publishPricing({ contract: venue.id, version: 2, rules: [platform, makerFee], ...above });
    await engine.submitUsage({ events: [volume("e1", 1000)] });
    await engine.finalizeInvoice("INV-2026-003-P1");
    expect(await refusedWith(engine.putContract({ ...venue, end_date: "2026-03-01" }))).toBe("period_closed");
    // Its period is open, so that it may become shorter.
    await engine.putContract({ ...venue, end_date: "2026-03-11" });
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("100");
  });
});

describe("a currency", () => {
  it("stays once there is credit in it", async () => {
    const { engine } = await openVenue();
    await engine.grantCredit({ contract: venue.id, id: "g", amount: "10.55" });
    expect(await refusedWith(engine.putContract({ ...venue, currency: "JPY" }))).toBe("contract_conflict");
  });

  it("has the digits that a payment may have", async () => {
    const { engine } = await openVenue();
    await engine.finalizeInvoice("INV-2026-001");
    const paid = engine.recordPayment("INV-2026-001", { id: "p", amount: "0.001" });
    expect(await refusedWith(paid)).toBe("amount_scale_exceeds_currency");
  });
});

describe("deletePricingRule", () => {
  it("takes a rule out of the discounts and taxes that are for it", async () => {
    const { engine } = await openVenue();
    const discounts = [
      { id: "both", percent: "0.1", rules: [platform.id, makerFee.id] },
      { id: "one", percent: "0.2", rules: [makerFee.id] },
      { id: "all", amount: "1" },
    ];
    const taxes = [{ id: "vat", name: "VAT", rate: "0.2", rules: [makerFee.id] }];
    const rules = [platform, makerFee];
    await engine.publishPricing({ contract: venue.id, version: 2, rules, discounts, taxes });
    await engine.deletePricingRule(venue.id, makerFee.id);
    expect(await engine.getPricing(venue.id, { version: 3 })).toMatchObject({
      discounts: [
        { id: "both", rules: [platform.id] },
        { id: "all", amount: "1" },
      ],
      taxes: [],
    });
  });
});

describe("what cannot be read", () => {
  const thrower = {
    get rules(): never {
      throw new Error("getter");
    },
  };
  const { proxy: revoked, revoke } = Proxy.revocable([], {});
  revoke();

  it.each([
    ["events", { events: revoked }],
    ["a list of programs", { programs: revoked }],
    ["a program", { programs: [thrower] }],
  ])("%s of a preview is refused with a code", async (_, request) => {
    const { engine } = await openVenue();
    const preview = engine.previewInvoice({ contract: venue.id, ...request });
    expect(await refusedWith(preview)).toBe("input_unreadable");
  });

  it("fields of a rule are refused with a code", async () => {
    const { engine } = await openVenue();
    const update = engine.updatePricingRule(venue.id, makerFee.id, revoked);
    expect(await refusedWith(update)).toBe("input_unreadable");
  });

  it.each([
    [{}, ["history.invoices", "history.grants", "history.corrected_periods"]],
    [{ invoices: [{}], grants: [], corrected_periods: [] }, ["history.invoices"]],
    [
      { invoices: [], grants: [{ id: "g" }], corrected_periods: [5] },
      ["history.grants", "history.corrected_periods"],
    ],
    [null, ["history"]],
  ])("%o is no history", (history, paths) => {
    const contract = expectOk(parseContract(venue));
    const program = expectOk(parsePricingProgram({ contract: venue.id, version: 1, rules: [platform] }));
    const terms = expectOk(resolveTerms(contract, [program]));
    const period = { start: "2026-01-01", end: "2026-01-31", start_at: "", end_at: "" };
    const draft = () => draftInvoice(terms, [], period, history as never);
    const issues = paths.map((path) => expect.objectContaining({ code: "field_type", path }));
    expect(draft).toThrow(expect.objectContaining({ issues }));
  });
});

describe("a late batch", () => {
  it("of a thousand events, under daily billing with many final periods, is one line of the next draft", async () => {
    const { engine } = await openVenue(() => "2026-03-05T00:00:00Z");
    await engine.putContract({ ...venue, billing_cadence: "daily" });
    const { finalized } = await engine.runBilling();
    expect(finalized.length).toBe(63);
    const events = Array.from({ length: 1000 }, (_, at) =>
      volume(`e${at}`, 1000, { timestamp: "2026-01-01T00:00:00Z" }),
    );
    expect((await engine.submitUsage({ events })).accepted).toBe(1000);
    const { line_items } = await engine.getInvoice("INV-2026-064");
    expect(line_items.map(({ kind, amount }) => [kind, amount])).toEqual([["correction", "1000"]]);
  });
});

describe("a preview with more unknown fields than are told", () => {
  it("computes nothing from documents that are wrong besides, and tells the fields", () => {
    const misspelt = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x${at}`, at]));
    const timed = { ...makerFee, model: "time_of_day", rate: undefined, windows: [7], default: "free" };
    const programs = [{ contract: venue.id, version: 1, rules: [timed] }];
    const result = previewInvoice({ contract: venue, programs, events: [], at: "2026-03-31", ...misspelt });
    const paths = result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`);
    expect(paths).toEqual(Array.from({ length: 100 }, (_, at) => `field_unknown x${at}`));
  });
});
