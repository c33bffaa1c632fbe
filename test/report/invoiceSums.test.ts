// What stands between the lines and the total, and lines of groups that one ladder prices.
import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, parseContract, previewInvoice } from "../../src/index.ts";
import { invoiceText } from "../../src/report/index.ts";
import { contract } from "../bin/runWith.ts";

function previewed(rule: object, above: object, used: readonly (readonly [string, object?])[]): Invoice {
  const rules = [{ id: "calls", name: "Calls", type: "usage", metric: "calls", ...rule }];
  return expectOk(
    previewInvoice({
      contract,
      programs: [{ contract: "acme", version: 1, rules, ...above }],
      events: used.map(([quantity, properties = {}], at) => ({
        ...{ external_contract_id: "acme", event_id: `e${at}`, metric: "calls", quantity, properties },
        timestamp: "2026-03-05T12:00:00Z",
      })),
      at: "2026-03-31",
    }),
  ).invoice;
}

/** The rows below the heads, blanks folded. */
function rows(invoice: Invoice): string[] {
  const [, ...parts] = invoiceText(invoice, { contract: expectOk(parseContract(contract)) }).split(/^-+$/m);
  return parts.flatMap((part) =>
    part
      .trim()
      .split("\n")
      .map((row) => row.trim().replace(/ {2,}/g, " | ")),
  );
}

const perCall = { model: "per_unit", unit_amount: "1", negative_usage: "credit" };

describe("the sums of an invoice", () => {
  it("show what discounts take, and each tax, with those that are included below the total", () => {
    const above = {
      discounts: [{ id: "tenth", percent: "0.1" }],
      taxes: [
        { id: "vat", name: "VAT", rate: "0.2" },
        { id: "levy", name: "Levy", rate: "0.25", inclusive: true },
      ],
    };
    expect(rows(previewed(perCall, above, [["100"]])).slice(1)).toEqual([
      "Subtotal | 100.00",
      "Discounts | -10.00",
      "VAT | 14.40",
      "Total | 104.40",
      "includes Levy | 18.00",
    ]);
  });

  it("show a discount of nothing as nothing, and one that is taken back as what it gives", () => {
    const invoice = previewed(perCall, {}, [["100"]]);
    const discounts = (discount_total: string) =>
      rows({ ...invoice, discount_total }).find((row) => row.startsWith("Discounts"));
    expect(["0", "-5", "5"].map(discounts)).toEqual([
      "Discounts | 0.00",
      "Discounts | 5.00",
      "Discounts | -5.00",
    ]);
  });
});

describe("lines of groups", () => {
  const used = [["7", { region: "eu" }], ["3", { region: "us" }], ["1"]] as const;

  it("say which group each is of, and name the one without a value", () => {
    const each = previewed({ ...perCall, group_by: ["region"] }, {}, used);
    expect(rows(each).slice(0, 3)).toEqual([
      "Calls, eu | 7 | 1 | 7.00",
      "Calls, us | 3 | 1 | 3.00",
      "Calls, other | 1 | 1 | 1.00",
    ]);
  });

  it("tell a value from the word for none", () => {
    const regions = [["7", { region: "other" }], ["3", { region: '"other"' }], ["1"]] as const;
    const each = previewed({ ...perCall, group_by: ["region"] }, {}, regions);
    const names = rows(each).map((row) => row.split(" | ")[0]);
    expect(new Set(names.slice(0, 3))).toEqual(
      new Set(['Calls, "other"', 'Calls, ""other""', "Calls, other"]),
    );
    const given = previewed({ ...perCall, group_by: ["region"] }, {}, [
      ["7", { region: "not given" }],
      ["1"],
    ]);
    const details = invoiceText(given, { details: true });
    expect(details).toContain('region "not given"\n');
    expect(details).toContain("region not given\n");
  });

  it("show below the last one what all of them share, where one ladder prices them", () => {
    const tiers = [
      { up_to: "10", unit_amount: "1" },
      { up_to: null, unit_amount: "2" },
    ];
    const rule = {
      model: "tiered",
      tiers_mode: "graduated",
      tiers,
      group_by: ["region"],
      group_ladder: "shared",
    };
    expect(rows(previewed(rule, {}, used)).slice(0, 6)).toEqual([
      "Calls, eu | 7 | 7.64",
      "Calls, us | 3 | 3.27",
      "Calls, other | 1 | 1.09",
      "Calls in all | 11 | 12.00",
      "up to 10 | 10 | 1 | 10.00",
      "above 10 | 1 | 2 | 2.00",
    ]);
  });
});
