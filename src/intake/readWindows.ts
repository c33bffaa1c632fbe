// Windows of the day and week: from when to when by the local clock, on which days, and a price.

import { weekdays, weekSpans } from "../calendar/weekSpans.ts";
import type { TimeWindow, Weekday } from "../model/pricingProgram.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { readArray, readChoice, readObject, refuseUnknown } from "./readField.ts";
import { priceFields, readPrice } from "./readPrice.ts";

const mostWindows = 1000;
const known: ReadonlySet<string> = new Set(["from", "to", "weekdays", ...priceFields]);
const clock = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

export function readWindows(value: unknown, findings: Findings): TimeWindow[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0 || items.length > mostWindows) {
    return add(findings, "windows_invalid", `must be 1 to ${mostWindows} windows, are ${items.length}`);
  }
  const windows = [...items.entries()].map(([index, item]) => readWindow(item, below(findings, index)));
  checkOverlaps(windows, findings);
  // With an issue the program is not used, so a window that could not be read goes nowhere.
  return windows as TimeWindow[];
}

function readWindow(value: unknown, findings: Findings): TimeWindow | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, known, findings);
  const from = readClock(fields.get("from"), below(findings, "from"), false);
  const to = readClock(fields.get("to"), below(findings, "to"), true);
  const isEmpty = from !== undefined && from === to;
  if (isEmpty)
    add(below(findings, "to"), "windows_invalid", "must not be from: a whole day is 00:00 to 24:00");
  const days = fields.has("weekdays")
    ? readWeekdays(fields.get("weekdays"), below(findings, "weekdays"))
    : undefined;
  const price = readPrice(fields, findings);
  if (from === undefined || to === undefined || isEmpty || price === undefined) return undefined;
  return { from, to, ...(days === undefined ? {} : { weekdays: days }), ...price };
}

function readClock(value: unknown, findings: Findings, isEnd: boolean): string | undefined {
  if (typeof value === "string" && (clock.test(value) || (isEnd && value === "24:00"))) return value;
  const range = `"00:00" to "${isEnd ? "24:00" : "23:59"}"`;
  return add(findings, "windows_invalid", `must be a time of the day, ${range}, got ${show(value)}`);
}

function readWeekdays(value: unknown, findings: Findings): Weekday[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  const days = [...items.entries()].flatMap(
    ([index, item]) => readChoice(item, weekdays, below(findings, index), "windows_invalid") ?? [],
  );
  if (items.length > 0 && new Set(items).size === items.length) return days;
  return add(
    findings,
    "windows_invalid",
    "must be one to seven different weekdays; every day where it is left out",
  );
}

function checkOverlaps(windows: readonly (TimeWindow | undefined)[], findings: Findings): void {
  const spans = windows.flatMap((window, at) =>
    window === undefined ? [] : weekSpans(window).map((span) => ({ ...span, at })),
  );
  spans.sort((a, b) => a.from - b.from);
  const told = new Set<number>();
  // Before the first there is an empty one, which none overlaps.
  let furthest = { from: 0, to: 0, at: 0 };
  for (const span of spans) {
    if (span.from < furthest.to) {
      const [first, later] = [Math.min(span.at, furthest.at), Math.max(span.at, furthest.at)];
      if (!told.has(later)) {
        const message = `must not overlap windows[${first}]: each minute has one price`;
        add(below(findings, later), "windows_overlap", message);
      }
      told.add(later);
    }
    if (span.to > furthest.to) furthest = span;
  }
}
