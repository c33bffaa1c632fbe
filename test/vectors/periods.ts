// Where the library's billing periods begin and end.
import {
  billingPeriods,
  type Contract,
  expectOk,
  type Period,
  parseContract,
  previewInvoice,
} from "../../src/index.ts";
import type { Answer } from "./answerShape.ts";
import { cadenceBetween, cadenceNamed } from "./cadences.ts";
import type { PeriodVector } from "./calendarVector.ts";
import { dayOf, dayOfMonth, daysAfter, localDay } from "./days.ts";
import { contractWith, programWith, refusal } from "./documents.ts";
import { defined, type RuleInput } from "./prices.ts";

/** More days than two of the longest periods have. */
const manyDays = 800;

type Ask = (contract: Contract, vector: PeriodVector) => Answer;

const asks: { readonly [model: string]: Ask } = {
  period: periodAt,
  next_boundary: nextBoundary,
  add_duration: durationAfter,
  cycle_end: lastDay,
  whole_periods: wholePeriods,
};

export function answerPeriod(vector: PeriodVector): Answer {
  if (vector.model === "period_membership") return usageWithin(vector);
  const contract = parseContract(contractWith(calendarOf(vector)));
  if (!contract.ok) return refusal(contract);
  const ask = asks[vector.model];
  if (ask === undefined) throw new Error(`nobody asks for ${vector.model}`);
  return ask(contract.value, vector);
}

/** How a contract of ours says when its periods begin and end. Calendar billing needs no anchor. */
function calendarOf({ config, input }: PeriodVector): RuleInput {
  const { alignment, anchor, billing_day, interval, count, timezone, floor } = config;
  const first = billing_day ?? anchor ?? input.from ?? "";
  const start = floor === undefined ? input.start : localDay(floor, timezone).day;
  return defined({
    billing_cadence:
      interval === undefined ? durationOf(input.duration).cadence : cadenceNamed(interval, count),
    start_date: start === undefined ? undefined : dayOf(start),
    ...(alignment === "calendar" ? { timezone } : anchoredOn(first, timezone)),
  });
}

function anchoredOn(anchor: string | number, zone: string | undefined): RuleInput {
  if (typeof anchor === "number") return { billing_anchor_date: dayOfMonth(anchor), timezone: zone };
  const { day, timezone } = localDay(anchor, zone);
  return { billing_anchor_date: day, timezone };
}

interface Duration {
  readonly times: number;
  readonly cadence: string;
}

/** `P2Y`: two periods of a year. */
function durationOf(duration = ""): Duration {
  const [, times = "", unit = ""] = /^P(\d+)([DWMY])$/.exec(duration) ?? [];
  const interval = { D: "day", W: "week", M: "month", Y: "year" }[unit] ?? duration;
  return { times: Number.parseInt(times, 10), cadence: cadenceNamed(interval) };
}

function periodsAround(contract: Contract, time: string): Period[] {
  const day = dayOf(time);
  return billingPeriods(contract, daysAfter(day, -manyDays), daysAfter(day, manyDays));
}

/** The period of an instant, or the last that has ended by then. */
function periodAt(contract: Contract, { input: { at = "", which } }: PeriodVector): Answer {
  const instant = Date.parse(at);
  const found = periodsAround(contract, at).findLast(({ start_at, end_at }) => {
    const over = Date.parse(end_at) <= instant;
    return which === "last_completed" ? over : !over && Date.parse(start_at) <= instant;
  });
  return found === undefined ? refusedOn(contract, dayOf(at)) : { start: found.start_at, end: found.end_at };
}

/** What is said of a day that no period holds. */
function refusedOn(contract: Contract, at: string): Answer {
  const fee = { name: "Fee", type: "one_time", model: "flat", amount: "1" };
  const preview = previewInvoice({ contract, programs: [programWith([fee])], events: [], at });
  return preview.ok ? {} : refusal(preview);
}

function nextBoundary(contract: Contract, { config, input: { from = "" } }: PeriodVector): Answer {
  const periods = periodsAround(contract, from);
  const starts = periods.map(({ start, start_at }) => (from === dayOf(from) ? start : start_at));
  const next = starts.find((start) => {
    const ahead = Date.parse(start) - Date.parse(from);
    return ahead > 0 || (ahead === 0 && config.inclusive_start === true);
  });
  return next === undefined ? {} : { next };
}

/** The end of as many periods as the duration has units. */
function durationAfter(contract: Contract, { input: { duration } }: PeriodVector): Answer {
  const { times, cadence } = durationOf(duration);
  const { billing_anchor_date: first } = contract;
  const days = cadence === "daily" ? times : times * manyDays;
  const last = billingPeriods(contract, first, daysAfter(first, days))[times - 1];
  return last === undefined ? {} : { to: last.end_at };
}

/** The last day of the first period. */
function lastDay(contract: Contract, { input: { start = "" } }: PeriodVector): Answer {
  const [first] = billingPeriods(contract, dayOf(start), dayOf(start));
  return first === undefined ? {} : { end_inclusive: first.end };
}

/** Periods that have ended by the day that is no longer counted. */
function wholePeriods(contract: Contract, { input: { from = "", to = "" } }: PeriodVector): Answer {
  return { periods: billingPeriods(contract, from, to).filter(({ end }) => end < to).length };
}

/** The usage of one period; other periods are there for the other events. */
function usageWithin({ config, input }: PeriodVector): Answer {
  const { start_local = "", end_local = "" } = config.period ?? {};
  const rule = { name: "Units", type: "usage", model: "per_unit", metric: "units", unit_amount: "1" };
  const { invoice, outcomes } = expectOk(
    previewInvoice({
      contract: contractWith({
        billing_cadence: cadenceBetween(start_local, end_local),
        billing_anchor_date: start_local,
        timezone: config.timezone,
        metrics: ["units"],
      }),
      programs: [programWith([rule])],
      events: (input.events ?? []).map((event, at) => ({
        external_contract_id: "peer",
        event_id: `event-${at}`,
        metric: "units",
        ...event,
      })),
      at: start_local,
    }),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  return { quantity: invoice.line_items[0]?.quantity ?? "0" };
}
