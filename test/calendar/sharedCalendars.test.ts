// Calendars and their periods are kept only so far: what is asked for again is computed again, and comes out the same.
import { describe, expect, it } from "vitest";
import { calendarOf } from "../../src/calendar/billingCalendar.ts";
import type { Contract } from "../../src/index.ts";
import { plainContract } from "../laws/plain.ts";

function contract(fields: Partial<Contract>): Contract {
  return { ...plainContract, ...fields };
}

describe("calendars", () => {
  it("forget old periods once there are thousands, and find them again", () => {
    const daily = {
      billing_cadence: "daily",
      start_date: "2000-01-01",
      billing_anchor_date: "2000-01-01",
    } as const;
    const calendar = calendarOf(contract(daily));
    const first = calendar.periodOf(0);
    expect(first?.period.start).toBe("2000-01-01");
    const ordinals: number[] = [];
    for (let index = 0; index < 4500; index += 1) {
      const period = calendar.periodOf(index);
      if (period !== undefined) ordinals.push(calendar.ordinalInYear(period));
    }
    // 2000 has 366 days, 2012 begins 4,383 days later.
    expect([ordinals[365], ordinals[366], ordinals[4383], ordinals[4499]]).toEqual([366, 1, 1, 117]);
    expect(calendar.periodOf(0)).toEqual(first);
    expect(first && calendar.ordinalInYear(first)).toBe(1);
  });

  it("are as many as contracts that differ, and one for those that cut their time alike", () => {
    const starting = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
    const startOf = (at: number) =>
      calendarOf(contract({ start_date: starting(at) })).periodAt(Date.UTC(2026, 0, 1 + at, 12))?.period
        .start;
    for (const again of [0, 1]) {
      for (let at = 0; at < 300; at += 1) expect([again, startOf(at)]).toEqual([again, starting(at)]);
    }
    expect(calendarOf(contract({ id: "a" }))).toBe(calendarOf(contract({ id: "b" })));
  });
});
