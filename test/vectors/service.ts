// The part of a fee's own period that a vector is about, as days of ours.
import { cadenceBetween } from "./cadences.ts";
import type { ProrationVector } from "./calendarVector.ts";
import { dayOf, daysAfter, daysBetween } from "./days.ts";

/** Days of one of the fee's own periods. */
export interface Service {
  readonly cadence: string;
  /** First day of the period. */
  readonly start: string;
  /** First day of the service. */
  readonly from: string;
  /** Exclusive; left out: it goes on. */
  readonly to?: string;
  readonly proration: string;
}

/** Periods that a share of them can be taken of: days, cadence, first day. */
const lengths: readonly (readonly [days: number, cadence: string, start: string])[] = [
  [7, "weekly", "2026-01-05"],
  [28, "monthly", "2026-02-01"],
  [30, "monthly", "2026-04-01"],
  [31, "monthly", "2026-01-01"],
  [365, "annual", "2026-01-01"],
];

/** What our rules call what a peer counts. */
const prorations: { readonly [basis: string]: string } = {
  second: "second",
  second_truncated: "second",
  fixed_days: "fixed_30",
  actual_30: "fixed_30",
  strict_30_360: "fixed_30",
};

export function serviceOf({ config: { basis = "" }, input }: ProrationVector): Service {
  const { numerator, denominator, service_first_day, service_last_day, change_at } = input;
  const proration = prorations[basis] ?? "day";
  if (numerator !== undefined && denominator !== undefined) return lastDays(numerator, denominator);
  if (service_first_day !== undefined && service_last_day !== undefined) {
    const month = { cadence: "monthly", start: `${service_first_day.slice(0, 7)}-01`, proration };
    return { ...month, from: service_first_day, to: daysAfter(service_last_day, 1) };
  }
  const { period_start = "", period_end = "", service_start, service_end } = input;
  const end = daysAfter(dayOf(period_end), basis === "day_end_inclusive" ? 1 : 0);
  const from = dayOf(change_at ?? service_start ?? "");
  const to = service_end === undefined ? {} : { to: dayOf(service_end) };
  return { ...periodBetween(dayOf(period_start), end, proration), from, ...to };
}

/** The last days of a period whose days can be shared so. */
function lastDays(numerator: number, denominator: number): Service {
  const found = lengths.find(([days]) => days % denominator === 0);
  if (found === undefined) throw new Error(`no period has a multiple of ${denominator} days`);
  const [days, cadence, start] = found;
  const from = daysAfter(start, days - (days / denominator) * numerator);
  return { cadence, start, from, proration: "day" };
}

/** Thirty days are a month of thirty days; other lengths without a name are asked for as they are, and refused. */
function periodBetween(start: string, end: string, proration: string): Omit<Service, "from" | "to"> {
  const cadence = cadenceBetween(start, end);
  if (cadence !== undefined) return { cadence, start, proration };
  const days = daysBetween(start, end);
  if (days === 30) return { cadence: "monthly", start, proration: "fixed_30" };
  return { cadence: `${days} days`, start, proration };
}
