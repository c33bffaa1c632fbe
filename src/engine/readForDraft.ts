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
 * Everything as of one revision of the account; the one given, or one that came after it. `corrected`: first days of the periods that
 * may have to be corrected on the draft.
 */
export async function readForDraft(
  desk: Desk,
  { contract }: Account,
  period: CalendarPeriod,
  corrected: readonly string[],
): Promise<{ readonly account: Account; readonly charges: readonly Charge[] }> {
  const from = firstOf(contract, period, corrected);
  const { account, charges } = await desk.read(contract.id, {
    from,
    to: period.period.start,
    include: ["charges"],
  });
  if (!carriesOver(account.programs)) return { account, charges };
  const carried = await readCarried(desk, contract.id, from);
  if (carried.account.revision !== account.revision) return readForDraft(desk, account, period, corrected);
  return { account, charges: [...carried.charges, ...charges] };
}

function firstOf(contract: Contract, period: CalendarPeriod, corrected: readonly string[]): string {
  const calendar = calendarOf(contract);
  const all = [period, ...corrected.flatMap((start) => calendar.periodOn(dayIn(start)) ?? [])];
  return all.map((one) => firstPeriodOf(contract, one)).sort()[0] as string;
}

/** First day of the period that holds the first of the period's first month: a monthly cap counts from there. */
export function firstPeriodOf(contract: Contract, { startDay, period }: CalendarPeriod): string {
  const { year, month } = civilOf(startDay);
  const first = calendarOf(contract).periodOn(dayOf(year, month, 1));
  return first?.period.start ?? contract.start_date ?? period.start;
}

/** The totals of earlier periods: they know what is handed on as well as all their charges do. */
async function readCarried(
  desk: Desk,
  contract: string,
  before: string,
): Promise<{ readonly account: Account; readonly charges: readonly Charge[] }> {
  const { account, totals } = await desk.read(contract, { to: before, include: ["totals"] });
  const earlier = totals.filter(({ period_start }) => period_start < before);
  return { account, charges: earlier.flatMap((total) => standIn(contract, total)) };
}

/** One charge that stands for all of a total, in what is handed on; only measures are. */
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
