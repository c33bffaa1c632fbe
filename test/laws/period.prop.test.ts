import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingPeriods, type Contract } from "../../src/index.ts";
import { placedContract } from "../arbitraries/contracts.ts";
import { runs } from "../laws.ts";
import { addDays, localDate, startOfDay } from "../oracle/calendar.ts";
import { isInContract, periodAt, periodsBetween } from "../oracle/periods.ts";
import { plainContract } from "./plain.ts";

const days = fc.integer({ min: 0, max: 500 });

function starts(contract: Partial<Contract>, from: string, to: string): string[] {
  return billingPeriods({ ...plainContract, start_date: null, ...contract }, from, to).map(
    ({ start }) => start,
  );
}

describe("billingPeriods", () => {
  it("L41: agrees with brute force: every zone, cadence and anchor", () => {
    fc.assert(
      fc.property(placedContract, days, ({ contract, focus }, length) => {
        const to = addDays(focus, contract.billing_cadence === "daily" ? length % 40 : length);
        expect(billingPeriods(contract, focus, to)).toEqual(periodsBetween(contract, focus, to));
      }),
      runs(150),
    );
  });

  it("L47: the periods cover the contract without a gap and without an overlap, from its first to its last instant", () => {
    fc.assert(
      fc.property(placedContract, days, ({ contract, focus }, length) => {
        const end_date = contract.end_date ?? addDays(focus, (length % 100) + 1);
        const bounded = { ...contract, start_date: focus, end_date };
        const periods = billingPeriods(bounded, focus, addDays(end_date, -1));
        expect(periods[0]).toMatchObject({ start: focus, start_at: instant(focus, contract.timezone) });
        expect(periods.at(-1)).toMatchObject({
          end: addDays(end_date, -1),
          end_at: instant(end_date, contract.timezone),
        });
        periods.forEach((period, place) => {
          expect(period.start_at < period.end_at).toBe(true);
          const next = periods[place + 1];
          if (next !== undefined)
            expect([next.start, next.start_at]).toEqual([addDays(period.end, 1), period.end_at]);
        });
      }),
      runs(150),
    );
  });

  it("L47: every instant of the contract lies in exactly one period", () => {
    fc.assert(
      fc.property(
        placedContract,
        days,
        fc.integer({ min: -1, max: 86_400_000 }),
        ({ contract, focus }, length, ms) => {
          const at = startOfDay(addDays(focus, length % 60), contract.timezone) + ms;
          fc.pre(isInContract(contract, at));
          const found = billingPeriods(contract, addDays(focus, -2), addDays(focus, 62)).filter(
            ({ start_at, end_at }) => Date.parse(start_at) <= at && at < Date.parse(end_at),
          );
          expect(found).toEqual([periodAt(contract, at)]);
        },
      ),
      runs(150),
    );
  });

  it("L49, L51: a period's bounds are the first instants of its first day and of the day after its last", () => {
    fc.assert(
      fc.property(placedContract, ({ contract, focus }) => {
        for (const { start, end, start_at, end_at } of billingPeriods(contract, focus, addDays(focus, 20))) {
          const [first, after] = [Date.parse(start_at), Date.parse(end_at)];
          expect(localDate(first, contract.timezone)).toBe(start);
          expect(localDate(first - 1, contract.timezone) < start).toBe(true);
          expect(localDate(after, contract.timezone)).toBe(addDays(end, 1));
          expect(localDate(after - 1, contract.timezone)).toBe(end);
        }
      }),
      runs(100),
    );
  });

  it("L48: boundary k is the anchor and k cadences, so a longer month brings the anchor's day back", () => {
    const billing_anchor_date = "2024-01-31";
    const expected = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"];
    expect(starts({ billing_anchor_date }, "2024-01-31", "2024-06-01")).toEqual(expected);
    expect(starts({ billing_anchor_date }, "2025-02-01", "2025-04-01")).toEqual([
      "2025-01-31",
      "2025-02-28",
      "2025-03-31",
    ]);
    expect(starts({ billing_anchor_date: "2024-01-30" }, "2024-03-01", "2024-04-01")).toEqual([
      "2024-02-29",
      "2024-03-30",
    ]);
    expect(starts({ billing_anchor_date: "2023-01-29" }, "2023-03-01", "2023-03-30")).toEqual([
      "2023-02-28",
      "2023-03-29",
    ]);
    expect(starts({ billing_anchor_date: "2023-01-28" }, "2023-03-01", "2023-03-30")).toEqual([
      "2023-02-28",
      "2023-03-28",
    ]);
  });

  it("L48: the anchor may lie in the future, and a leap day comes back every fourth year", () => {
    expect(starts({ billing_anchor_date: "2026-08-31" }, "2026-02-10", "2026-04-01")).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
    ]);
    const leap = { billing_anchor_date: "2024-02-29", billing_cadence: "annual" } as const;
    expect(starts(leap, "2024-03-01", "2028-03-01")).toEqual([
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
      "2027-02-28",
      "2028-02-29",
    ]);
    const quarterly = { billing_anchor_date: "2025-11-30", billing_cadence: "quarterly" } as const;
    expect(starts(quarterly, "2025-12-01", "2026-06-01")).toEqual(["2025-11-30", "2026-02-28", "2026-05-30"]);
    expect(
      starts({ billing_cadence: "weekly", billing_anchor_date: "2024-02-26" }, "2024-03-01", "2024-03-05"),
    ).toEqual(["2024-02-26", "2024-03-04"]);
  });

  it("L49: days of 23 and 25 hours, and days that have no midnight or two, are one day each", () => {
    const day = (timezone: string, date: string) => {
      const [period] = billingPeriods(
        { ...plainContract, start_date: null, billing_cadence: "daily", timezone },
        date,
        date,
      );
      return [period?.start_at, period?.end_at].map((text) => text?.slice(5, 16));
    };
    expect(day("America/New_York", "2026-03-08")).toEqual(["03-08T05:00", "03-09T04:00"]);
    expect(day("America/New_York", "2026-11-01")).toEqual(["11-01T04:00", "11-02T05:00"]);
    expect(day("America/Santiago", "2024-09-08")).toEqual(["09-08T04:00", "09-09T03:00"]);
    expect(day("America/Santiago", "2024-04-06")).toEqual(["04-06T03:00", "04-07T04:00"]);
    expect(day("Africa/Cairo", "2024-04-26")).toEqual(["04-25T22:00", "04-26T21:00"]);
    expect(day("America/Havana", "2025-11-02")).toEqual(["11-02T04:00", "11-03T05:00"]);
    expect(day("America/St_Johns", "2010-11-07")).toEqual(["11-07T02:30", "11-08T03:30"]);
    expect(day("Asia/Kolkata", "2026-01-01")).toEqual(["12-31T18:30", "01-01T18:30"]);
    expect(day("Australia/Lord_Howe", "2025-10-05")).toEqual(["10-04T13:30", "10-05T13:00"]);
  });

  it("L49: where a whole day was left out, a boundary on it is the start of the next day", () => {
    const contract: Contract = {
      ...plainContract,
      start_date: null,
      timezone: "Pacific/Apia",
      billing_anchor_date: "2011-10-30",
    };
    const periods = billingPeriods(contract, "2011-12-01", "2012-01-01");
    expect(periods.map(({ end_at }) => end_at)).toEqual([
      "2011-12-30T10:00:00.000Z",
      "2012-01-29T10:00:00.000Z",
    ]);
  });
});

function instant(date: string, zone: string): string {
  return new Date(startOfDay(date, zone)).toISOString();
}
