// What a draft is made from: the charges of its period and of its first month, and what earlier periods handed on.
import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { civilOf, dayOf } from "../calendar/day.ts";
import type { Charge, LadderTotal } from "../model/charge.ts";
import type { Contract } from "../model/contract.ts";
import { placeOf } from "../rating/book.ts";
import type { Account } from "../store/billingStore.ts";
import { carriesOver } from "./carriesOver.ts";
import type { Desk } from "./desk.ts";

/**
 * The charges for a draft that corrects these periods, as of the account's revision; undefined when the account has changed since it
 * was read.
 */
export async function readForDraft(
  desk: Desk,
  { contract, programs, revision }: Account,
  period: CalendarPeriod,
  corrected: readonly string[],
): Promise<readonly Charge[] | undefined> {
  const charges: Charge[] = [];
  const ranges = rangesOf(contract, period, corrected);
  for (const range of ranges) {
    const read = await desk.read(contract.id, { ...range, include: ["charges"] });
    if (read.account.revision !== revision) return undefined;
    charges.push(...read.charges);
  }
  if (!carriesOver(programs)) return charges;
  const { account, totals } = await desk.read(contract.id, { to: period.period.start, include: ["totals"] });
  if (account.revision !== revision) return undefined;
  const others = totals.filter(
    ({ period_start }) => !ranges.some(({ from, to }) => period_start >= from && period_start <= to),
  );
  return [...others.flatMap((total) => standIn(contract.id, total)), ...charges];
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** First days of the periods whose charges are needed, in ranges that do not overlap. */
function rangesOf(contract: Contract, period: CalendarPeriod, corrected: readonly string[]): Range[] {
  const calendar = calendarOf(contract);
  const all = [period, ...corrected.flatMap((start) => calendar.periodOn(dayIn(start)) ?? [])]
    .map((one): Range => ({ from: firstPeriodOf(contract, one), to: one.period.start }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const ranges: Range[] = [];
  for (const range of all) {
    const last = ranges.at(-1);
    if (last === undefined || range.from > last.to) ranges.push(range);
    else ranges.splice(-1, 1, { from: last.from, to: [last.to, range.to].sort()[1] as string });
  }
  return ranges;
}

/** First day of the period that holds the first of the period's first month: a monthly cap counts from there. */
export function firstPeriodOf(contract: Contract, { startDay, period }: CalendarPeriod): string {
  const { year, month } = civilOf(startDay);
  const first = calendarOf(contract).periodOn(dayOf(year, month, 1));
  return first?.period.start ?? contract.start_date ?? period.start;
}

/** One charge that stands for all of a total, in what is handed on: that it knows as well as all its charges do; only measures are. */
function standIn(contract: string, total: LadderTotal): Charge[] {
  const { rule_id, version, period_start, part = "", quantity, measure } = total;
  if (measure === undefined) return [];
  const { group, cell } = placeOf(part);
  return [
    {
      object: "charge",
      contract,
      event_id: "",
      rule_id,
      version,
      timestamp: `${period_start}T00:00:00.000Z`,
      period: { start: period_start, end: period_start },
      ...(group === undefined ? {} : { group }),
      ...(cell === undefined ? {} : { cell }),
      quantity,
      amount: "0",
      measure,
    },
  ];
}
