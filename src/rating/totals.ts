// Totals as documents: told apart, copied, merged.
import { add, formatDecimal } from "../decimal/decimal.ts";
import { readState } from "../metering/readState.ts";
import type { LadderTotal } from "../model/charge.ts";
import { compareText } from "../model/compareText.ts";
import { copyOf } from "../model/copyOf.ts";
import { invalidState } from "../model/invalidState.ts";
import type { Meter } from "./compileTerms.ts";

type TotalPlace = Pick<LadderTotal, "rule_id" | "version" | "period_start" | "part">;

/** What tells one total from another: its ladder, its period and its part. */
export function totalKey({ rule_id, version, period_start, part = "" }: TotalPlace): string {
  // No two can run together: only a rule's id and a part may hold spaces, and the id's length is told.
  return `${version} ${period_start} ${rule_id.length} ${rule_id} ${part}`;
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

/** By period, rule, version and part, as texts. */
export function sortTotals(totals: readonly LadderTotal[]): LadderTotal[] {
  const keyed = totals.map((total) => {
    const { rule_id, version, period_start, part = "" } = total;
    return { key: JSON.stringify([period_start, rule_id, version, part]), total };
  });
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ total }) => total);
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
