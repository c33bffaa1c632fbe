// What a set of events comes to, worked out from the events alone, in fractions and with the oracle's prices.
import type { PricingProgram } from "../../src/index.ts";
import { add, type Fraction, fraction, round, sum, toText, zero } from "../oracle/fraction.ts";
import { priceOfTotal } from "../oracle/price.ts";
import { isUsageRule } from "../oracle/select.ts";
import type { SentEvent } from "./usageWorld.ts";

/** What is to be paid for one rule in one month and, where the rule groups, for one region. */
export interface ExpectedPart {
  readonly quantity: string;
  readonly exact_amount: string;
  readonly amount: string;
}

export interface ExpectedBooks {
  /** By `partName`. */
  readonly parts: ReadonlyMap<string, ExpectedPart>;
  /** Of the drafts, by the first day of their period. */
  readonly totals: ReadonlyMap<string, string>;
  /** Ids of the rules that charge an event, by its metric. */
  readonly rulesOf: (metric: string) => readonly string[];
}

export function partName(ruleId: string, periodStart: string, region: string | null | undefined): string {
  return `${ruleId} ${periodStart} ${region ?? ""}`.trimEnd();
}

/** The world's events of one contract under its one price list, billed by calendar months in UTC and in cents. */
export function expectedBooks(program: PricingProgram, events: readonly SentEvent[]): ExpectedBooks {
  const usageRules = program.rules.filter(isUsageRule);
  const quantities = new Map<string, { readonly ruleId: string; readonly start: string; total: Fraction }>();
  for (const { metric, quantity, timestamp, properties } of events) {
    const start = `${timestamp.slice(0, 7)}-01`;
    for (const rule of usageRules.filter((one) => one.metric === metric)) {
      const name = partName(rule.id, start, rule.group_by === undefined ? undefined : properties?.region);
      const part = quantities.get(name) ?? { ruleId: rule.id, start, total: zero };
      part.total = add(part.total, fraction(quantity));
      quantities.set(name, part);
    }
  }
  const parts = new Map<string, ExpectedPart>();
  const amounts = new Map<string, Fraction[]>();
  for (const [name, { ruleId, start, total }] of quantities) {
    const rule = usageRules.find(({ id }) => id === ruleId);
    if (rule === undefined) throw new Error(`no rule ${ruleId}`);
    const exact = priceOfTotal(rule, total);
    const rounded = round(exact, 2, "half_up");
    parts.set(name, { quantity: toText(total), exact_amount: toText(exact), amount: toText(rounded) });
    amounts.set(start, [...(amounts.get(start) ?? []), rounded]);
  }
  return {
    parts,
    totals: new Map([...amounts].map(([start, list]) => [start, toText(sum(list))])),
    rulesOf: (metric) => usageRules.filter((rule) => rule.metric === metric).map(({ id }) => id),
  };
}
