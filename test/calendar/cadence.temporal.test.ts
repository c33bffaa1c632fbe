// Boundaries of cadences are days, so no zone is involved here.
import { describe, expect, it } from "vitest";
import * as ours from "../../src/calendar/cadence.ts";
import type { Cadence } from "../../src/index.ts";
import { boundary, boundaryIndex, dateOf, dayOf, domain, Temporal, thorough } from "./temporal.ts";

const leapYear = Array.from({ length: 366 }, (_, at) => new Temporal.PlainDate(2024, 1, 1).add({ days: at }));

/** The first and the last days of a leap year's months, and days far before and far after the years asked for. */
const anchors = [
  ...(thorough ? leapYear : leapYear.filter(({ day }) => day === 1 || day >= 28)),
  ...["1970-01-31", "1999-12-31", "2096-02-29", "2199-08-30"].map((date) => Temporal.PlainDate.from(date)),
];

/** Anchors of days and weeks differ in nothing but their place in the week. */
const anchorsOf: { readonly [cadence in Cadence]: readonly Temporal.PlainDate[] } = {
  daily: anchors.slice(-5),
  weekly: anchors.slice(-11),
  monthly: anchors,
  quarterly: anchors,
  semiannual: anchors,
  annual: anchors,
};

/** From the boundary at or before the first day of 2015 to the one after the last day of 2035. */
function indexesOf(anchor: Temporal.PlainDate, cadence: Cadence): number[] {
  const first = boundaryIndex(anchor, cadence, dateOf(domain.first));
  const last = boundaryIndex(anchor, cadence, dateOf(domain.end)) + 1;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

describe.each(ours.cadences)("boundaries of the %s cadence", (cadence) => {
  // Law: boundary k is the anchor and k cadences in Temporal's arithmetic, the day clamped to the month, and never
  // reckoned from the boundary before.
  it("are Temporal's, counted from the anchor", () => {
    const different: string[] = [];
    for (const anchor of anchorsOf[cadence]) {
      for (const k of indexesOf(anchor, cadence)) {
        const day = ours.boundaryDay(dayOf(anchor), cadence, k);
        const date = boundary(anchor, cadence, k);
        if (day !== dayOf(date)) different.push(`${anchor} + ${k}: ${dateOf(day)} for ${date}`);
      }
    }
    expect(different).toEqual([]);
  });

  // Law: a part's first day and its last day, the one before the next boundary, have the part's index; so all days between
  // have it.
  it("hold the days from each to the next", () => {
    const different: string[] = [];
    for (const anchor of anchorsOf[cadence]) {
      for (const k of indexesOf(anchor, cadence)) {
        const [first, last] = [
          dayOf(boundary(anchor, cadence, k)),
          dayOf(boundary(anchor, cadence, k + 1)) - 1,
        ];
        for (const day of [first, last]) {
          const index = ours.boundaryIndex(dayOf(anchor), cadence, day);
          if (index !== k) different.push(`${dateOf(day)} from ${anchor}: ${index} for ${k}`);
        }
      }
    }
    expect(different).toEqual([]);
  });
});

describe("a clamped day", () => {
  // Law: what a short month clamps comes back after it; boundaries reckoned one from the other would have lost it.
  it("comes back in the next month that has it", () => {
    const anchor = Temporal.PlainDate.from("2024-01-31");
    let chained = anchor;
    let lost = 0;
    for (let k = 1; k <= 240; k += 1) {
      const day = dateOf(ours.boundaryDay(dayOf(anchor), "monthly", k));
      expect(day.day).toBe(day.daysInMonth);
      chained = chained.add({ months: 1 });
      if (!chained.equals(day)) lost += 1;
    }
    expect(lost).toBeGreaterThan(200);
  });
});
