// Fields of a rule that do not go together, though each is right on its own.
import { compare, decimalOf } from "../decimal/decimal.ts";
import type { MatrixCell } from "../model/pricingProgram.ts";
import { perEventFields } from "../model/ruleModel.ts";
import { checkProration } from "./checkProration.ts";
import { add, below, type Findings } from "./findings.ts";
import { checkCells } from "./readCells.ts";

/** A rule whose fields have been read; one that could not be read is missing. */
type Fields = { readonly [field: string]: unknown };

/** What a combination asks for: the field that is wrong, and what would be right. */
type Conflict = readonly [field: string, message: string];

export function checkUsageRule(rule: Fields, findings: Findings): void {
  const conflicts = [
    ...measuringConflicts(rule),
    ...stepConflicts(rule),
    ...eventConflicts(rule),
    ...checkProration(rule),
  ];
  for (const [field, message] of conflicts) add(below(findings, field), "rule_field_conflict", message);
  if (rule.aggregation === "percentile" && !Object.hasOwn(rule, "percentile")) {
    add(
      below(findings, "percentile"),
      "rule_field_missing",
      'is required beside aggregation percentile: "0.95"',
    );
  }
  if (rule.model === "matrix" && Array.isArray(rule.dimensions) && Array.isArray(rule.cells)) {
    checkCells(
      rule.dimensions as string[],
      rule.cells as (MatrixCell | undefined)[],
      below(findings, "cells"),
    );
  }
}

/** Aggregation, and what refines it. */
function* measuringConflicts(rule: Fields): Iterable<Conflict> {
  const { aggregation } = rule;
  const carries = aggregation === "latest" || aggregation === "weighted_sum";
  if (aggregation === "count" && rule.aggregate_property !== undefined)
    yield ["aggregate_property", "must not stand beside aggregation count, which looks at no value"];
  if (rule.percentile !== undefined && aggregation !== "percentile")
    yield ["percentile", "belongs to aggregation percentile"];
  if (rule.denominator !== undefined && aggregation !== "weighted_sum")
    yield ["denominator", "belongs to aggregation weighted_sum"];
  if (rule.carry_over === true && !carries)
    yield ["carry_over", "belongs to aggregation latest or weighted_sum: others begin each period anew"];
  if (rule.window !== undefined && (aggregation === "weighted_sum" || rule.carry_over === true))
    yield [
      "window",
      "must not stand beside aggregation weighted_sum or carry_over, which go on from window to window",
    ];
  if (rule.negative_usage === "reject" && aggregation === "weighted_sum")
    yield [
      "negative_usage",
      "must be clamp or credit beside aggregation weighted_sum, whose level may go down",
    ];
}

/** The steps between the aggregate and the price. */
function* stepConflicts(rule: Fields): Iterable<Conflict> {
  const { model, aggregation } = rule;
  const hasCells = model === "matrix" || model === "time_of_day";
  if (rule.zero_usage === "first_tier" && model !== "tiered")
    yield ["zero_usage", "must be none on a rule without tiers"];
  if (rule.included_mode === "consume" && model !== "tiered")
    yield ["included_mode", "must be shift or cliff on a rule without tiers"];
  if (
    rule.included_mode !== undefined &&
    rule.included_mode !== "shift" &&
    !Object.hasOwn(rule, "included_quantity")
  )
    yield ["included_mode", "says how included_quantity is taken off: give that too"];
  if (rule.included_quantity !== undefined && hasCells)
    yield [
      "included_quantity",
      "must not stand beside cells, which count on their own: give a cell a free first tier",
    ];
  if (rule.group_ladder === "shared" && rule.group_by === undefined)
    yield ["group_ladder", "must be per_group on a rule without group_by"];
  if (stageOf(rule) === "per_event" && (aggregation === "count" || aggregation === "unique_count"))
    yield [
      "quantity_transform",
      `must have stage total beside aggregation ${aggregation}, which adds up no values`,
    ];
}

/** Models that price each event on its own have no total to do anything with. */
function* eventConflicts(rule: Fields): Iterable<Conflict> {
  const { model, aggregation = "sum" } = rule;
  const looksAtEvents = model === "percentage" && perEventFields.some((key) => rule[key] !== undefined);
  if (!looksAtEvents && model !== "bps" && model !== "dynamic") return;
  const which = looksAtEvents ? `${perEventFields.join(", ")}, which price` : `model ${model}, which prices`;
  if (aggregation !== "sum" && aggregation !== "count")
    yield ["aggregation", `must be sum or count beside ${which} each event on its own`];
  if (rule.window !== undefined) yield ["window", `must not stand beside ${which} each event on its own`];
  if (rule.included_quantity !== undefined)
    yield [
      "included_quantity",
      `must not stand beside ${which} each event on its own: a percentage has free_amount`,
    ];
  if (rule.group_ladder === "shared")
    yield ["group_ladder", `must be per_group beside ${which} each event on its own`];
  if (stageOf(rule) === "total")
    yield ["quantity_transform", `must have stage per_event beside ${which} each event on its own`];
}

function stageOf({ quantity_transform }: Fields): "per_event" | "total" | undefined {
  if (quantity_transform === undefined) return undefined;
  return (quantity_transform as { readonly stage?: "per_event" | "total" }).stage ?? "total";
}

/** Fees: what goes with which kind of them. */
export function checkFee(rule: Fields, findings: Findings): void {
  const { proration = "none", frequency } = rule;
  const at = below(findings, "proration");
  if (rule.type === "one_time" && proration !== "none")
    add(at, "rule_field_conflict", "must be none on a one-time fee, which has no period");
  if (proration === "fixed_30" && (frequency === "daily" || frequency === "weekly"))
    add(
      at,
      "rule_field_conflict",
      `must be day, second or none beside frequency ${frequency}, which has no months`,
    );
}

/** What every rule can have: when it is in effect, and the limits of what it bills. */
export function checkLimits(rule: Fields, findings: Findings): void {
  const { effective_from: from, effective_to: to } = rule;
  if (typeof from === "string" && typeof to === "string" && to <= from) {
    add(below(findings, "effective_to"), "date_invalid", `must be after effective_from ${from}, got ${to}`);
  }
  checkOrder(rule, "minimum_amount", "maximum_amount", findings);
  checkOrder(rule, "per_event_minimum", "per_event_maximum", findings);
}

function checkOrder(rule: Fields, low: string, high: string, findings: Findings): void {
  const [least, most] = [rule[low], rule[high]];
  if (typeof least !== "string" || typeof most !== "string") return;
  if (compare(decimalOf(least), decimalOf(most)) <= 0) return;
  add(below(findings, low), "minimum_above_maximum", `must not be above ${high} ${most}, got ${least}`);
}
