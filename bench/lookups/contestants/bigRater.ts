// What raters by hand with big.js have in common: events told apart by their ids, sorted by metric and month, and in the
// end a rounded line for each amount.
import Big from "big.js";
import type { UsageEvent, UsageRule } from "../../../src/index.ts";
import type { BenchCharge, BenchLine, Contestant, Tally } from "../contestant.ts";
import type { Scenario } from "../scenario.ts";

/** One rule, and how far it has counted in each month. */
export interface Meter {
  charge(event: UsageEvent, month: string): BenchCharge;
  /** What the month's lines come to, exactly. */
  amountsIn(month: string): readonly Big[];
}

export function createBigRater(
  { contract, program, months }: Scenario,
  meterOf: (rule: UsageRule) => Meter,
): Contestant {
  const meters = new Map<string, Meter>();
  for (const rule of program.rules) if (rule.type === "usage") meters.set(rule.metric, meterOf(rule));
  const known = new Map<string, UsageEvent>();
  const open = new Set(months);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };

  function rate(events: readonly UsageEvent[]): BenchCharge[] {
    const charges: BenchCharge[] = [];
    for (const event of events) {
      const before = known.get(event.event_id);
      if (before !== undefined) {
        if (isSame(before, event)) tally.duplicates += 1;
        else tally.rejected += 1;
        continue;
      }
      const meter = meters.get(event.metric);
      const month = event.timestamp.slice(0, 7);
      if (meter === undefined || event.external_contract_id !== contract.id || !open.has(month)) {
        tally.rejected += 1;
        continue;
      }
      known.set(event.event_id, event);
      tally.accepted += 1;
      charges.push(meter.charge(event, month));
    }
    return charges;
  }

  function lines(): BenchLine[] {
    return months.flatMap((month) =>
      program.rules.flatMap((rule) => {
        const amounts =
          rule.type === "usage" ? meters.get(rule.metric)?.amountsIn(month) : [new Big(rule.amount)];
        return (amounts ?? []).map((exact) => ({
          rule_id: rule.id,
          period: `${month}-01`,
          exact: exact.toFixed(),
          amount: exact.round(2, Big.roundHalfUp).toFixed(),
        }));
      }),
    );
  }

  return { tally, rate, lines };
}

/** Properties do not differ in the workload where nothing else does. */
function isSame(a: UsageEvent, b: UsageEvent): boolean {
  return a.metric === b.metric && a.quantity === b.quantity && a.timestamp === b.timestamp;
}
