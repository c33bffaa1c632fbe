// Windows of the day: every issue at once, where it stands and with what would be right.
import { describe, expect, it } from "vitest";
import { expectOk, parsePricingProgram } from "../../src/index.ts";
import { type Case, expectIssues, issuesOf, named, needsPrice, program, usage } from "./issuesOf.ts";

const windows = (...list: unknown[]) => ({ ...usage, model: "time_of_day", windows: list, default: "free" });
const window = (from: string, to: string, more: object = {}) => ({ from, to, unit_amount: "1", ...more });

const wrongWindows: readonly Case[] = [
  ["no windows", windows(), ["windows_invalid", "windows", "must be 1 to 1000 windows, are 0"]],
  [
    "too many windows",
    windows(...Array.from({ length: 1001 }, () => window("08:00", "09:00"))),
    ["windows_invalid", "windows", "must be 1 to 1000 windows, are 1001"],
  ],
  [
    "a window whose end alone is none",
    windows(window("08:00", "25:00")),
    ["windows_invalid", "windows[0].to", '"00:00" to "24:00"'],
  ],
  [
    "windows of days that are none, which overlap nothing",
    windows(window("08:00", "09:00", { weekdays: ["any"] }), window("08:00", "09:00", { weekdays: ["all"] })),
    ["windows_invalid", "windows[0].weekdays[0]", "must be one of sun"],
    ["windows_invalid", "windows[1].weekdays[0]", "must be one of sun"],
  ],
  [
    "windows of every wrong kind",
    windows(
      window("8:00", "25:00"),
      window("24:00", "01:00"),
      window("01:00", "01:00"),
      window("02:00", "03:00", { weekdays: [] }),
      window("04:00", "05:00", { weekdays: ["mon", "mon"] }),
      window("06:00", "07:00", { weekdays: ["monday"] }),
      { from: "08:00", to: "09:00" },
    ),
    ["windows_invalid", "windows[0].from", '"00:00" to "23:59"'],
    ["windows_invalid", "windows[0].to", 'to "24:00"'],
    ["windows_invalid", "windows[1].from", '"00:00" to "23:59"'],
    ["windows_invalid", "windows[2].to", "a whole day is 00:00 to 24:00"],
    ["windows_invalid", "windows[3].weekdays", "must be one to seven different weekdays"],
    ["windows_invalid", "windows[4].weekdays", "must be one to seven different weekdays"],
    ["windows_invalid", "windows[5].weekdays[0]", "must be one of sun, mon, tue, wed, thu, fri, sat"],
    ["cell_invalid", "windows[6]", needsPrice],
  ],
  [
    "a window that is wrong in every way at once",
    windows({ from: "08:00", to: "08:00", weekdays: ["sunday"] }),
    ["windows_invalid", "windows[0].to", "a whole day is 00:00 to 24:00"],
    ["windows_invalid", "windows[0].weekdays[0]", "must be one of sun"],
    ["cell_invalid", "windows[0]", needsPrice],
  ],
  [
    "windows that overlap by a minute",
    windows(window("08:00", "20:00"), window("19:59", "21:00")),
    ["windows_overlap", "windows[1]", "must not overlap windows[0]"],
  ],
  [
    "what is no window, which overlaps nothing and leaves the others in their order",
    windows(window("08:00", "20:00"), 7, window("06:00", "07:00")),
    ["field_type", "windows[1]", "must be an object, got 7"],
  ],
  [
    "a window that overlaps two of one end, of which the first is told",
    windows(window("08:00", "20:00"), window("10:00", "20:00"), window("19:00", "21:00")),
    ["windows_overlap", "windows[1]", "must not overlap windows[0]"],
    ["windows_overlap", "windows[2]", "must not overlap windows[0]"],
  ],
  [
    "a Saturday night that reaches into Sunday",
    windows(window("22:00", "06:00", { weekdays: ["sat"] }), window("05:59", "07:00", { weekdays: ["sun"] })),
    ["windows_overlap", "windows[1]", "must not overlap windows[0]"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named(wrongWindows))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it("takes what stands just beside them", () => {
    const right = [
      windows(window("22:00", "06:00"), window("06:00", "22:00")),
      windows(
        window("00:00", "24:00", { weekdays: ["sat", "sun"] }),
        window("00:00", "24:00", { weekdays: ["mon"] }),
      ),
      windows(
        window("22:00", "06:00", { weekdays: ["sat"] }),
        window("06:00", "07:00", { weekdays: ["sun"] }),
      ),
    ];
    expect(right.flatMap((rule) => issuesOf(rule))).toEqual([]);
  });

  it("leaves the days of a window out where they are left out", () => {
    const [rule] = expectOk(parsePricingProgram(program(windows(window("08:00", "09:00"))))).rules;
    expect(rule).toHaveProperty("windows");
    expect((rule as { readonly windows?: unknown }).windows).toStrictEqual([window("08:00", "09:00")]);
  });
});
