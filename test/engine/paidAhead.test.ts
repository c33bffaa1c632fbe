// Prorated fees that were asked for in advance, of which a later version changes or ends the terms.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { type Acme, calls, openAcme } from "./acme.ts";

const [first, second] = ["INV-2026-001", "INV-2026-002"] as const;

function publish({ engine }: Acme, version: number, effective_date: string, rules: readonly object[]) {
  return engine.publishPricing({ contract: "acme", version, effective_date, rules });
}

describe("a fee paid ahead for a year", () => {
  const year = {
    ...{ id: "fee", name: "Fee", type: "subscription", model: "flat", amount: "1200", frequency: "annual" },
    proration: "day",
  };
  const plan = { id: "top", percent: "0.2" };
  const vat = { id: "vat", name: "VAT", rate: "0.1" };

  /** January has asked for the year; in July another version ends it, or what is given takes its place. */
  async function cut(
    fee: object,
    above: object,
    then: readonly object[] = [],
    terms: object = {},
  ): Promise<Acme> {
    const acme = await openAcme({ rules: [calls, fee], above, contract: terms, now: "2026-07-02T00:00:00Z" });
    for (const place of [1, 2, 3, 4, 5, 6]) await acme.engine.finalizeInvoice(`INV-2026-00${place}`);
    await publish(acme, 2, "2026-07-01", [calls, ...then]);
    return acme;
  }

  it.each([
    ["alone", {}, {}, "1200", "604.93"],
    ["with a discount of the rule", { discounts: [{ percent: "0.2" }] }, {}, "960", "483.94"],
    ["with a discount of all", {}, { discounts: [plan] }, "960", "483.94"],
    ["with a discount of an amount", {}, { discounts: [{ id: "gift", amount: "200" }] }, "1000", "604.93"],
    // 595.07 of 1,200 are due: less than the maximum, and more than nothing.
    ["with a maximum", { maximum_amount: "600" }, {}, "600", "4.93"],
    ["with a minimum", { minimum_amount: "700" }, {}, "1200", "500"],
    ["with a cap", { monthly_cap: "1000" }, {}, "1000", "404.93"],
    ["with a tax", {}, { taxes: [vat] }, "1320", "665.42"],
    ["with a tax of its own", {}, { taxes: [{ ...vat, rules: ["fee"] }] }, "1320", "665.42"],
    ["with a commitment", {}, { minimum_commitment: { amount: "1200" } }, "1200", "0"],
  ])("is given back as it was asked, %s", async (_, rule, above, asked, back) => {
    const acme = await cut({ ...year, ...rule }, above, [], { negative_invoice: "credit_note" });
    expect(await acme.total(first)).toBe(asked);
    expect(await acme.corrected()).toEqual(["2026-01-01"]);
    const { credit_note } = await acme.engine.finalizeInvoice("INV-2026-007");
    expect(credit_note?.amount ?? "0").toBe(back);
    expect(await acme.corrected()).toEqual([]);
  });

  it("goes back to the grant that paid it", async () => {
    const acme = await openAcme({ rules: [calls, year], contract: { negative_invoice: "credit_note" } });
    await acme.engine.grantCredit({ contract: "acme", id: "gift", amount: "1000" });
    expect((await acme.engine.finalizeInvoice(first)).total).toBe("200");
    await publish(acme, 2, "2026-02-01", [calls]);
    const { credit_note } = await acme.engine.finalizeInvoice(second);
    // 1,098.08 are given back: 1,000 to the grant, the rest in money.
    expect(credit_note?.amount).toBe("98.08");
    expect((await acme.engine.listCredits("acme")).data.map(({ balance }) => balance)).toEqual(["1000"]);
  });

  it("is asked for anew by the terms that take its place, also by who refuses corrections", async () => {
    const acme = await cut(year, {}, [{ ...year, amount: "2400" }], { corrections: "refuse" });
    expect(await acme.lines("INV-2026-007")).toEqual(["fee 1209.86", "correction fee 2026-01-01 -604.93"]);
  });

  it("is given back on a preview of versions to come as once they are published, and left alone by other prices", async () => {
    const acme = await cut(year, {});
    const { programs } = (await acme.store.read("acme"))?.account ?? { programs: [] };
    const dear = {
      contract: "acme",
      version: 3,
      effective_date: "2026-07-01",
      rules: [calls, { ...year, amount: "2400" }],
    };
    const preview = (versions: readonly object[]) =>
      acme.engine.previewInvoice({ contract: "acme", at: "2026-07-31", programs: versions });
    const kinds = ({ line_items }: Invoice) => line_items.map(({ kind, amount }) => [kind, amount]);
    const { invoice } = await preview([...programs, dear]);
    expect(kinds(invoice)).toEqual([
      [undefined, "1209.86"],
      ["correction", "-604.93"],
    ]);
    expect(kinds((await preview([{ ...dear, version: 1 }])).invoice)).toEqual([[undefined, "1209.86"]]);
    await acme.engine.publishPricing(dear);
    expect(await acme.engine.getInvoice("INV-2026-007")).toEqual(invoice);
  });

  it("is due in full again where the version is displaced", async () => {
    const acme = await cut(year, {});
    await publish(acme, 3, "2026-07-01", [calls, year]);
    expect(await acme.lines("INV-2026-007")).toEqual([]);
  });
});
