import { describe, expect, it } from "vitest";
import { makerFee, openVenue, platform, refusedWith, venue, volume } from "../fixtures/venue.ts";
import { type Acme, calls, openAcme, storage, use } from "./acme.ts";

describe("addPricingRule", () => {
  it("makes the next version; the counterparty's rule takes the place of the general one", async () => {
    const { engine } = await openVenue();
    const waiver = {
      name: "Waiver",
      type: "usage",
      model: "percentage",
      rate: 0,
      metric: "trading_volume",
      counterparty: "acme-markets",
      counterparty_side: "maker",
    };
    const answer = await engine.addPricingRule(venue.id, waiver);
    expect(answer).toMatchObject({
      object: "pricing_rule",
      contract: venue.id,
      version: 2,
      rule: { name: "Waiver", rate: "0" },
    });
    expect(answer.rule.id).toMatch(/^[0-9a-f]{8}$/);
    const side = { counterparty: "acme-markets", counterparty_side: "maker" };
    await engine.submitUsage({
      events: [volume("e1", 1000, side), volume("e2", 1000, { ...side, counterparty_side: "taker" })],
    });
    const { line_items } = await engine.getInvoice("INV-2026-003");
    expect(line_items.map(({ description, amount }) => [description, amount])).toEqual([
      ["Platform", "100"],
      ["Maker Fee", "1"],
      ["Waiver", "0"],
    ]);
    expect((await engine.getPricing(venue.id, { version: 1 })).rules).toHaveLength(2);
  });

  it("takes effect today where the contract is, or on the day it is told", async () => {
    const { engine } = await openVenue(() => "2026-03-05T23:00:00Z");
    await engine.addPricingRule(venue.id, { ...makerFee, id: "b", name: "B" });
    expect((await engine.getPricing(venue.id, { version: 2 })).effective_date).toBe("2026-03-05");
    await engine.addPricingRule(
      venue.id,
      { ...makerFee, id: "c", name: "C" },
      { effective_date: "2026-06-01" },
    );
    expect((await engine.getPricing(venue.id)).version).toBe(2);
    expect((await engine.getPricing(venue.id, { version: 3 })).effective_date).toBe("2026-06-01");
  });

  it("takes effect with the latest version where that is scheduled for later", async () => {
    const { engine } = await openVenue();
    await engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.5" }, { effective_date: "2026-06-01" });
    const { version } = await engine.addPricingRule(venue.id, { ...makerFee, id: "b", name: "B" });
    expect((await engine.getPricing(venue.id, { version })).effective_date).toBe("2026-06-01");
  });

  it("refuses a wrong rule and adds no version", async () => {
    const { engine } = await openVenue();
    expect(
      await refusedWith(engine.addPricingRule(venue.id, { ...makerFee, id: "x", name: "X", rate: 5 })),
    ).toBe("rate_out_of_range");
    expect(await refusedWith(engine.addPricingRule("nobody", makerFee))).toBe("contract_unknown");
    expect(await refusedWith(engine.getPricing(venue.id, { version: 2 }))).toBe("pricing_missing");
  });
});

describe("updatePricingRule", () => {
  it("merges fields into the rule; usage from then on is rated again, earlier usage is not", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({
      events: [
        volume("e1", 1000, { timestamp: "2026-03-01T00:00:00Z" }),
        volume("e2", 1000, { timestamp: "2026-03-20T00:00:00Z" }),
      ],
    });
    const answer = await engine.updatePricingRule(
      venue.id,
      makerFee.id,
      { rate: 0.00005 },
      { effective_date: "2026-03-15" },
    );
    expect(answer.rule).toMatchObject({ id: makerFee.id, name: "Maker Fee", rate: "0.00005" });
    const { line_items } = await engine.getInvoice("INV-2026-003");
    expect(
      line_items
        .slice(1)
        .map(({ description, version, exact_amount }) => [description, version, exact_amount]),
    ).toEqual([
      ["Maker Fee", 1, "1"],
      ["Maker Fee", 2, "0.05"],
    ]);
  });

  it("refuses null for what is no field", async () => {
    const { engine } = await openVenue();
    for (const fields of [{ fixed_amout: null }, JSON.parse('{"__proto__": null}')])
      expect(await refusedWith(engine.updatePricingRule(venue.id, makerFee.id, fields))).toBe(
        "field_unknown",
      );
  });

  it("takes null for a field that should go, and keeps the id", async () => {
    const { engine } = await openVenue();
    await engine.updatePricingRule(venue.id, makerFee.id, { fixed_amount: "1" });
    const { rule } = await engine.updatePricingRule(venue.id, makerFee.id, { fixed_amount: null });
    expect(rule).not.toHaveProperty("fixed_amount");
    expect(await refusedWith(engine.updatePricingRule(venue.id, makerFee.id, { id: "other" }))).toBe(
      "rule_field_conflict",
    );
    expect(await refusedWith(engine.updatePricingRule(venue.id, makerFee.id, "rate"))).toBe("field_type");
    expect(await refusedWith(engine.updatePricingRule(venue.id, "nope", {}))).toBe("rule_unknown");
  });
});

describe("a day before the latest version's", () => {
  it("is refused for every change of rules, also for one that the latest version has made already", async () => {
    const { engine } = await openVenue();
    const april = { effective_date: "2026-04-01" };
    const june = { effective_date: "2026-06-01" };
    const { version } = await engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.5" }, june);
    for (const call of [
      () => engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.5" }, april),
      () => engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.4" }, april),
      () => engine.addPricingRule(venue.id, { ...makerFee, id: "b", name: "B" }, april),
      () => engine.deletePricingRule(venue.id, makerFee.id, april),
    ])
      expect(await refusedWith(call())).toBe("version_not_ascending");
    for (const day of [{}, june, { effective_date: "2026-07-01" }])
      expect(await engine.updatePricingRule(venue.id, makerFee.id, { rate: "0.5" }, day)).toMatchObject({
        version,
      });
    expect(await refusedWith(engine.getPricing(venue.id, { version: version + 1 }))).toBe("pricing_missing");
  });
});

describe("deletePricingRule", () => {
  it("leaves usage that nothing prices any more as accepted, uncharged and not lost", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1000)] });
    expect((await engine.getUsage("e1")).status).toBe("rated");
    expect(
      await engine.deletePricingRule(venue.id, makerFee.id, { effective_date: "2026-03-01" }),
    ).toMatchObject({ version: 2, deleted: true });
    expect((await engine.getUsage("e1")).status).toBe("accepted");
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("100");
    expect(await refusedWith(engine.deletePricingRule(venue.id, platform.id))).toBe("rules_empty");
  });

  const vat = { id: "vat", name: "VAT", rate: "0.19", rules: [calls.id] };
  const promo = { id: "promo", percent: "0.5", rules: [calls.id] };

  /** A hundred calls of January, by prices with a tax on calls alone. */
  async function taxedCalls(more: object = {}): Promise<Acme> {
    const acme = await openAcme({ rules: [calls, storage], above: { taxes: [vat], ...more } });
    await acme.submit(use("e1", "100", "2026-01-10"));
    return acme;
  }

  it("leaves what was used before in the discounts and taxes that were for it", async () => {
    const { engine } = await taxedCalls({ discounts: [promo] });
    const before = await engine.getInvoice("INV-2026-001");
    await engine.deletePricingRule("acme", calls.id, { effective_date: "2026-01-16" });
    const { discount_total, tax, total } = await engine.getInvoice("INV-2026-001");
    expect([discount_total, tax, total]).toEqual(["50", "9.5", "59.5"]);
    expect(total).toBe(before.total);
  });

  it("leaves it in them in later versions, which need not and cannot name the rule", async () => {
    const { engine, total } = await taxedCalls({ discounts: [promo] });
    await engine.deletePricingRule("acme", calls.id, { effective_date: "2026-01-16" });
    const next = { contract: "acme", version: 3, effective_date: "2026-01-17", rules: [storage] };
    expect(await refusedWith(engine.publishPricing({ ...next, taxes: [vat] }))).toBe("rule_unknown");
    await engine.publishPricing(next);
    expect(await total("INV-2026-001")).toBe("59.5");
  });

  it("gives back no tax of a final period in which the rule ends", async () => {
    const { engine } = await taxedCalls();
    expect((await engine.finalizeInvoice("INV-2026-001")).total).toBe("119");
    await engine.deletePricingRule("acme", calls.id, { effective_date: "2026-01-31" });
    const { line_items, tax, total, taxes } = await engine.getInvoice("INV-2026-002");
    expect([line_items, tax, total, taxes]).toEqual([[], "0", "0", undefined]);
  });
});

describe("publishPricing", () => {
  it("takes the same version with the same content again, and no other", async () => {
    const { engine, store } = await openVenue();
    const before = (await store.read(venue.id))?.account.revision;
    await engine.publishPricing({ contract: venue.id, version: 1, rules: [platform, makerFee] });
    expect((await store.read(venue.id))?.account.revision).toBe(before);
    expect(
      await refusedWith(engine.publishPricing({ contract: venue.id, version: 1, rules: [platform] })),
    ).toBe("version_conflict");
    await engine.publishPricing({
      contract: venue.id,
      version: 4,
      effective_date: "2026-05-01",
      rules: [platform],
    });
    expect(
      await refusedWith(engine.publishPricing({ contract: venue.id, version: 3, rules: [platform] })),
    ).toBe("version_not_ascending");
  });

  it("equals rating from scratch under the new program, and going back returns to the start", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 500), volume("e2", 700)] });
    const start = await engine.getInvoice("INV-2026-003");
    const tiered = {
      ...makerFee,
      model: "tiered",
      rate: undefined,
      tiers_mode: "graduated",
      tiers: [
        { up_to: "1000", unit_amount: "1" },
        { up_to: null, unit_amount: "0.5" },
      ],
    };
    await engine.publishPricing({ contract: venue.id, version: 2, rules: [platform, tiered] });
    expect((await engine.getInvoice("INV-2026-003")).total).toBe("1200");
    await engine.publishPricing({ contract: venue.id, version: 3, rules: [platform, makerFee] });
    const back = await engine.getInvoice("INV-2026-003");
    expect(back.line_items.map(({ version: _version, ...line }) => line)).toEqual(
      start.line_items.map(({ version: _version, ...line }) => line),
    );
  });
});
