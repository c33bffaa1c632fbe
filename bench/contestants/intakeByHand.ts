// How raters by hand take an event in: what a careful person checks, and where the event belongs. Nothing is allocated for
// an event but its place in a set.
import type { Terms, UsageEvent, UsageRule } from "../../src/index.ts";
import { months, year } from "../workload/contracts.ts";
import type { Tally } from "./wholePath.ts";

export interface RuleAccount {
  readonly contract: string;
  readonly rule: UsageRule;
  /** The number of the running total in each month; -1: none yet. */
  readonly totals: Int32Array;
}

export interface ContractAccount {
  readonly ids: Set<string>;
  readonly rules: ReadonlyMap<string, RuleAccount>;
}

export interface IntakeByHand {
  readonly contracts: ReadonlyMap<string, ContractAccount>;
  readonly tally: Readonly<Tally>;
  /** Null: refused, or known already. Its month and quantity are left in these fields. */
  admit(event: UsageEvent): RuleAccount | null;
  month: number;
  quantity: number;
}

const monthStarts = Array.from({ length: months + 1 }, (_, at) => Date.UTC(year, at, 1));

export function createIntake(terms: readonly Terms[]): IntakeByHand {
  const contracts = new Map(terms.map((one) => [one.contract.id, accountOf(one)]));
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };

  function refuse(): null {
    tally.rejected += 1;
    return null;
  }

  function admit(event: UsageEvent): RuleAccount | null {
    const { event_id, external_contract_id, metric, timestamp } = event;
    if (typeof event_id !== "string" || event_id === "") return refuse();
    const contract = contracts.get(external_contract_id);
    if (contract === undefined) return refuse();
    const rule = contract.rules.get(metric);
    if (rule === undefined) return refuse();
    const quantity = Number(event.quantity);
    if (!(quantity >= 0 && quantity < Infinity)) return refuse();
    const month = monthAt(Date.parse(timestamp), intake.month);
    if (month < 0) return refuse();
    const { ids } = contract;
    const before = ids.size;
    ids.add(event_id);
    if (ids.size === before) {
      tally.duplicates += 1;
      return null;
    }
    tally.accepted += 1;
    intake.month = month;
    intake.quantity = quantity;
    return rule;
  }

  const intake: IntakeByHand = { contracts, tally, admit, month: 0, quantity: 0 };
  return intake;
}

/** Most events are of the month of the one before; -1: in no month of the year, or no time at all. */
function monthAt(instant: number, likely: number): number {
  const isIn = (month: number): boolean =>
    instant >= (monthStarts[month] as number) && instant < (monthStarts[month + 1] as number);
  if (isIn(likely)) return likely;
  for (let month = 0; month < months; month += 1) if (isIn(month)) return month;
  return -1;
}

function accountOf({ contract, programs }: Terms): ContractAccount {
  const rules = new Map<string, RuleAccount>();
  for (const rule of programs[0]?.rules ?? [])
    if (rule.type === "usage")
      rules.set(rule.metric, { contract: contract.id, rule, totals: new Int32Array(months).fill(-1) });
  return { ids: new Set(), rules };
}
