// The lines that versions of usage rules make in a period of one contract, for examples worked out by hand.
import {
  billingPeriods,
  type Charge,
  draftInvoice,
  expectOk,
  type Invoice,
  type LineItem,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  rateUsage,
  resolveTerms,
  type Terms,
} from "../../src/index.ts";

export const calls = { id: "calls", name: "Calls", type: "usage", metric: "calls" };
export const each = { ...calls, model: "per_unit", unit_amount: "1" };
export const tiers = (bound: string) => [
  { up_to: bound, unit_amount: "1" },
  { up_to: null, unit_amount: "0.5" },
];
export const by = (proration: string, ...prorated: string[]) => ({ proration, prorated });
export const minimum = (minimum_amount: string, proration = "day") => ({
  minimum_amount,
  ...by(proration, "minimum_amount"),
});

export type Version = readonly [from: string | null, ...rules: object[]];
export type Used = readonly [day: string, quantity: string, properties?: object];

export function termsOf(versions: readonly Version[], contract: object = {}): Terms {
  return expectOk(
    resolveTerms(
      expectOk(
        parseContract({
          id: "acme",
          customer_name: "Acme",
          status: "active",
          currency: "USD",
          billing_cadence: "monthly",
          metrics: ["calls"],
          start_date: "2026-01-01",
          ...contract,
        }),
      ),
      versions.map(([effective_date, ...rules], at) =>
        expectOk(parsePricingProgram({ contract: "acme", version: at + 1, effective_date, rules })),
      ),
    ),
  );
}

export function eventsOf(used: readonly Used[]) {
  return used.map(([day, quantity, properties = {}], at) =>
    expectOk(
      parseUsageEvent({
        external_contract_id: "acme",
        event_id: `e${at}`,
        metric: "calls",
        quantity,
        properties,
        timestamp: `${day}T12:00:00Z`,
      }),
    ),
  );
}

function draft(terms: Terms, day: string, charges: readonly Charge[]): Invoice {
  const [period] = billingPeriods(terms.contract, day, day);
  if (period === undefined) throw new Error(`no period holds ${day}`);
  return draftInvoice(terms, charges, period);
}

/** The lines of the period that holds a day. */
export function lines(day: string, versions: readonly Version[], used: readonly Used[] = [], contract = {}) {
  const terms = termsOf(versions, contract);
  return draft(terms, day, rateUsage(terms, eventsOf(used)).charges).line_items;
}

export const amounts = (list: readonly LineItem[]) => list.map(({ amount }) => amount);
export const steps = (list: readonly LineItem[]) =>
  list.map((line) =>
    line.steps.map(({ kind, quantity, up_to, limit, amount }) =>
      [kind, quantity ?? up_to ?? limit, amount].join(" "),
    ),
  );
