// Invoices of several contracts, whose rules may have the same ids: each shows what is its own.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  draftInvoice,
  expectOk,
  parseContract,
  parsePricingProgram,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { invoiceHtml, invoiceMarkdown, invoiceText, usageByDay } from "../../src/report/index.ts";
import { refusalOf } from "./refusalOf.ts";

/** A contract whose one rule has the same id and version as that of every other. */
function billed(id: string, customer_name: string, unit_amount: string, quantity: string) {
  const contract = expectOk(
    parseContract({
      ...{ id, customer_name, status: "active", currency: "USD", billing_cadence: "monthly" },
      ...{ metrics: ["calls"], start_date: "2026-01-01" },
    }),
  );
  const rule = { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount };
  const program = expectOk(parsePricingProgram({ contract: id, version: 1, rules: [rule] }));
  const terms = expectOk(resolveTerms(contract, [program]));
  const { charges } = rateUsage(terms, [
    {
      ...{ external_contract_id: id, event_id: "e1", metric: "calls", quantity },
      timestamp: "2026-01-05T12:00:00Z",
    },
  ]);
  const [january] = billingPeriods(contract, "2026-01-01", "2026-01-31");
  if (january === undefined) throw new Error("the contract has no January");
  return { contract, program, charges, invoice: draftInvoice(terms, charges, january) };
}

const acme = billed("acme", "Acme", "1", "10");
const bolt = billed("bolt", "Bolt", "7", "500");
const curves = [acme.program, bolt.program];
const usage = [...acme.charges, ...bolt.charges];

/** What the drawings say. */
const drawn = (html: string): string[] => [...html.matchAll(/<desc>([^<]*)/g)].map(([, words = ""]) => words);
const curveOf = { acme: "0: 0; 12.5: 12.5; marked 10: 10", bolt: "0: 0; 625: 4375; marked 500: 3500" };

describe("one list of programs and charges", () => {
  it("serves the invoices of several contracts", () => {
    expect(drawn(invoiceHtml([acme.invoice, bolt.invoice], { curves, usage }))).toEqual([
      curveOf.acme,
      curveOf.bolt,
    ]);
    expect(drawn(invoiceHtml(bolt.invoice, { contract: bolt.contract, curves, usage }))).toEqual([
      curveOf.bolt,
      "2026-01-05: 500",
    ]);
  });

  it("is looked through for what the contract used on each day", () => {
    const period = { start: "2026-01-05", end: "2026-01-05" };
    expect(usageByDay(usage, acme.contract, { period })).toEqual([{ day: "2026-01-05", quantity: "10" }]);
  });
});

describe("the contract of an invoice", () => {
  const { contract } = acme;
  it("is refused where it is another's", () => {
    for (const report of [invoiceHtml, invoiceMarkdown, invoiceText]) {
      expect(refusalOf(() => report(bolt.invoice, { contract }))).toBe("contract_conflict contract");
      expect(report(acme.invoice, { contract })).toContain("Acme");
    }
    expect(refusalOf(() => invoiceHtml([acme.invoice, bolt.invoice], { contract }))).toBe(
      "contract_conflict invoices[1].contract",
    );
  });
});
