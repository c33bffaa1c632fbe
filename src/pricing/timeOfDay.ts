// A price for each time of the day and week. Windows never overlap, so each minute of the week has one place to look.
import { type WeekSpan, weekSpans } from "../calendar/weekSpans.ts";
import type { Cell } from "../model/charge.ts";
import { partitionPoint } from "../model/partitionPoint.ts";
import type { TimeOfDayRule, TimeWindow } from "../model/pricingProgram.ts";
import { type Cells, createPrices, defaultCell } from "./cells.ts";

export function timeOfDay(rule: TimeOfDayRule): Cells {
  const spans = rule.windows
    .flatMap((window) => weekSpans(window).map((span) => ({ ...span, cell: cellOf(window) })))
    .sort((a, b) => a.from - b.from);
  const otherwise = defaultCell(rule.default);
  return {
    find(_event, clock) {
      const { weekday, minute } = clock();
      const now = weekday * minutesPerDay + minute;
      // The last span that has begun; they do not overlap, so it is the only one that can hold.
      const begun = partitionPoint(spans.length, (at) => (spans[at] as WeekSpan).from <= now);
      const last = spans[begun - 1];
      return last !== undefined && now < last.to ? last.cell : otherwise;
    },
    ...createPrices(
      rule.windows.map((window) => [cellOf(window), window]),
      rule.default,
    ),
  };
}

const minutesPerDay = 1440;

/** What a step says of a window: its times, and its days where it names any. */
function cellOf({ from, to, weekdays }: TimeWindow): Cell {
  return Object.freeze({ from, to, ...(weekdays === undefined ? {} : { weekdays }) });
}
