// What rating needs of terms, looked up once: the calendar, the versions' reigns, and for each reign the rules of
// each metric with their compiled prices.
import { type BillingCalendar, type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { type Reign, timelineOf } from "../calendar/timeline.ts";
import type { Accumulator, Span } from "../metering/accumulator.ts";
import { accumulatorsOf, isAdditive } from "../metering/accumulatorsOf.ts";
import { createSelections, type Selection } from "../metering/selectRules.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { Terms } from "../model/terms.ts";
import { type CompiledRule, compilePrice } from "../pricing/compilePrice.ts";
import { ladderSpan } from "../pricing/ladderSpan.ts";
import { type Ladder, ladderIn, laddersOf } from "../pricing/ladders.ts";
import { ruleIn } from "../pricing/ruleIn.ts";

/** A ladder of a usage rule, ready to count. */
export interface Meter {
  readonly rule: UsageRule;
  readonly version: number;
  /** Quantities can be added up as they are; otherwise it takes an accumulator. */
  readonly additive: boolean;
  accumulate(): Accumulator;
  /** For cells, which are the same in every period. */
  readonly compiled: CompiledRule;
  /** Its prices in the period that begins on that day. */
  compiledIn(periodStart: string): CompiledRule;
  /** The part of the period that begins on that day in which the ladder holds. */
  spanOf(periodStart: string): Span;
}

export interface CompiledTerms {
  readonly calendar: BillingCalendar;
  readonly timeline: readonly Reign[];
  readonly metrics: ReadonlySet<string>;
  /** By reign, then metric. */
  readonly selections: ReadonlyMap<Reign, ReadonlyMap<string, Selection<Meter>>>;
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
  const calendar = calendarOf(terms.contract);
  const timeline = timelineOf(terms);
  const meters = new Map<string, Map<number, Meter>>();
  for (const ofVersion of laddersOf(terms.programs).values()) {
    for (const ladder of ofVersion.values()) {
      const { rule } = ladder;
      if (rule.type !== "usage") continue;
      const ofRule = meters.get(rule.id) ?? new Map<number, Meter>();
      meters.set(rule.id, ofRule);
      ofRule.set(ladder.version, ofRule.get(ladder.version) ?? createMeter(terms, ladder, rule));
    }
  }
  const selections = new Map(
    timeline.map((reign) => {
      const entries = reign.program.rules.flatMap((rule): [UsageRule, Meter][] => {
        const ladder = ladderIn(terms.programs, reign, rule.id);
        const meter = ladder && meters.get(rule.id)?.get(ladder.version);
        return rule.type !== "usage" || meter === undefined ? [] : [[rule, meter]];
      });
      return [reign, createSelections(entries)] as const;
    }),
  );
  return { calendar, timeline, metrics: new Set(terms.contract.metrics), selections, meters };
}

function createMeter(terms: Terms, ladder: Ladder, rule: UsageRule): Meter {
  const spans = new Map<string, Span>();
  const periodOf = (start: string): CalendarPeriod | undefined =>
    calendarOf(terms.contract).periodOn(dayIn(start));
  return {
    rule,
    version: ladder.version,
    additive: isAdditive(rule),
    accumulate: accumulatorsOf(rule, terms.contract.timezone),
    compiled: compilePrice(rule),
    compiledIn(periodStart) {
      if (rule.prorated === undefined) return compilePrice(rule);
      // Only periods of the contract have books.
      return compilePrice(ruleIn(terms, ladder, rule, periodOf(periodStart) as CalendarPeriod));
    },
    spanOf(periodStart) {
      const span = spans.get(periodStart) ?? ladderSpan(terms, ladder, periodOf(periodStart));
      spans.set(periodStart, span);
      return span;
    },
  };
}
