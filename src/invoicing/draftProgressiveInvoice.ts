// A draft that is cut inside a period: once so much usage is unbilled that the price list asks for it.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { compare, decimalOf } from "../decimal/decimal.ts";
import type { Charge } from "../model/charge.ts";
import type { Invoice, LineItem } from "../model/invoice.ts";
import type { Period } from "../model/period.ts";
import type { Terms } from "../model/terms.ts";
import type { BillingHistory } from "./billingHistory.ts";
import { composeInvoice } from "./composeInvoice.ts";
import { billedLines } from "./correctionLines.ts";
import { type Desk, openDesk } from "./desk.ts";
import { findPeriod } from "./findPeriod.ts";
import { invoiceNumber } from "./invoiceNumber.ts";
import { netOf, sumOf } from "./netOf.ts";
import { ownHistory } from "./ownHistory.ts";
import { lastProgram } from "./reignsIn.ts";
import { statementOf } from "./statementOf.ts";

/**
 * Drafts a progressive invoice: what the usage of an open period has come to so far, less what earlier ones have billed of it.
 *
 * It is there once that reaches the `progressive_threshold` of the program version in effect last in the period. Fees, minimums and
 * true-ups are left to the period's own invoice, which bills all of the period, less what progressive ones have.
 *
 * @param terms - from `resolveTerms`
 * @param charges - as for `draftInvoice`
 * @param period - one of the contract's billing periods
 * @param history - the invoices so far
 * @returns the draft; undefined while the threshold is not reached, and once the period is billed
 * @throws BillingError `period_unknown`; InvariantError as for `draftInvoice`
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1, progressive_threshold: "100",
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const event = { external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "6000", timestamp: "2026-03-05T00:00:00Z" };
 * const { charges } = rateUsage(terms, [event]);
 * const [march] = billingPeriods(contract, "2026-03-01", "2026-03-31");
 * const draft = draftProgressiveInvoice(terms, charges, march, { invoices: [], grants: [], corrected_periods: [] });
 * [draft?.number, draft?.total]; // => ["INV-2026-003-P1", "120"]
 */
export function draftProgressiveInvoice(
  terms: Terms,
  charges: Iterable<Charge>,
  period: Period,
  history: BillingHistory,
): Invoice | undefined {
  const past = ownHistory(history, terms.contract.id);
  const desk = openDesk(terms, charges, past);
  const found = findPeriod(terms.contract, period);
  const threshold = lastProgram(desk, found)?.progressive_threshold;
  if (threshold === undefined || desk.past.closing(found.period.start) !== undefined) return undefined;
  const lines = [...statementOf(desk, found, "usage"), ...billedBefore(desk, found)];
  if (compare(sumOf(lines, netOf), decimalOf(threshold)) < 0) return undefined;
  const number = `${invoiceNumber(terms.contract, desk.calendar, found)}-P${cutsOf(past.invoices, found) + 1}`;
  const issued_date = found.period.start;
  const parts = { number, type: "progressive" as const, period: found, issued_date, lines };
  return composeInvoice(desk, { ...parts, corrected: [], carried: [] });
}

/** What progressive invoices have billed of an open period, taken back line by line. */
export function billedBefore({ past }: Desk, { period }: CalendarPeriod): LineItem[] {
  return past
    .progressive(period.start)
    .flatMap(({ number, billing_period, line_items }) =>
      billedLines(line_items, { invoice: number, billing_period }),
    );
}

/** How many progressive invoices a period has had, cancelled ones too: numbers are given once. */
function cutsOf(invoices: readonly Invoice[], { period }: CalendarPeriod): number {
  return invoices.filter(
    ({ type, billing_period }) => type === "progressive" && billing_period.start === period.start,
  ).length;
}
