// Which final periods have to be corrected once usage or prices have changed in some periods.
import { calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { feesDiffer } from "../invoicing/feesDiffer.ts";
import type { Terms } from "../model/terms.ts";
import type { Account, AccountChange } from "../store/billingStore.ts";
import { carriesOver } from "./carriesOver.ts";
import { refusal } from "./desk.ts";

type Corrected = Pick<AccountChange, "put_corrected_periods">;

/** First days of the periods whose own invoice is final. */
export function closedPeriods({ invoices }: Pick<Account, "invoices">): string[] {
  return invoices.filter(({ type }) => type === undefined).map(({ billing_period }) => billing_period.start);
}

/** What is to be corrected once these periods have changed. */
export function correctedAfter(account: Account, changed: Iterable<string>): Corrected {
  return withCorrected(account, reachedBy(account, changed));
}

/** The final periods that come out otherwise once these have changed: they, and the later ones that look back on them. */
export function reachedBy(account: Account, changed: Iterable<string>): string[] {
  const starts = [...new Set(changed)].sort();
  const [first] = starts;
  const closed = first === undefined ? [] : closedPeriods(account).filter((start) => start >= first);
  if (closed.length === 0 || carriesOver(account.programs)) return closed;
  const reach = new Set(starts);
  if (hasCap(account)) {
    const calendar = calendarOf(account.contract);
    const ends = starts.map((start) => calendar.periodOn(dayIn(start))?.period.end ?? start);
    // A monthly cap counts what came before in the same calendar month.
    for (const one of closed) {
      if (starts.some((start, at) => start < one && one.slice(0, 7) <= (ends[at] ?? start).slice(0, 7)))
        reach.add(one);
    }
  }
  return closed.filter((start) => reach.has(start));
}

/** Final periods that come out otherwise with a version from a day on: those that it reaches into, and those whose fees it moves. */
export function periodsChangedBy(
  account: Account,
  before: Terms | undefined,
  after: Terms,
  from: string | null,
): string[] {
  return closedPeriods(account).filter(
    (start) =>
      (from !== null && endsFrom(account, start, from)) ||
      (before !== undefined && feesDiffer(before, after, start)),
  );
}

/** Whether a period ends on a day or later, as the contract is now. */
export function endsFrom({ contract }: Account, start: string, day: string): boolean {
  return (calendarOf(contract).periodOn(dayIn(start))?.period.end ?? "") >= day;
}

/** The account's corrected periods with these among them. */
export function withCorrected({ corrected_periods }: Account, added: readonly string[]): Corrected {
  if (added.length === 0) return {};
  return { put_corrected_periods: [...new Set([...corrected_periods, ...added])].sort() };
}

/** Refuses what changes a final period where the contract does not allow corrections. */
export function refuseClosed(account: Account, periods: readonly string[]): void {
  if (account.contract.corrections !== "refuse") return;
  const [closed] = reachedBy(account, periods);
  if (closed === undefined) return;
  throw refusal("period_closed", `the period from ${closed} is final, and the contract refuses corrections`);
}

function hasCap({ programs }: Account): boolean {
  return programs.some(({ rules }) => rules.some(({ monthly_cap }) => monthly_cap !== undefined));
}
