// Local days of a contract as instants: from the first instant of the first day to the first after the last.
import { billingPeriods, type Contract, parseContract } from "../index.ts";
import { civilDayAfter } from "./civilDays.ts";
import type { CheckedInvoice } from "./invoiceShape.ts";
import { addIssue, type IssuesAt } from "./issuesAt.ts";

/** Local days, the end inclusive. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** RFC 3339 in UTC, the end exclusive. */
export interface DaySpan {
  readonly start_at: string;
  readonly end_at: string;
}

/** The contract of an invoice; undefined after it has been said why it is not. */
export function contractOf(input: unknown, invoice: CheckedInvoice, at: IssuesAt): Contract | undefined {
  const parsed = parseContract(input);
  if (!parsed.ok) {
    for (const { code, path, message } of parsed.issues)
      addIssue({ ...at, path: path === "" ? "options.contract" : `options.contract.${path}` }, code, message);
    return undefined;
  }
  const { id, currency } = parsed.value;
  if (invoice.contract !== id)
    addIssue(
      { ...at, path: "contract" },
      "value_conflict",
      `must be ${id}, the contract that was given, got ${invoice.contract}`,
    );
  if (invoice.currency !== currency)
    addIssue(
      { ...at, path: "currency" },
      "currency_mismatch",
      `must be ${currency}, as in the contract, got ${invoice.currency}`,
    );
  return at.issues.length === 0 ? parsed.value : undefined;
}

/** Looks each span up once, and says once what is wrong with it. */
export function daySpansIn(contract: Contract): (days: Days, at: IssuesAt) => DaySpan | undefined {
  const found = new Map<string, DaySpan | undefined>();
  return (days, at) => {
    const key = `${days.start} ${days.end}`;
    if (found.has(key)) return found.get(key);
    const span = spanOf(contract, days);
    found.set(key, span);
    const message = `must be days of the zone ${contract.timezone}, in order, got ${key}`;
    return span ?? addIssue(at, "period_invalid", message);
  };
}

/** As if the contract lasted just as long: its one period, or its years, begin and end with the days. */
function spanOf(contract: Contract, { start, end }: Days): DaySpan | undefined {
  if (end < start) return undefined;
  const lasting = { start_date: start, end_date: civilDayAfter(end), billing_anchor_date: start };
  const periods = billingPeriods({ ...contract, ...lasting, billing_cadence: "annual" }, start, end);
  const [first, last] = [periods[0], periods.at(-1)];
  return first && last && { start_at: first.start_at, end_at: last.end_at };
}
