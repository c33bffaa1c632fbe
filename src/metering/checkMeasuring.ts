// Measuring that comes from a caller's own code, not through a parser: what could not be counted with is refused.
import { isTimezone } from "../calendar/zone.ts";
import { checkDecimal } from "../decimal/checkDecimal.ts";
import { compare, isNegative, isZero, one } from "../decimal/decimal.ts";
import { BillingError } from "../model/errors.ts";
import type { IssueCode } from "../model/issueCode.ts";
import { type AggregationKind, aggregationKinds, type Measuring } from "../model/measuring.ts";

/** Throws a BillingError unless an aggregation can be made of it. */
export function checkMeasuring(measuring: Measuring, timezone: string): void {
  if (typeof measuring !== "object" || measuring === null)
    refuse("field_type", "measuring", "must be the fields of a rule that say how events become a quantity");
  const { aggregation = "sum", percentile, denominator = "period", window } = measuring;
  if (!(aggregationKinds as readonly string[]).includes(aggregation))
    refuse("value_invalid", "aggregation", `must be one of ${aggregationKinds.join(", ")}`);
  checkShare(aggregation, percentile);
  if (denominator !== "period" && denominator !== "elapsed")
    refuse("value_invalid", "denominator", "must be period or elapsed");
  if (window !== undefined) checkWindow(aggregation, window);
  if (typeof timezone !== "string" || !isTimezone(timezone))
    refuse("timezone_invalid", "timezone", "must be the IANA name of a zone");
}

function checkShare(aggregation: AggregationKind, percentile: string | undefined): void {
  if (aggregation !== "percentile") return;
  // A number is no text, though a parser would have made text of it.
  const share = checkDecimal(typeof percentile === "string" ? percentile : "");
  if (!share.ok) {
    refuse("rule_field_missing", "percentile", 'is required beside aggregation percentile: "0.95"');
  } else if (isNegative(share.value) || isZero(share.value) || compare(share.value, one) > 0) {
    refuse("rate_out_of_range", "percentile", "must be a fraction above 0, at most 1");
  }
}

function checkWindow(
  aggregation: AggregationKind,
  { size, combine }: NonNullable<Measuring["window"]>,
): void {
  if (size !== "hour" && size !== "day") refuse("value_invalid", "window.size", "must be hour or day");
  if (combine !== "sum" && combine !== "max") refuse("value_invalid", "window.combine", "must be sum or max");
  if (aggregation === "weighted_sum")
    refuse("rule_field_conflict", "window", "must not stand beside aggregation weighted_sum");
}

function refuse(code: IssueCode, path: string, message: string): never {
  throw new BillingError([{ code, path, message }]);
}
