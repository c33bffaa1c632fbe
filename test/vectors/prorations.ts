// What part of a fee the library bills.
import {
  billingPeriods,
  currencyDigits,
  draftInvoice,
  type Invoice,
  type Period,
  parseContract,
} from "../../src/index.ts";
import type { Answer } from "./answerShape.ts";
import { cadenceNamed } from "./cadences.ts";
import type { ProrationVector } from "./calendarVector.ts";
import { dayOf, dayOfMonth, daysAfter } from "./days.ts";
import { contractWith, feeDrafts, programWith, refusal, termsWith } from "./documents.ts";
import { plus, share } from "./numbers.ts";
import { defined, type RuleInput } from "./prices.ts";
import { serviceOf } from "./service.ts";

/** Of it, any days of a month or of a quarter come to a whole amount: 4 · 9 · 5 · 7 · 13 · 23 · 29 · 31. */
const wholeAmount = "338689260";
/** Longer than the periods that are asked for. */
const manyDays = 1000;

export function answerProration(vector: ProrationVector): Answer {
  switch (vector.model) {
    case "day_count":
      return answerDays(vector);
    case "plan_change":
      return answerChange(vector);
    case "billing_cycles":
      return answerCycles(vector);
    default:
      return answerPart(vector);
  }
}

/** Days as the days of a contract, which is billed daily. */
function answerDays({ config: { timezone }, input }: ProrationVector): Answer {
  const { from_local = "", to_local = "" } = input;
  const [start_date, end_date] = [dayOf(from_local), dayOf(to_local)];
  const contract = parseContract(contractWith({ billing_cadence: "daily", timezone, start_date, end_date }));
  if (!contract.ok) return refusal(contract);
  return { days: billingPeriods(contract.value, start_date, end_date).length };
}

/** A fee that holds for a part of its period, and, if the vector says so, for the periods after that. */
function answerPart(vector: ProrationVector): Answer {
  const { currency, config } = vector;
  const { cadence, start, from, to, proration } = serviceOf(vector);
  const amount = config.amount ?? (config.rounding === undefined ? wholeAmount : "1");
  const rule = { ...feeRule(amount, cadence, proration), effective_from: from, effective_to: to };
  const { tax_rate: rate, full_periods = 0 } = config;
  const taxes = rate === undefined ? undefined : [{ id: "tax", name: "Tax", rate }];
  const drafts = feeDrafts(
    contractWith({ ...moneyOf(currency, config), billing_cadence: cadence, billing_anchor_date: start }),
    [programWith([defined(rule)], defined({ taxes }))],
    { from, to: daysAfter(from, full_periods === 0 ? 0 : manyDays) },
  );
  if ("error" in drafts) return drafts;
  const billed = drafts.slice(0, 1 + full_periods);
  const sum = (key: "subtotal" | "tax" | "total"): string => plus(...billed.map((invoice) => invoice[key]));
  const subtotal = sum("subtotal");
  return { amount: subtotal, factor: share(subtotal, amount), tax: sum("tax"), total: sum("total") };
}

/** One price, billed in advance, and another that takes its place on a day: what has been billed is corrected. */
function answerChange(vector: ProrationVector): Answer {
  const { currency, config, input } = vector;
  const { cadence, start, from, proration } = serviceOf(vector);
  const { old_amount, new_amount, old_unit_amount, new_unit_amount, old_quantity, new_quantity } = input;
  const before = programWith([feeRule(old_amount ?? old_unit_amount, cadence, proration, old_quantity)]);
  const after = programWith([feeRule(new_amount ?? new_unit_amount, cadence, proration, new_quantity)], {
    ...{ version: 2, effective_date: from },
  });
  const contract = contractWith({
    ...moneyOf(currency, config),
    ...{ billing_cadence: cadence, billing_anchor_date: start, start_date: start },
  });
  const [billed, terms] = [
    feeDrafts(contract, [before], { from: start, to: start }),
    termsWith(contract, [before, after]),
  ];
  if ("error" in billed) return billed;
  if ("error" in terms) return terms;
  const invoices = billed.map((draft): Invoice => ({ ...draft, status: "sent", amount_paid: "0" }));
  const [, next] = billingPeriods(terms.contract, start, daysAfter(start, manyDays));
  const history = { invoices, grants: [], corrected_periods: [start] };
  const { line_items } = draftInvoice(terms, [], next as Period, history);
  const corrections = line_items.filter(({ kind }) => kind === "correction");
  const ofVersion = (version: number): string =>
    plus(...corrections.filter((line) => line.version === version).map(({ amount }) => amount));
  return {
    credit: ofVersion(1),
    charge: ofVersion(2),
    net: plus(...corrections.map(({ amount }) => amount)),
  };
}

/** Periods' worth of a fee that have been billed in advance by the target date. */
function answerCycles({ currency, config, input }: ProrationVector): Answer {
  const { start = "", end, target = "" } = input;
  const cadence = cadenceNamed("month", config.interval_months);
  const contract = contractWith({
    currency,
    billing_cadence: cadence,
    billing_anchor_date: firstBillingDay(config, start),
    start_date: start,
    end_date: end,
  });
  const program = programWith([feeRule(wholeAmount, cadence, "day")]);
  const drafts = feeDrafts(contract, [program], { from: start, to: target });
  if ("error" in drafts) return drafts;
  return { cycles: share(plus(...drafts.map(({ total }) => total)), wholeAmount) };
}

/** Of months, any with the day; of longer periods, the first that begins on or after the start. */
function firstBillingDay(
  { bill_cycle_day: day = 1, interval_months }: ProrationVector["config"],
  start: string,
): string {
  if (interval_months === 1) return dayOfMonth(day);
  const [year = 0, month = 0, from = 0] = start.split("-").map((part) => Number.parseInt(part, 10));
  return dayOf(new Date(Date.UTC(year, month - (day < from ? 0 : 1), day)).toISOString());
}

function feeRule(
  amount: string | undefined,
  frequency: string,
  proration: string,
  quantity?: string,
): RuleInput {
  const rule = { id: "fee", name: "Fee", type: "subscription", model: "flat" };
  return defined({ ...rule, amount, quantity, frequency, proration });
}

/** The currency, or one like it with as many digits as the peer keeps. */
function moneyOf(currency: string, { rounding }: ProrationVector["config"]): RuleInput {
  if (rounding === undefined || rounding.scale === currencyDigits(currency)) return { currency };
  return { currency: `${currency}_${rounding.scale}`, currency_digits: rounding.scale };
}
