import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarOf } from "../../src/calendar/billingCalendar.ts";
import { cadences } from "../../src/calendar/cadence.ts";
import {
  billingPeriods,
  type Cadence,
  type Contract,
  expectOk,
  type Period,
  parseContract,
} from "../../src/index.ts";
import { runs } from "../laws.ts";
import {
  awkwardZones,
  boundary,
  boundaryIndex,
  dateOf,
  daysAroundChanges,
  domain,
  offsetChanges,
  startOfDay,
  Temporal,
  thorough,
  zones,
} from "./temporal.ts";

const testedZones = thorough ? zones : awkwardZones;

/** Days that short months clamp, the leap day, the end of a year, a Sunday, and one that lies after the years asked for. */
const anchors: readonly string[] = [
  "2015-01-28",
  "2025-10-29",
  "2019-01-30",
  "2017-01-31",
  "2024-02-29",
  "2026-12-31",
  "2018-11-04",
  "2039-08-31",
];

/**
 * The anchors to take in the zone of that place. Days are the same for all of them, and weeks differ in where they begin;
 * of the others, every other one is taken, in the next zone the rest.
 */
function anchorsOf(cadence: Cadence, place: number): readonly string[] {
  if (cadence === "daily") return ["2024-02-29"];
  if (cadence === "weekly") return ["2018-11-04"];
  return thorough ? anchors : anchors.filter((_, at) => (at + place) % 2 === 0);
}

type Term = Pick<Contract, "timezone" | "billing_cadence" | "billing_anchor_date">;

interface DrawnTerm extends Term {
  readonly start_date: string;
  readonly end_date: string;
}

function contractOf(term: Term | DrawnTerm): Contract {
  const named = { id: "c", customer_name: "C", status: "active", currency: "USD", metrics: [] };
  return expectOk(parseContract({ ...named, ...term }));
}

/** The periods that have a day from `from` to before `bound`, the first and the last cut short by the contract's term. */
function theirPeriods(contract: Contract, from: Temporal.PlainDate, bound: Temporal.PlainDate): Period[] {
  const { billing_cadence: cadence, timezone } = contract;
  const anchor = Temporal.PlainDate.from(contract.billing_anchor_date);
  const start = Temporal.PlainDate.from(contract.start_date ?? "1970-01-01");
  const end = Temporal.PlainDate.from(contract.end_date ?? "2199-12-31");
  const periods: Period[] = [];
  let k = boundaryIndex(anchor, cadence, latest(from, start));
  let first = latest(boundary(anchor, cadence, k), start);
  let startAt = textOf(startOfDay(first, timezone));
  while (first.until(earliest(bound, end)).sign > 0) {
    k += 1;
    const next = earliest(boundary(anchor, cadence, k), end);
    const endAt = textOf(startOfDay(next, timezone));
    const last = next.subtract({ days: 1 }).toString();
    periods.push({ start: first.toString(), end: last, start_at: startAt, end_at: endAt });
    [first, startAt] = [next, endAt];
  }
  return periods;
}

function latest(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b;
}

function earliest(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b;
}

function textOf(instant: number): string {
  return new Date(instant).toISOString();
}

/** Where the contract's periods from one day to another, inclusive, are not Temporal's. */
function differences(contract: Contract, firstDay: number, lastDay: number): string[] {
  const ours = billingPeriods(contract, dateOf(firstDay).toString(), dateOf(lastDay).toString());
  const theirs = theirPeriods(contract, dateOf(firstDay), dateOf(lastDay + 1));
  const { timezone, billing_cadence, billing_anchor_date } = contract;
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => at)
    .filter((at) => !isSame(ours[at], theirs[at]))
    .map((at) => JSON.stringify([timezone, billing_cadence, billing_anchor_date, ours[at], theirs[at]]));
}

function isSame(a: Period | undefined, b: Period | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end && a?.start_at === b?.start_at && a?.end_at === b?.end_at;
}

/** The days to ask for, from one to another, inclusive. */
function spansOf(cadence: Cadence, zone: string): readonly (readonly [first: number, last: number])[] {
  if (cadence !== "daily") return [[domain.first, domain.end - 1]];
  return daysAroundChanges(zone).map((day) => [day, day]);
}

describe.each(cadences)("billingPeriods of the %s cadence", (cadence) => {
  // Law: the periods of 2015 to 2035 are cut at Temporal's dates, and begin and end with the local days that Temporal
  // gives. Of daily ones, those around each change of the zone's offset are taken: days are all alike otherwise.
  it("are Temporal's", () => {
    const different: string[] = [];
    for (const [place, timezone] of testedZones.entries()) {
      for (const anchor of anchorsOf(cadence, place)) {
        const contract = contractOf({ timezone, billing_cadence: cadence, billing_anchor_date: anchor });
        for (const [first, last] of spansOf(cadence, timezone)) {
          different.push(...differences(contract, first, last));
        }
      }
    }
    expect(different).toEqual([]);
  });
});

const days = fc.integer({ min: domain.first, max: domain.end - 1 });
const lengths = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 900 }));

/** Terms that lie in the years compared, from one day to many periods. */
const terms: fc.Arbitrary<DrawnTerm> = fc
  .record({
    timezone: fc.constantFrom(...testedZones),
    billing_cadence: fc.constantFrom(...cadences),
    billing_anchor_date: fc.oneof(
      fc.constantFrom(...anchors),
      days.map((day) => dateOf(day).toString()),
    ),
    start: days,
    length: lengths,
  })
  .map(({ start, length, ...rest }) => {
    const end = Math.min(start + length, domain.end);
    return { ...rest, start_date: dateOf(start).toString(), end_date: dateOf(end).toString() };
  });

/** The instants at which a drawn term begins and ends. */
function boundsOf({ timezone, start_date, end_date }: DrawnTerm): { begin: number; end: number } {
  return {
    begin: startOfDay(Temporal.PlainDate.from(start_date), timezone),
    end: startOfDay(Temporal.PlainDate.from(end_date), timezone),
  };
}

/** The bounds of periods and the changes of the zone's offset, each with the millisecond before it. */
function tellingInstants(periods: readonly Period[], zone: string): number[] {
  const bounds = periods.flatMap(({ start_at, end_at }) => [Date.parse(start_at), Date.parse(end_at)]);
  const [first, last] = [Math.min(...bounds), Math.max(...bounds)];
  const changes = offsetChanges(zone).filter((change) => change > first && change < last);
  return [...new Set([...bounds, ...changes].flatMap((instant) => [instant - 1, instant]))];
}

function checkEachInstant(term: DrawnTerm, instants: readonly number[]): void {
  const contract = contractOf(term);
  const periods = billingPeriods(contract, "1970-01-01", "2199-12-31");
  const { begin, end } = boundsOf(term);
  for (const instant of [...tellingInstants(periods, term.timezone), ...instants]) {
    const at = textOf(instant);
    const holding = periods.filter(({ start_at, end_at }) => at >= start_at && at < end_at);
    expect(holding.length).toBe(instant >= begin && instant < end ? 1 : 0);
    expect(calendarOf(contract).periodAt(instant)?.period).toEqual(holding[0]);
  }
}

describe("a contract's term", () => {
  // Law: a contract's start and end cut the first and the last period short, and nothing else; the periods are Temporal's.
  it("cuts the first and the last period", () => {
    fc.assert(
      fc.property(terms, (term) => {
        expect(differences(contractOf(term), domain.first, domain.end - 1)).toEqual([]);
      }),
      runs(150),
    );
  });

  // Law: each period begins where the one before ends, the first with the contract's first day, the last ends with the
  // contract. A period's last day d and its end bound b say the same: b is the start of the day d + 1.
  it("is parted into periods without gap or overlap", () => {
    fc.assert(
      fc.property(terms, (term) => {
        const contract = contractOf(term);
        const periods = billingPeriods(contract, "1970-01-01", "2199-12-31");
        const { begin, end } = boundsOf(term);
        expect([...periods.map(({ start_at }) => start_at), textOf(end)]).toEqual([
          textOf(begin),
          ...periods.map(({ end_at }) => end_at),
        ]);
        for (const { end: last, end_at } of periods) {
          const next = Temporal.PlainDate.from(last).add({ days: 1 });
          expect(end_at).toBe(textOf(startOfDay(next, term.timezone)));
        }
      }),
      runs(100),
    );
  });

  // Law: each instant of the contract lies in exactly one period, the one that the calendar finds for it, and no other
  // instant lies in any. (Instants are in the order of their text.)
  it("has each instant in exactly one period", () => {
    const places = fc.array(fc.double({ min: -0.1, max: 1.1, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(terms, places, (term, drawn) => {
        const { begin, end } = boundsOf(term);
        const instants = drawn.map((place) => Math.floor(begin + place * (end - begin)));
        checkEachInstant(term, instants);
      }),
      runs(60),
    );
  });

  // Law: the same where the clock goes back past midnight, so that the day before comes again after its end: an instant is
  // then in the period of the new day. No zone does that in the years compared above.
  it("has each instant in one period where the day before comes again", () => {
    const term = {
      timezone: "America/St_Johns",
      billing_cadence: "daily",
      billing_anchor_date: "2010-11-01",
      start_date: "2010-11-01",
      end_date: "2010-11-15",
    } as const;
    const change = Date.parse("2010-11-07T02:31:00Z");
    checkEachInstant(term, [change - 1, change, change + 1, change + 1_800_000]);
  });
});
