// Random invoices: what rules of every kind make of some usage, with what stands above the lines.
import fc from "fast-check";
import {
  type Contract,
  draftInvoice,
  type Invoice,
  type PricingProgram,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { strip } from "../arbitraries/base.ts";
import { anyRule } from "../arbitraries/programs.ts";
import { january, plainContract } from "../laws/plain.ts";
import { eventsFor } from "../laws.ts";

export const randomContract: Contract = { ...plainContract, currency: "UNITS", currency_digits: 3 };

/** An invoice of one to three rules with usage, discounts, a commitment and taxes. */
export const randomInvoice: fc.Arbitrary<Invoice> = fc
  .record({
    rules: fc.array(anyRule(), { minLength: 1, maxLength: 3 }),
    quantities: fc.array(fc.constantFrom("1", "7.5", "100.125", "0.001"), { maxLength: 4 }),
    discount: fc.constantFrom(undefined, { id: "d", percent: "0.1" }, { id: "d", amount: "3" }),
    least: fc.constantFrom(undefined, { amount: "50" }),
    tax: fc.constantFrom(undefined, { inclusive: true }, { inclusive: false }, { rounding: "line" as const }),
  })
  .map(({ rules, quantities, discount, least, tax }) => {
    const program: PricingProgram = {
      ...{ object: "pricing_program", contract: "acme", version: 1, effective_date: null },
      rules: rules.map((rule, at) => ({ ...rule, id: `rule-${at}`, name: `Rule ${at}` })),
      ...strip({
        discounts: discount && [discount],
        minimum_commitment: least,
        taxes: tax && [{ id: "t", name: "Tax of the land", rate: "0.19", ...tax }],
      }),
    };
    const terms = resolveTerms(randomContract, [program]);
    if (!terms.ok) return undefined;
    const events = program.rules.flatMap((rule, at) =>
      rule.type === "usage"
        ? eventsFor(rule, quantities).map((event) => ({ ...event, event_id: `${at}-${event.event_id}` }))
        : [],
    );
    return draftInvoice(terms.value, rateUsage(terms.value, events).charges, january);
  })
  .filter((made) => made !== undefined);
