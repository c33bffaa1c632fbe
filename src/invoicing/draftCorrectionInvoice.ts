// What has to be corrected once a contract's last period has been billed.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { calendarOf, termOf } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import type { Charge } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Terms } from "../model/terms.ts";
import type { BillingHistory } from "./billingHistory.ts";
import { carriedOver } from "./carriedOver.ts";
import { composeInvoice } from "./composeInvoice.ts";
import { correctionsFor } from "./correctionsFor.ts";
import { type Desk, openDesk } from "./desk.ts";
import { invoiceNumber } from "./invoiceNumber.ts";
import { ownHistory } from "./ownHistory.ts";

/**
 * Drafts the invoice that corrects what no later period can: changes after a contract's last period was billed.
 *
 * @param terms - from `resolveTerms`
 * @param charges - those of the periods to be corrected, and what `draftInvoice` needs for these
 * @param history - the invoices so far, and the periods that have changed since
 * @returns the draft; undefined while there is nothing to correct, or a period that will
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 *   start_date: "2026-01-01", end_date: "2026-02-01",
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const [january] = billingPeriods(contract, "2026-01-01", "2026-01-31");
 * const invoices = [{ ...draftInvoice(terms, [], january), status: "sent" as const }];
 * const late = { external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "500", timestamp: "2026-01-05T00:00:00Z" };
 * const { charges } = rateUsage(terms, [late]);
 * const draft = draftCorrectionInvoice(terms, charges, { invoices, grants: [], corrected_periods: ["2026-01-01"] });
 * [draft?.number, draft?.total, draft?.line_items[0]?.refers_to?.invoice]; // => ["INV-2026-001-C1", "10", "INV-2026-001"]
 */
export function draftCorrectionInvoice(
  terms: Terms,
  charges: Iterable<Charge>,
  history: BillingHistory,
): Invoice | undefined {
  const past = ownHistory(history, terms.contract.id);
  const desk = openDesk(terms, charges, past);
  const last = lastPeriod(terms.contract);
  if (last === undefined) return undefined;
  const { periods: corrected, lines } = correctionsFor(desk, past, undefined);
  const carried = carriedOver(desk.past, undefined);
  const issued_date = formatDay(last.endDay);
  const parts = {
    number: numberOf(desk, last, past),
    type: "correction" as const,
    period: last,
    issued_date,
  };
  const invoice = composeInvoice(desk, { ...parts, lines, corrected, carried });
  const { taxes = [] } = invoice;
  const isEmpty = lines.length === 0 && carried.length === 0 && taxes.every(({ amount }) => amount === "0");
  return isEmpty ? undefined : invoice;
}

/** The last period of a contract that ends. */
export function lastPeriod(contract: Contract): CalendarPeriod | undefined {
  const { lastDay } = termOf(contract);
  return Number.isFinite(lastDay) ? calendarOf(contract).periodOn(lastDay - 1) : undefined;
}

function numberOf({ terms, calendar }: Desk, last: CalendarPeriod, { invoices }: BillingHistory): string {
  const earlier = invoices.filter(
    ({ type, billing_period }) => type === "correction" && billing_period.start === last.period.start,
  );
  return `${invoiceNumber(terms.contract, calendar, last)}-C${earlier.length + 1}`;
}
