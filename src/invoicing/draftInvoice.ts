import type { Charge } from "../model/charge.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Period } from "../model/period.ts";
import type { Terms } from "../model/terms.ts";
import type { BillingHistory } from "./billingHistory.ts";
import { carriedOver } from "./carriedOver.ts";
import { composeInvoice } from "./composeInvoice.ts";
import { correctionsFor } from "./correctionsFor.ts";
import { openDesk } from "./desk.ts";
import { billedBefore } from "./draftProgressiveInvoice.ts";
import { findPeriod } from "./findPeriod.ts";
import { invoiceNumber } from "./invoiceNumber.ts";
import { ownHistory } from "./ownHistory.ts";
import { statementOf } from "./statementOf.ts";

/**
 * Drafts the invoice of one billing period: the fees that are due in it and its charges, rule by rule.
 *
 * Each line is exact until it is rounded once, to the currency's minor unit by the contract's mode; the
 * total is the sum of the rounded lines. On a line's amount come, in this order, the discounts as listed,
 * the minimum, the maximum and the monthly cap; the steps show each of them and add up to `exact_amount`. A
 * rule without usage makes no line, unless a minimum or a zero-usage flat is due. The order and the
 * grouping of the charges are of no account. With `group_by` there is a line for each group; where one ladder
 * prices all groups, its rounded amount is shared out among them by largest remainder.
 *
 * Then come, in this order: the program's discounts, what is missing to its minimum commitment, what earlier invoices have billed
 * of the period or got wrong of others, credit grants, taxes, and what is carried from and to other invoices. Without a history, nothing is corrected, drawn or
 * carried, and the total may be below zero.
 *
 * @param terms - from `resolveTerms`
 * @param charges - from `rateUsage`; those of other periods are left aside (a monthly cap also looks at
 * charges of earlier periods that share a calendar month with this one, and `carry_over` at those of all
 * earlier periods, so pass these as well)
 * @param period - one of the contract's billing periods, from `billingPeriods`
 * @param history - the invoices and credit grants so far; the draft says what the invoice would be if it were made final now
 * @returns a draft; its subtotal is the sum of its lines
 * @throws BillingError `period_unknown` when the contract has no such period, `charge_invalid` when one of the charges is none,
 * `field_type` when the history is none; InvariantError when a charge
 * is of a rule that the terms do not have
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 *   start_date: "2026-01-01",
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Platform", type: "subscription", model: "flat", amount: "2000", frequency: "monthly" }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const [march] = billingPeriods(contract, "2026-03-01", "2026-03-31");
 * const invoice = draftInvoice(terms, [], march);
 * [invoice.number, invoice.total]; // => ["INV-2026-003", "2000"]
 */
export function draftInvoice(
  terms: Terms,
  charges: Iterable<Charge>,
  period: Period,
  history?: BillingHistory,
): Invoice {
  const past = history === undefined ? undefined : ownHistory(history, terms.contract.id);
  const desk = openDesk(terms, charges, past);
  const found = findPeriod(terms.contract, period);
  const { start } = found.period;
  const number = invoiceNumber(terms.contract, desk.calendar, found);
  const statement = statementOf(desk, found, "whole");
  const own = { number, period: found, issued_date: start };
  if (past === undefined) {
    return composeInvoice(desk, { ...own, lines: statement, corrected: [], carried: [] });
  }
  const { periods: corrected, lines } = correctionsFor(desk, past, start);
  const carried = carriedOver(desk.past, start);
  const all = [...statement, ...billedBefore(desk, found), ...lines];
  return composeInvoice(desk, { ...own, lines: all, corrected, carried });
}
