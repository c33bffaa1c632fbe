import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { formatDay, readDay } from "../calendar/day.ts";
import { timelineOf } from "../calendar/timeline.ts";
import { currencyDigits } from "../decimal/currencyDigits.ts";
import { add, type Decimal, formatDecimal, roundTo, zero } from "../decimal/decimal.ts";
import type { Charge } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import type { Invoice, LineItem } from "../model/invoice.ts";
import type { Period } from "../model/period.ts";
import type { Terms } from "../model/terms.ts";
import { ladderDays } from "../pricing/ladderSpan.ts";
import type { AdjustedUse } from "./adjustUses.ts";
import { draftLines } from "./draftLines.ts";
import { invoiceNumber } from "./invoiceNumber.ts";
import { shareOut } from "./shareOut.ts";

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
 * @param terms - from `resolveTerms`
 * @param charges - from `rateUsage`; those of other periods are left aside (a monthly cap also looks at
 * charges of earlier periods that share a calendar month with this one, and `carry_over` at those of all
 * earlier periods, so pass these as well)
 * @param period - one of the contract's billing periods, from `billingPeriods`
 * @returns a draft; its total is the sum of its lines
 * @throws BillingError `period_unknown` when the contract has no such period; InvariantError when a charge
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
export function draftInvoice(terms: Terms, charges: Iterable<Charge>, period: Period): Invoice {
  const { contract } = terms;
  const calendar = calendarOf(contract);
  const found = findPeriod(contract, period);
  const desk = { terms, calendar, timeline: timelineOf(terms), charges: sortCharges(charges, contract.id) };
  const digits = contract.currency_digits ?? currencyDigits(contract.currency) ?? 2;
  let total = zero;
  const line_items = draftLines(desk, found).flatMap((adjusted) => {
    const amount = roundTo(adjusted.exact, digits, contract.rounding);
    total = add(total, amount);
    const line = lineItem(adjusted, amount, partOfPeriod(terms, adjusted, found));
    const { shares = [] } = adjusted.use;
    return shares.length === 0 ? [line] : shareOut(line, shares, digits);
  });
  const { start, end } = found.period;
  return {
    object: "invoice",
    number: invoiceNumber(contract, calendar, found),
    contract: contract.id,
    status: "draft",
    subtotal: formatDecimal(total),
    tax: "0",
    total: formatDecimal(total),
    currency: contract.currency,
    billing_period: { start, end },
    issued_date: start,
    due_date: formatDay(dayIn(start) + contract.net_days),
    paid_date: null,
    metrics: [...contract.metrics],
    line_items,
  };
}

/** When a line's terms were in effect; nothing where that is all the time. */
function partOfPeriod(
  terms: Terms,
  { use }: AdjustedUse,
  period: CalendarPeriod,
): Pick<LineItem, "service_period"> {
  const { startDay, endDay } = ladderDays(terms, use.ladder, period);
  if ((startDay === period.startDay && endDay === period.endDay) || startDay >= endDay) return {};
  return { service_period: { start: formatDay(startDay), end: formatDay(endDay - 1) } };
}

function lineItem(
  { use, exact, steps }: AdjustedUse,
  amount: Decimal,
  service: Pick<LineItem, "service_period">,
): LineItem {
  return {
    description: use.ladder.rule.name,
    quantity: formatDecimal(use.quantity),
    unit_price: use.unitPrice === null ? null : formatDecimal(use.unitPrice),
    amount: formatDecimal(amount),
    rule_id: use.ladder.rule.id,
    ...(use.group === undefined ? {} : { group: use.group }),
    version: use.ladder.version,
    ...service,
    exact_amount: formatDecimal(exact),
    steps,
  };
}

function findPeriod(contract: Contract, period: Period): CalendarPeriod {
  const start: unknown = period?.start;
  const day = typeof start === "string" ? readDay(start) : undefined;
  const found = day === undefined ? undefined : calendarOf(contract).periodOn(day);
  if (found !== undefined && found.period.start === start) return found;
  const message = `must be a billing period of contract ${contract.id}, none begins on ${JSON.stringify(start)}`;
  throw new BillingError([{ code: "period_unknown", path: "period", message }]);
}

function sortCharges(charges: Iterable<Charge>, contract: string): Map<string, Map<string, Charge[]>> {
  const sorted = new Map<string, Map<string, Charge[]>>();
  for (const charge of charges) {
    if (charge.contract !== contract) continue;
    const ofPeriod = sorted.get(charge.period.start) ?? new Map<string, Charge[]>();
    sorted.set(charge.period.start, ofPeriod);
    const ofRule = ofPeriod.get(charge.rule_id);
    if (ofRule === undefined) ofPeriod.set(charge.rule_id, [charge]);
    else ofRule.push(charge);
  }
  return sorted;
}
