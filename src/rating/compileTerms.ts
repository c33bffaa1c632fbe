// What rating needs of terms, looked up once: the calendar, the versions' reigns, and for each version the rules of
// each metric with their compiled prices.
import { type BillingCalendar, calendarOf } from "../calendar/billingCalendar.ts";
import { type Reign, timelineOf } from "../calendar/timeline.ts";
import { type Aggregation, aggregationOf } from "../metering/aggregations.ts";
import { createSelections, type Selection } from "../metering/selectRules.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { compilePrice } from "../pricing/compilePrice.ts";
import { type Ladder, laddersOf } from "../pricing/ladders.ts";
import type { Price } from "../pricing/price.ts";

/** A ladder of a usage rule, ready to count. */
export interface Meter {
  readonly rule: UsageRule;
  readonly version: number;
  readonly aggregation: Aggregation;
  readonly price: Price;
}

export interface CompiledTerms {
  readonly calendar: BillingCalendar;
  readonly timeline: readonly Reign[];
  readonly metrics: ReadonlySet<string>;
  /** By version, then metric. */
  readonly selections: ReadonlyMap<number, ReadonlyMap<string, Selection<Meter>>>;
  /** By rule id, then the version of the ladder. */
  readonly meters: ReadonlyMap<string, ReadonlyMap<number, Meter>>;
}

const compiled: WeakMap<Terms, CompiledTerms> = new WeakMap();

/** Compiled terms; the same object for the same terms, so a second call costs a look-up. */
export function compileTerms(terms: Terms): CompiledTerms {
  const known = compiled.get(terms);
  if (known !== undefined) return known;
  const fresh = compile(terms);
  compiled.set(terms, fresh);
  return fresh;
}

function compile(terms: Terms): CompiledTerms {
  const meters = new Map<string, Map<number, Meter>>();
  const selections = new Map<number, ReadonlyMap<string, Selection<Meter>>>();
  for (const [version, ladders] of laddersOf(terms.programs)) {
    const entries: [UsageRule, Meter][] = [];
    for (const ladder of ladders.values()) {
      if (ladder.rule.type === "usage") entries.push([ladder.rule, meterOf(meters, ladder, ladder.rule)]);
    }
    selections.set(version, createSelections(entries));
  }
  return {
    calendar: calendarOf(terms.contract),
    timeline: timelineOf(terms),
    metrics: new Set(terms.contract.metrics),
    selections,
    meters,
  };
}

function meterOf(meters: Map<string, Map<number, Meter>>, { version }: Ladder, rule: UsageRule): Meter {
  const ofRule = meters.get(rule.id) ?? new Map<number, Meter>();
  meters.set(rule.id, ofRule);
  const meter = ofRule.get(version) ?? {
    rule,
    version,
    aggregation: aggregationOf(rule),
    price: compilePrice(rule),
  };
  ofRule.set(version, meter);
  return meter;
}
