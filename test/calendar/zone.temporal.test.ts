import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInstant } from "../../src/calendar/instant.ts";
import { dayStart, localClock, localDay, localTime } from "../../src/calendar/zone.ts";
import { runs } from "../laws.ts";
import {
  dateOf,
  dayOf,
  daysAroundChanges,
  domain,
  millisecondsPerDay,
  offsetChanges,
  startOfDay,
  Temporal,
  thorough,
  zonedAt,
  zones,
} from "./temporal.ts";

const allDays = Array.from({ length: domain.end - domain.first }, (_, at) => domain.first + at);
const firstsOfMonths = allDays.filter((day) => dateOf(day).day === 1);

function daysOf(zone: string): readonly number[] {
  return thorough ? allDays : [...new Set([...firstsOfMonths, ...daysAroundChanges(zone)])];
}

/** What differs, as text: a list of it says more than the first that failed. */
function told(zone: string, what: string, ours: unknown, theirs: unknown): string {
  return `${zone} ${what}: ${JSON.stringify(ours)} for ${JSON.stringify(theirs)}`;
}

interface Local {
  readonly day: number;
  readonly time: number;
  readonly minute: number;
  readonly weekday: number;
}

function ourLocal(instant: number, zone: string): Local {
  return { day: localDay(instant, zone), time: localTime(instant, zone), ...localClock(instant, zone) };
}

function theirDay(instant: number, zone: string): number {
  return dayOf(zonedAt(instant, zone).toPlainDate());
}

function theirLocal(instant: number, zone: string): Local {
  const zoned = zonedAt(instant, zone);
  const minute = zoned.hour * 60 + zoned.minute;
  return {
    day: theirDay(instant, zone),
    time: (minute * 60 + zoned.second) * 1000 + zoned.millisecond,
    minute,
    weekday: zoned.dayOfWeek % 7,
  };
}

describe("dayStart", () => {
  // Law: the first instant of a local day is the one that Temporal gives: in every zone, for the first of every month
  // and for the days around every change of the zone's offset (or for all days).
  it("is Temporal's start of the day", () => {
    const different: string[] = [];
    for (const zone of zones) {
      for (const day of daysOf(zone)) {
        const [ours, theirs] = [dayStart(day, zone), startOfDay(dateOf(day), zone)];
        if (ours !== theirs) different.push(told(zone, dateOf(day).toString(), ours, theirs));
      }
    }
    expect(different).toEqual([]);
  });

  // Law: at the first instant of a day the zone has that day, and before it the zone never had it. What a clock has shown
  // so far is greatest just before the instant itself or just before a change of the offset, so these are asked.
  // So days begin one after the other, at different instants: in the years 2015 to 2035 no zone leaves out a day.
  it("is the first instant at which the zone has the day", () => {
    const wrong: string[] = [];
    for (const zone of zones) {
      const changes = offsetChanges(zone);
      for (const day of thorough ? allDays : daysAroundChanges(zone)) {
        const start = dayStart(day, zone);
        const near = changes.filter((change) => change < start && change > start - 3 * millisecondsPerDay);
        const before = [start, ...near].map((instant) => theirDay(instant - 1, zone));
        const at = theirDay(start, zone);
        if (at !== day || before.some((earlier) => earlier >= day)) {
          wrong.push(told(zone, dateOf(day).toString(), start, { at, before }));
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  // Law: the same where the clock skips from before midnight to after it, which no zone does in the years compared above.
  it("is Temporal's where midnight lies within a skipped hour", () => {
    const day = dayOf(Temporal.PlainDate.from("1919-03-31"));
    expect(dayStart(day, "America/Toronto")).toBe(Date.parse("1919-03-31T04:30:00Z"));
    expect(dayStart(day, "America/Toronto")).toBe(startOfDay(dateOf(day), "America/Toronto"));
  });

  // Known gap: a day that a zone left out altogether has no first instant; it is given that of the next day, so that its
  // own length is nothing. All such days of the runtime's zones since 1970 lie before the years compared above.
  it("gives a day that the zone left out the start of the next one", () => {
    const leftOut = [
      ["Pacific/Kwajalein", "1993-08-21"],
      ["Pacific/Enderbury", "1994-12-31"],
      ["Pacific/Kiritimati", "1994-12-31"],
      ["Pacific/Apia", "2011-12-30"],
      ["Pacific/Fakaofo", "2011-12-30"],
    ] as const;
    for (const [zone, date] of leftOut) {
      const day = dayOf(Temporal.PlainDate.from(date));
      const near = [day - 1, day, day + 1, day + 2];
      const starts = near.map((at) => dayStart(at, zone));
      expect(starts, zone).toEqual(near.map((at) => startOfDay(dateOf(at), zone)));
      expect(starts[1], zone).toBe(starts[2]);
      expect(localDay(dayStart(day, zone) - 1, zone), zone).toBe(day - 1);
    }
  });
});

describe("localDay, localTime and localClock", () => {
  // Law: just before and just after each change of a zone's offset, day, time, minute and day of the week are Temporal's.
  it("are Temporal's around every change of an offset", () => {
    const different: string[] = [];
    for (const zone of zones) {
      for (const instant of offsetChanges(zone).flatMap((change) => [change - 1, change, change + 1])) {
        const [ours, theirs] = [ourLocal(instant, zone), theirLocal(instant, zone)];
        if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
          different.push(told(zone, new Date(instant).toISOString(), ours, theirs));
        }
      }
    }
    expect(different).toEqual([]);
  });

  // Law: the same at any instant, in any zone.
  it("are Temporal's at any instant", () => {
    const instants = fc.integer({
      min: domain.first * millisecondsPerDay,
      max: domain.end * millisecondsPerDay - 1,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        expect(ourLocal(instant, zone)).toEqual(theirLocal(instant, zone));
      }),
      runs(4000),
    );
  });
});

describe("checkInstant", () => {
  // Law: an instant with up to nine digits of a second is floored to the millisecond, as Temporal floors it, whatever its
  // offset: it never moves into the next day.
  it("floors to Temporal's milliseconds", () => {
    const instants = fc.integer({
      min: domain.first * millisecondsPerDay,
      max: domain.end * millisecondsPerDay - 1,
    });
    const below = fc.oneof(fc.constantFrom(0, 1, 499_999, 500_000, 999_999), fc.nat(999_999));
    const lastOfDay = instants.map(
      (instant) => Math.floor(instant / millisecondsPerDay) * millisecondsPerDay - 1,
    );
    fc.assert(
      fc.property(
        fc.oneof(instants, lastOfDay),
        below,
        fc.integer({ min: -840, max: 840 }),
        (ms, ns, minutes) => {
          const exact = new Temporal.Instant(BigInt(ms) * 1_000_000n + BigInt(ns));
          const sign = minutes < 0 ? "-" : "+";
          const pad = (value: number): string => String(value).padStart(2, "0");
          const offset = `${sign}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;
          const text = exact.toString({ timeZone: offset, fractionalSecondDigits: 9 });
          expect(text.endsWith(offset)).toBe(true);
          expect(checkInstant(text)).toEqual({ ok: true, value: exact.epochMilliseconds });
          expect(exact.epochMilliseconds).toBe(ms);
        },
      ),
      runs(2000),
    );
  });
});
