// Bounds of what is read as an instant, a day and a zone, each beside what is refused.
import { describe, expect, it } from "vitest";
import { calendarOf, dayIn } from "../../../src/calendar/billingCalendar.ts";
import { billingPeriods } from "../../../src/calendar/billingPeriods.ts";
import { formatDay, parseDay, readDay } from "../../../src/calendar/day.ts";
import { elapsedShare } from "../../../src/calendar/elapsedShare.ts";
import { checkInstant, instantIn, isCanonicalInstant } from "../../../src/calendar/instant.ts";
import { isFirstOfMonth, isInOneMonth, monthSpanAt } from "../../../src/calendar/month.ts";
import { plainInstant } from "../../../src/calendar/plainInstant.ts";
import { timelineOf } from "../../../src/calendar/timeline.ts";
import { weekSpans } from "../../../src/calendar/weekSpans.ts";
import { dayStart, isTimezone, localClock, localTime } from "../../../src/calendar/zone.ts";
import { BillingError, InvariantError } from "../../../src/model/errors.ts";
import { plainContract } from "../../laws/plain.ts";

/** The instant as JavaScript writes it, or the code of what is wrong. */
function read(text: unknown): string {
  const check = checkInstant(text);
  return check.ok ? new Date(check.value).toISOString() : check.code;
}

describe("checkInstant", () => {
  it.each([
    ["1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z"],
    ["1970-06-01T12:00:00Z", "1970-06-01T12:00:00.000Z"],
    ["1969-12-31T23:59:59.999Z", "timestamp_out_of_range"],
    ["2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z"],
    ["2199-06-01T12:00:00Z", "2199-06-01T12:00:00.000Z"],
    ["2200-01-01T00:00:00.000Z", "timestamp_out_of_range"],
    // Years are those of UTC, where the offset decides.
    ["2199-12-31T23:30:00-01:00", "timestamp_out_of_range"],
    ["2199-12-31T23:00:00-01:00", "timestamp_out_of_range"],
    ["2199-12-31T22:59:59.999-01:00", "2199-12-31T23:59:59.999Z"],
    ["2199-12-31T23:59:59.999-00:00", "2199-12-31T23:59:59.999Z"],
    ["1970-01-01T00:30:00+01:00", "timestamp_out_of_range"],
    ["1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00.000Z"],
    ["2026-03-25T12:00:00+23:59", "2026-03-24T12:01:00.000Z"],
    ["2026-03-25T12:00:00-23:59", "2026-03-26T11:59:00.000Z"],
    ["2026-03-25T12:00:00+05:30", "2026-03-25T06:30:00.000Z"],
    ["2026-03-25T12:00:00+24:00", "timestamp_invalid"],
    ["2026-03-25T12:00:00+01:60", "timestamp_invalid"],
    ["2026-03-25T12:00:00+24:60", "timestamp_invalid"],
    ["2026-03-25T12:00:00.1Z", "2026-03-25T12:00:00.100Z"],
    ["2026-03-25T12:00:00.123456789Z", "2026-03-25T12:00:00.123Z"],
    ["2026-03-25T12:00:00.1234567890Z", "timestamp_invalid"],
    ["2026-03-25T24:00:00+00:00", "timestamp_invalid"],
    ["2026-00-25T12:00:00Z", "timestamp_invalid"],
    ["2026-13-25T12:00:00Z", "timestamp_invalid"],
    ["2026-03-00T12:00:00Z", "timestamp_invalid"],
    ["2026-02-29T12:00:00Z", "timestamp_invalid"],
    ["x2026-03-25T12:00:00Z", "timestamp_invalid"],
    ["2026-03-25T12:00:00Zx", "timestamp_invalid"],
    ["2026-03-25T12:00:00.123456Zx", "timestamp_invalid"],
    ["x2026-03-25T12:00:00.123456Z", "timestamp_invalid"],
    ["2026-03-25T12:00:00", "timestamp_missing_offset"],
    ["1969-03-25T12:00:00+00:00", "timestamp_out_of_range"],
    ["2200-03-25T12:00:00+00:00", "timestamp_out_of_range"],
    ["1900-02-31T12:00:00+00:00", "timestamp_out_of_range"],
    ["9999-02-31T12:00:00+00:00", "timestamp_out_of_range"],
    [7, "timestamp_invalid_type"],
  ])("reads %j as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("says of 64 characters that they are no instant, of 65 that they are too many", () => {
    expect(read("2".repeat(64))).toBe("timestamp_invalid");
    expect(read("2".repeat(65))).toBe("timestamp_too_long");
  });

  it("lets through in a checked document only what it has read", () => {
    expect(instantIn("1970-01-02T00:00:00Z")).toBe(86_400_000);
    expect(() => instantIn("soon")).toThrow(InvariantError);
    expect(() => dayIn("soon")).toThrow(InvariantError);
  });
});

describe("isCanonicalInstant", () => {
  it("knows its own form and no other", () => {
    const own = "2026-03-25T12:34:56.789Z";
    expect(isCanonicalInstant(own)).toBe(true);
    const others = [
      `x${own}`,
      `${own}x`,
      "2026-03-25T12:34:56Z",
      "2026-03-25T12:34:56.7Z",
      "2026-03-25T12:34:56.789+00:00",
    ];
    expect(others.map(isCanonicalInstant)).toEqual(others.map(() => false));
  });
});

describe("plainInstant", () => {
  it("leaves to a closer look what is not written in the plain way", () => {
    const others = [
      "2026-00-25T12:00:00Z",
      "2026-03-25T12:00:00.00Z",
      "2026-03-25T12:00:00+01:00",
      "\u0132026-03-25T12:00:00",
      "2026-03-25T12:00:0\u007fZ",
    ];
    expect(others.map(plainInstant)).toEqual(others.map(() => Number.NaN));
    expect(plainInstant("1971-01-01T00:00:00Z")).toBe(365 * 86_400_000);
  });
});

describe("days", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", undefined],
    ["2199-12-31", 84005],
    ["2200-01-01", undefined],
    ["2026-00-10", undefined],
    ["2026-13-10", undefined],
    ["2026-01-00", undefined],
    ["2026-02-29", undefined],
    ["x2026-01-01", undefined],
    ["2026-01-01x", undefined],
  ])("from outside: %s is %s", (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it("of our own may lie just beyond those from outside", () => {
    expect([readDay("1969-12-31"), readDay("2200-01-01")]).toEqual([-1, 84006]);
    expect(["x2026-01-01", "2026-01-01x", "2026-00-01", "2026-13-01", "2026-01-00"].map(readDay)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it("are written alike, however many others were written in between", () => {
    const years = Array.from({ length: 84_000 }, (_, day) => formatDay(day));
    expect(new Set(years).size).toBe(84_000);
    expect([years[0], years[59], years[83_999]]).toEqual(["1970-01-01", "1970-03-01", "2199-12-25"]);
    expect([formatDay(0), formatDay(83_999)]).toEqual(["1970-01-01", "2199-12-25"]);
  });
});

describe("isTimezone", () => {
  it.each([
    ["UTC", true],
    ["Europe/Berlin", true],
    ["America/Argentina/Buenos_Aires", true],
    ["Etc/GMT+1", true],
    ["Mars/Olympus", false],
    ["+02:00", false],
    ["-0200", false],
    ["", false],
    ["Europe/Berlin ", false],
    [" Europe/Berlin", false],
    [`A${"a".repeat(64)}`, false],
  ])("of %j is %s", (name, known) => {
    expect(isTimezone(name)).toBe(known);
  });

  it("knows a zone by each of more spellings than are kept, and reads its clock after them", () => {
    const letters = "america/argentina";
    // Each bit of a number says of one letter whether it is a capital.
    const spelt = (bits: number): string =>
      [...letters].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join("");
    const names = [...new Set(Array.from({ length: 2200 }, (_, bits) => `${spelt(bits)}/Salta`))];
    expect(names.length).toBeGreaterThan(1024);
    expect(names.every(isTimezone)).toBe(true);
    expect(isTimezone(`${spelt(1)}/Olympus`)).toBe(false);
    const noon = Date.parse("2026-01-15T12:00:00Z");
    expect(names.slice(-3).map((name) => localClock(noon, name).minute)).toEqual([540, 540, 540]);
    expect(localClock(noon, "Asia/Kolkata").minute).toBe(1050);
  });
});

describe("zones", () => {
  it("show the time on the wall, to the millisecond, also before 1970", () => {
    expect(localTime(Date.parse("2026-01-15T12:00:00.250Z"), "Asia/Kolkata")).toBe(63_000_250);
    expect(localTime(Date.parse("2026-01-15T12:00:00.250Z"), "UTC")).toBe(43_200_250);
    expect(localTime(-750, "Asia/Kolkata")).toBe(19_799_250);
    expect(localClock(Date.parse("2026-01-15T23:59:59.999Z"), "UTC")).toEqual({ minute: 1439, weekday: 4 });
  });

  it("begin a day at midnight, at the first of two, or where the clock skips to", () => {
    const iso = (day: string, zone: string) => new Date(dayStart(readDay(day) as number, zone)).toISOString();
    expect(iso("2026-01-15", "Asia/Kolkata")).toBe("2026-01-14T18:30:00.000Z");
    // Clocks went on from midnight to one o'clock: there was no midnight.
    expect(iso("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
    // Clocks went back from midnight to eleven: midnight came an hour later.
    expect(iso("2018-02-18", "America/Sao_Paulo")).toBe("2018-02-18T03:00:00.000Z");
    // Clocks went back from one to midnight: two midnights, and the first begins the day.
    expect(iso("2025-11-02", "America/Havana")).toBe("2025-11-02T04:00:00.000Z");
    // Clocks went on from midnight to one o'clock, north of the equator.
    expect(iso("2025-03-09", "America/Havana")).toBe("2025-03-09T05:00:00.000Z");
    // Samoa had no 30 December 2011: that of the next day stands for it.
    expect(iso("2011-12-30", "Pacific/Apia")).toBe(iso("2011-12-31", "Pacific/Apia"));
  });

  it("begin a day where the clock skips to, also where it skips from the day before", () => {
    // Toronto's clocks went on from half past eleven to half past twelve.
    const day = Date.parse("1919-03-31T00:00:00Z") / 86_400_000;
    expect(new Date(dayStart(day, "America/Toronto")).toISOString()).toBe("1919-03-31T04:30:00.000Z");
  });
});

describe("months", () => {
  it("know whether a period is inside one of them", () => {
    expect(isInOneMonth({ start: "2026-01-01", end: "2026-01-31" })).toBe(true);
    expect(isInOneMonth({ start: "2026-01-31", end: "2026-02-01" })).toBe(false);
    expect(isInOneMonth({ start: "2025-01-01", end: "2026-01-01" })).toBe(false);
    expect(["2026-01-01", "2026-01-02"].map((day) => isFirstOfMonth(readDay(day) as number))).toEqual([
      true,
      false,
    ]);
  });

  it("span instants that are surely inside, a few hours less where clocks may be set", () => {
    const at = Date.parse("2026-01-15T12:00:00Z");
    const span = (zone: string) =>
      Object.values(monthSpanAt(at, zone)).map((instant) => new Date(instant).toISOString());
    expect(span("UTC")).toEqual(["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]);
    expect(span("Asia/Tokyo")).toEqual(["2025-12-31T18:00:00.000Z", "2026-01-31T12:00:00.000Z"]);
  });
});

describe("weekSpans", () => {
  it("take a window that ends when it begins for a whole day", () => {
    expect(weekSpans({ from: "06:00", to: "06:00", weekdays: ["mon"] })).toEqual([{ from: 1800, to: 3240 }]);
    expect(weekSpans({ from: "22:00", to: "02:00", weekdays: ["sat"] })).toEqual([
      { from: 9960, to: 10080 },
      { from: 0, to: 120 },
    ]);
    expect(weekSpans({ from: "22:00", to: "00:00", weekdays: ["sat"] })).toEqual([{ from: 9960, to: 10080 }]);
  });
});

describe("elapsedShare", () => {
  const anchor = readDay("2026-01-01") as number;
  const period = { anchor, cadence: "monthly", index: 0, timezone: "UTC" } as const;

  it("counts days, seconds, or months of thirty days", () => {
    expect(elapsedShare("day", period, anchor + 10)).toEqual({ elapsed: 10, of: 31 });
    expect(elapsedShare("second", period, anchor + 10)).toEqual({ elapsed: 864_000, of: 2_678_400 });
    expect(elapsedShare("fixed_30", period, anchor + 10)).toEqual({ elapsed: 10, of: 30 });
  });

  it("counts the months of its own quarter, not those before", () => {
    const quarter = { ...period, cadence: "quarterly", index: 1 } as const;
    const begin = readDay("2026-04-01") as number;
    const shares = [0, 15, 30, 45, 91].map((days) => elapsedShare("fixed_30", quarter, begin + days).elapsed);
    expect(shares).toEqual([0, 15, 30, 45, 90]);
  });
});

describe("billingPeriods", () => {
  it("says which of its dates is none", () => {
    const pathOf = (from: unknown, to: unknown) => {
      try {
        billingPeriods(plainContract, from as string, to as string);
      } catch (error) {
        return error instanceof BillingError
          ? error.issues.map(({ code, path }) => `${code} ${path}`)
          : error;
      }
      return undefined;
    };
    expect(pathOf("soon", "2026-01-31")).toEqual(["date_invalid from"]);
    expect(pathOf("2026-01-01", "2026-02-30")).toEqual(["date_invalid to"]);
    expect(pathOf(undefined, "2026-01-31")).toEqual(["date_invalid from"]);
    expect(pathOf(7, "2026-01-31")).toEqual(["date_invalid from"]);
  });
});

describe("timelineOf", () => {
  it("cuts a version where its rules begin and end, in whatever order these are listed", () => {
    const rule = { type: "subscription", model: "flat", amount: "1", frequency: "monthly" } as const;
    const rules = [
      { ...rule, id: "c", name: "C", effective_from: "2026-04-01" },
      { ...rule, id: "a", name: "A", effective_to: "2026-03-01" },
      { ...rule, id: "b", name: "B", effective_from: "2026-02-01", effective_to: "2026-05-01" },
    ];
    const program = {
      object: "pricing_program",
      contract: "acme",
      version: 1,
      effective_date: null,
      rules,
    } as const;
    const timeline = timelineOf({ object: "terms", contract: plainContract, programs: [program] });
    expect(timeline.map(({ startDay, ruleIds }) => [formatDay(startDay), [...ruleIds].join("")])).toEqual([
      ["2026-01-01", "a"],
      ["2026-02-01", "ab"],
      ["2026-03-01", "b"],
      ["2026-04-01", "cb"],
      ["2026-05-01", "c"],
    ]);
    expect(timeline.map(({ endDay }) => endDay)).toEqual([
      ...timeline.slice(1).map(({ startDay }) => startDay),
      Infinity,
    ]);
  });
});

describe("calendarOf", () => {
  it("sees what has changed in a contract that can change", () => {
    const contract = { ...plainContract };
    const at = Date.parse("2026-01-15T12:00:00Z");
    expect(calendarOf(contract).periodAt(at)?.period.end).toBe("2026-01-31");
    contract.billing_cadence = "weekly";
    expect(calendarOf(contract).periodAt(at)?.period.end).toBe("2026-01-21");
  });

  it("finds each instant's period, to its first and last millisecond, in any order", () => {
    const calendar = calendarOf(plainContract);
    const january = calendar.periodAt(Date.parse("2026-01-15T12:00:00Z"));
    const [first, last] = [january?.startAt ?? 0, (january?.endAt ?? 0) - 1];
    const order = [first, last, last + 1, first, last, last + 1];
    expect(order.map((at) => calendar.periodAt(at)?.index)).toEqual([0, 0, 1, 0, 0, 1]);
    expect(calendar.periodAt(first - 1)).toBeUndefined();
    expect(calendar.periodOn((january?.startDay ?? 0) - 1)).toBeUndefined();
  });

  it("has no period on a day before the contract, though its first period would have begun by then", () => {
    const calendar = calendarOf({ ...plainContract, start_date: "2026-01-15", end_date: "2026-02-15" });
    const on = (day: string) => calendar.periodOn(readDay(day) as number)?.period.start;
    expect(["2026-01-14", "2026-01-15", "2026-02-14", "2026-02-15"].map(on)).toEqual([
      undefined,
      "2026-01-15",
      "2026-02-01",
      undefined,
    ]);
  });

  it("gives the hour that a day has left to the period whose instants hold it", () => {
    // At one minute past midnight of 7 November 2010 St John's clocks went back an hour.
    const contract = {
      ...plainContract,
      start_date: null,
      timezone: "America/St_Johns",
      billing_cadence: "daily",
    } as const;
    const calendar = calendarOf({ ...contract, billing_anchor_date: "2010-10-01" });
    const begin = dayStart(readDay("2010-11-07") as number, contract.timezone);
    for (const minutes of [-30, 0, 0.5, 1, 30, 59, 61, 90]) {
      const at = begin + minutes * 60_000;
      // Another period was found before, so that this one is looked for.
      expect(calendar.periodAt(begin - 864_000_000)?.period.start).toBe("2010-10-28");
      const period = calendar.periodAt(at);
      expect(period !== undefined && period.startAt <= at && at < period.endAt).toBe(true);
    }
  });
});
