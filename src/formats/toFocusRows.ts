import { billingPeriods, type Contract } from "../index.ts";
import { contractOf, type DaySpan, type Days, daySpansIn } from "./daySpans.ts";
import { focusCharge } from "./focusCharge.ts";
import { type FocusContext, type FocusRow, focusContext } from "./focusRow.ts";
import type { FormatResult } from "./formatIssue.ts";
import { type InvoiceEntry, invoiceEntries } from "./invoiceEntries.ts";
import type { CheckedInvoice } from "./invoiceShape.ts";
import { type IssuesAt, issuesAt, issuesBelow, resultOf } from "./issuesAt.ts";
import { readInvoice } from "./readInvoice.ts";
import { readOptions } from "./readOptions.ts";

/**
 * Writes an invoice as rows of FOCUS 1.2, the FinOps cost and usage specification: its mandatory columns, and those that are known.
 *
 * There is a row for each line, and one for each discount, credit, added tax, carry and credit note, so `BilledCost` adds up to the
 * invoice's total, exactly. Usage is `Usage`, fees are `Purchase`, credit grants `Credit`, taxes `Tax`; all else is `Adjustment`.
 * Periods are instants in UTC by the contract's zone, the end exclusive. Only what corrects an earlier period is a `Correction`.
 *
 * @param invoice - one of the contract's invoices, draft or final, or its JSON
 * @param context - the contract, and names that the invoice does not have
 * @returns rows in the order of the invoice, or every issue
 *
 * @example
 * const contract = {
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 *   timezone: "America/New_York",
 * };
 * const { invoice } = expectOk(previewInvoice({
 *   contract, events: [{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "3", timestamp: "2026-03-10T12:00:00Z" }],
 *   programs: [{ contract: "acme", version: 1, taxes: [{ id: "vat", name: "VAT", rate: "0.2" }], rules: [
 *     { name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.15" },
 *   ] }],
 *   at: "2026-03-31",
 * }));
 * const rows = toFocusRows(invoice, { contract, issuer: "Example Inc" });
 * rows.ok && rows.value.map((row) => [row.ChargeCategory, row.BilledCost]); // => [["Usage", "0.45"], ["Tax", "0.09"]]
 * rows.ok && [rows.value[0].BillingPeriodStart, rows.value[0].BillingPeriodEnd];
 * // => ["2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z"]
 */
export function toFocusRows(invoice: unknown, context: FocusContext): FormatResult<readonly FocusRow[]> {
  const at = issuesAt();
  const told = readOptions(context, focusContext, at, "contract", "issuer");
  const read = readInvoice(invoice, at);
  const contract = read && told && contractOf(told.contract, read, at);
  return resultOf(at, read && told && contract && rowsOf(read, contract, told, at));
}

function rowsOf(
  invoice: CheckedInvoice,
  contract: Contract,
  context: FocusContext,
  at: IssuesAt,
): FocusRow[] | undefined {
  const spanOf = daySpansIn(contract);
  const period = spanOf(invoice.billing_period, issuesBelow(at, "billing_period"));
  const head = headOf(invoice, contract, context);
  const places = new Map(invoice.line_items.map((line, place) => [line, place]));
  const periodOf = periodsOf(invoice, contract);
  const rows = invoiceEntries(invoice).map((entry) => {
    const days = daysOf(entry, invoice, periodOf);
    const place = "line" in entry ? (places.get(entry.line) ?? 0) : 0;
    const charged = spanOf(days, issuesBelow(at, "line_items", place));
    return (
      period &&
      charged &&
      rowOf(entry, { head, period, charged, isCorrection: isCorrection(entry, invoice) }, context)
    );
  });
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

type Head = ReturnType<typeof headOf>;

interface Placed {
  readonly head: Head;
  readonly period: DaySpan;
  readonly charged: DaySpan;
  readonly isCorrection: boolean;
}

function rowOf(
  entry: InvoiceEntry,
  { head, period, charged, isCorrection }: Placed,
  context: FocusContext,
): FocusRow {
  return {
    ...head,
    BilledCost: entry.amount,
    EffectiveCost: entry.amount,
    BillingPeriodStart: focusTime(period.start_at),
    BillingPeriodEnd: focusTime(period.end_at),
    ChargePeriodStart: focusTime(charged.start_at),
    ChargePeriodEnd: focusTime(charged.end_at),
    ChargeClass: isCorrection ? "Correction" : null,
    ...focusCharge(entry, head.InvoiceId, context),
  };
}

function headOf(invoice: CheckedInvoice, contract: Contract, context: FocusContext) {
  const { issuer, account, provider = issuer, publisher = issuer } = context;
  return {
    BillingAccountId: account?.id ?? contract.id,
    BillingAccountName: account?.name ?? contract.customer_name,
    BillingCurrency: invoice.currency,
    InvoiceId: invoice.number,
    InvoiceIssuerName: issuer,
    ProviderName: provider,
    PublisherName: publisher,
    ServiceCategory: context.serviceCategory ?? "Other",
    ServiceName: context.serviceName ?? issuer,
  };
}

/** The days that an entry is about: what it corrects, the days of its terms, or the invoice's own period. */
function daysOf(entry: InvoiceEntry, invoice: CheckedInvoice, periodOf: (start: string) => Days): Days {
  if ("line" in entry)
    return entry.line.service_period ?? entry.line.refers_to?.billing_period ?? invoice.billing_period;
  return entry.sort === "tax" ? periodOf(entry.of.period_start) : invoice.billing_period;
}

/**
 * The period that begins on a day: one that a line corrects, the invoice's own, or, where a tax alone is corrected, that of the
 * contract. A contract whose periods have changed since may have none; then only the first day is known.
 */
function periodsOf({ line_items, billing_period }: CheckedInvoice, contract: Contract) {
  const corrected = line_items.flatMap(({ refers_to }) => refers_to?.billing_period ?? []);
  const known = new Map<string, Days>();
  for (const days of [...corrected, billing_period]) {
    if (!known.has(days.start)) known.set(days.start, days);
  }
  return (start: string): Days => {
    const days = known.get(start) ?? contractPeriod(contract, start);
    known.set(start, days);
    return days;
  };
}

function contractPeriod(contract: Contract, start: string): Days {
  const [period] = billingPeriods(contract, start, start);
  return period?.start === start ? { start, end: period.end } : { start, end: start };
}

/** What an invoice of the same period has billed is no earlier period's. */
function isCorrection(entry: InvoiceEntry, invoice: CheckedInvoice): boolean {
  if ("line" in entry) return entry.line.kind === "correction";
  if (entry.sort !== "tax") return false;
  return invoice.type === "correction" || entry.of.period_start !== invoice.billing_period.start;
}

function focusTime(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
