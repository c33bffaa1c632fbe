// Lines become an invoice: credits, taxes, what is carried, totals; in this order, and nothing is computed twice.
import { type CalendarPeriod, dayIn } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import { add, type Decimal, formatDecimal, isNegative, negate, subtract } from "../decimal/decimal.ts";
import type { Carry, CreditNote, Invoice, LineItem, TaxLine } from "../model/invoice.ts";
import type { Desk } from "./desk.ts";
import { drawCredits } from "./drawCredits.ts";
import { periodOfLine } from "./lineKey.ts";
import { amountOf, creditOf, discountOf, sumOf } from "./netOf.ts";
import { programAbove } from "./programAbove.ts";
import { type Taxed, taxPeriod } from "./taxPeriod.ts";

/** What an invoice is made from. */
export interface InvoiceParts {
  readonly number: string;
  readonly type?: "progressive" | "correction";
  readonly period: CalendarPeriod;
  readonly issued_date: string;
  readonly lines: readonly LineItem[];
  /** What it is about, beside its own period. */
  readonly corrected: readonly CalendarPeriod[];
  readonly carried: readonly Carry[];
}

export function composeInvoice(desk: Desk, parts: InvoiceParts): Invoice {
  const { contract } = desk.terms;
  const { start, end } = parts.period.period;
  const paid = drawCredits(desk, parts.lines, { start, end });
  const { lines: line_items, taxes } = taxLines(desk, parts, paid);
  const [discount, credit] = [sumOf(line_items, discountOf), sumOf(line_items, creditOf)];
  const subtotal = sumOf(line_items, amountOf);
  const tax = sumOf(
    taxes.filter(({ inclusive }) => !inclusive),
    amountOf,
  );
  const asked = add(subtract(subtract(subtotal, discount), credit), tax);
  const has = (of: "discounts" | "credits"): boolean => line_items.some((line) => line[of] !== undefined);
  return {
    object: "invoice",
    number: parts.number,
    ...(parts.type === undefined ? {} : { type: parts.type }),
    contract: contract.id,
    status: "draft",
    subtotal: formatDecimal(subtotal),
    ...(has("discounts") ? { discount_total: formatDecimal(discount) } : {}),
    ...(has("credits") ? { credit_total: formatDecimal(credit) } : {}),
    tax: formatDecimal(tax),
    ...settle(desk, parts, asked),
    currency: contract.currency,
    billing_period: { start, end },
    issued_date: parts.issued_date,
    due_date: formatDay(dayIn(parts.issued_date) + contract.net_days),
    paid_date: null,
    metrics: [...contract.metrics],
    line_items,
    ...(taxes.length === 0 ? {} : { taxes }),
  };
}

function taxLines(desk: Desk, { type, period, corrected }: InvoiceParts, lines: readonly LineItem[]): Taxed {
  const billing_period = period.period;
  const taxes: TaxLine[] = [];
  let taxed: readonly LineItem[] = lines;
  // A correction invoice asks nothing for a period of its own.
  for (const one of type === "correction" ? corrected : [period, ...corrected]) {
    const { start } = one.period;
    const isAbout = (line: LineItem): boolean => periodOfLine(line, { billing_period }) === start;
    const own = taxPeriod(desk, {
      start,
      taxes: programAbove(desk, one).taxes,
      lines: lines.filter(isAbout),
    });
    taxes.push(...own.taxes);
    const left = [...own.lines];
    taxed = taxed.map((line) => (isAbout(line) ? (left.shift() as LineItem) : line));
  }
  return { taxes, lines: taxed };
}

/** An invoice never asks for less than nothing, where there is another one to leave it to, or a credit note. */
function settle(
  { past, terms, history }: Desk,
  { number, type, period, carried }: InvoiceParts,
  asked: Decimal,
): Pick<Invoice, "total" | "carried" | "credit_note"> {
  const total = add(asked, sumOf(carried, amountOf));
  const taken = carried.length === 0 ? {} : { carried };
  if (history === undefined || !isNegative(total)) return { total: formatDecimal(total), ...taken };
  const amount = formatDecimal(negate(total));
  const follows = type !== "correction" && past.nextOpen(period.period.start) !== undefined;
  if (follows && terms.contract.negative_invoice !== "credit_note") {
    return { total: "0", carried: [...carried, { invoice: number, amount }] };
  }
  const credit_note: CreditNote = { object: "credit_note", number: `${number}-CN`, amount };
  return { total: "0", ...taken, credit_note };
}
