// Contracts of every cadence, in zones with and without daylight saving, some of which leave out midnights.
import fc from "fast-check";
import type { Cadence, Contract, RoundingMode } from "../../src/model/contract.ts";
import type { Period } from "../../src/model/period.ts";
import { addDays, addMonths, startOfDay } from "../oracle/calendar.ts";
import { isInContract, periodAt } from "../oracle/periods.ts";
import { counterparties, maybe, metrics, strip } from "./base.ts";

export const cadences: readonly Cadence[] = [
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "semiannual",
  "annual",
];
export const roundingModes: readonly RoundingMode[] = [
  "half_up",
  "half_even",
  "up",
  "down",
  "ceiling",
  "floor",
];

/** Where midnight is missing or repeated on some days, and where offsets are odd. */
export const zones: readonly string[] = [
  "UTC",
  "America/New_York",
  "America/Santiago",
  "Africa/Cairo",
  "America/Havana",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "Europe/Berlin",
];

/** A contract, and the day around which its usage lies. */
export interface PlacedContract {
  readonly contract: Contract;
  readonly focus: string;
}

/** A date whose day of the month is often one that not every month has. */
const dateText: fc.Arbitrary<string> = fc
  .record({
    year: fc.integer({ min: 2020, max: 2027 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.oneof(fc.integer({ min: 28, max: 31 }), fc.integer({ min: 1, max: 31 })),
  })
  .map(({ year, month, day }) => {
    const first = `${year}-${String(month).padStart(2, "0")}-01`;
    const last = addDays(addMonths(first, 1), -1);
    const wanted = addDays(first, day - 1);
    return [wanted, last].sort()[0] ?? first;
  });

const currency = fc.oneof(
  fc.constantFrom("USD", "EUR", "JPY", "BHD", "CLF").map((code) => ({ currency: code })),
  fc.integer({ min: 0, max: 6 }).map((digits) => ({ currency: "TOKENS", currency_digits: digits })),
);

/** The documented default: the first of the start month; without a start, 1970-01-01, or Monday 1970-01-05. */
function defaultAnchor(start: string | null, cadence: Cadence): string {
  if (start !== null) return `${start.slice(0, 8)}01`;
  return cadence === "weekly" ? "1970-01-05" : "1970-01-01";
}

export const placedContract: fc.Arbitrary<PlacedContract> = fc
  .record({
    focus: dateText,
    anchor: maybe(dateText, 1),
    opensWithFocus: fc.integer({ min: 0, max: 4 }).map((x) => x > 0),
    length: maybe(fc.integer({ min: 1, max: 400 }), 1),
    cadence: fc.constantFrom(...cadences),
    money: currency,
    timezone: fc.constantFrom(...zones),
    rounding: fc.constantFrom(...roundingModes),
    net_days: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ focus, anchor, opensWithFocus, length, cadence, money, timezone, rounding, net_days }) => {
    const start_date = opensWithFocus ? focus : null;
    return {
      focus,
      contract: {
        object: "contract",
        id: "acme",
        customer_name: "Acme",
        status: "active",
        start_date,
        end_date: length === undefined ? null : addDays(focus, length),
        ...money,
        billing_cadence: cadence,
        metrics: [...metrics, "unpriced"],
        timezone,
        billing_anchor_date: anchor ?? defaultAnchor(start_date, cadence),
        rounding,
        net_days,
        invoice_prefix: "INV",
      },
    };
  });

/** The first periods from the contract's focus on, at most so many. */
export function periodsFrom({ contract, focus }: PlacedContract, count: number): Period[] {
  const periods: Period[] = [];
  let instant = startOfDay(focus, contract.timezone);
  while (periods.length < count && isInContract(contract, instant)) {
    const period = periodAt(contract, instant);
    periods.push(period);
    instant = Date.parse(period.end_at);
  }
  return periods;
}

/** With whom and on which side an event took place. */
export const party = fc
  .record({
    counterparty: maybe(fc.constantFrom(...counterparties, "someone"), 1),
    counterparty_side: maybe(fc.constantFrom("maker" as const, "taker" as const), 1),
  })
  .map(strip);
