// Rating some periods again because of what has become of one event in them.
import type { Account, UsageRecord } from "../store/billingStore.ts";
import { carriesOver } from "./carriesOver.ts";
import type { Desk } from "./desk.ts";
import { type Rerated, rerate } from "./rerate.ts";

/** The periods with that record in place of the stored one of its sequence. */
export async function rateAgain(
  desk: Desk,
  account: Account,
  periods: readonly string[],
  changed: UsageRecord,
): Promise<Rerated> {
  const { id } = account.contract;
  const events: UsageRecord[] = [changed];
  for (const start of periods) {
    const stored = await desk.read(id, { from: start, to: start, include: ["events"] });
    events.push(...stored.events.filter(({ sequence }) => sequence !== changed.sequence));
  }
  events.sort((a, b) => a.sequence - b.sequence);
  const { totals } = carriesOver(account.programs)
    ? await desk.read(id, { include: ["totals"] })
    : { totals: [] };
  const others = totals.filter(({ period_start }) => !periods.includes(period_start));
  return rerate(desk.termsOf(account), { events, totals: others }, periods);
}
