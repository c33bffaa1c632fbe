// Totals as documents: told apart, copied, merged.
import { add, formatDecimal } from "../decimal/decimal.ts";
import { readState } from "../metering/readState.ts";
import type { LadderTotal } from "../model/charge.ts";
import { copyOf } from "../model/copyOf.ts";
import { invalidState } from "../model/invalidState.ts";
import type { Meter } from "./compileTerms.ts";

/** What tells one total from another: its ladder, its period and its part. */
export function totalKey(total: Pick<LadderTotal, "rule_id" | "version" | "period_start" | "part">): string {
  return JSON.stringify([total.rule_id, total.version, total.period_start, total.part ?? ""]);
}

/** A total that shares nothing with the one that it is made from. */
export function copyTotal(total: LadderTotal): LadderTotal {
  const { rule_id, version, period_start, part, quantity, measure, per_event } = total;
  return {
    rule_id,
    version,
    period_start,
    ...(part === undefined ? {} : { part }),
    quantity,
    ...(measure === undefined ? {} : { measure: copyOf(measure) }),
    ...(per_event === undefined ? {} : { per_event: copyOf(per_event) }),
  };
}

/** By period, rule, version and part. */
export function sortTotals(totals: readonly LadderTotal[]): LadderTotal[] {
  const keyed = totals.map((total) => ({ key: `${total.period_start} ${totalKey(total)}`, total }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ total }) => total);
}

/** Adds what two workers counted of the same part, each from zero. */
export function mergeTotals(meter: Meter, a: LadderTotal, b: LadderTotal): LadderTotal {
  if (!meter.additive) {
    if (a.measure === undefined || b.measure === undefined)
      throw invalidState("measure is missing where the aggregation needs it");
    const merged = meter.accumulate();
    merged.merge(a.measure);
    merged.merge(b.measure);
    return {
      ...a,
      quantity: formatDecimal(merged.value(meter.spanOf(a.period_start))),
      measure: merged.state(),
    };
  }
  const quantity = formatDecimal(add(readState.decimal(a.quantity), readState.decimal(b.quantity)));
  if (a.per_event === undefined || b.per_event === undefined) return { ...a, quantity };
  const amount = formatDecimal(
    add(readState.decimal(a.per_event.amount), readState.decimal(b.per_event.amount)),
  );
  return { ...a, quantity, per_event: { ...a.per_event, amount } };
}
