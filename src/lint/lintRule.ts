// What stands on the rule itself: its metric, its aggregation, its adjustments.
import { add, compare, decimalOf, multiply, one, zero } from "../decimal/decimal.ts";
import type { Contract } from "../model/contract.ts";
import type { Rule, UsageRule } from "../model/pricingProgram.ts";
import type { Warning } from "../model/warning.ts";
import { mostMonths } from "./mostMonths.ts";

export function lintRule(contract: Contract, rule: Rule, path: string): Warning[] {
  const warnings = [...lintAdjustments(contract, rule, path)];
  if (rule.type !== "usage") return warnings;
  if (!contract.metrics.includes(rule.metric)) {
    const message = `the contract has no metric ${JSON.stringify(rule.metric)}: the rule will never see usage`;
    warnings.unshift({ code: "rule_metric_unknown", path: `${path}.metric`, message });
  }
  const why = needsEvents(rule);
  if (why === undefined) return warnings;
  const message = `${why}: to take an event back, its period has to be rated again from all events`;
  return [...warnings, { code: "aggregation_needs_events", path, message }];
}

function* lintAdjustments(
  contract: Contract,
  { discounts = [], minimum_amount, maximum_amount, monthly_cap }: Rule,
  path: string,
): Iterable<Warning> {
  const percents = discounts.flatMap((discount) =>
    discount.percent === undefined ? [] : [decimalOf(discount.percent)],
  );
  if (compare(percents.reduce(add, zero), one) > 0) {
    const message =
      "the percentages add up to more than 100 %; each applies to what the ones before have left";
    yield { code: "discount_above_whole", path: `${path}.discounts`, message };
  }
  const months = mostMonths(contract);
  const limits = [
    ["maximum_amount", maximum_amount, 1],
    ["monthly_cap", monthly_cap, months],
  ] as const;
  for (const [name, most, times] of limits) {
    if (minimum_amount === undefined || most === undefined) continue;
    if (compare(decimalOf(minimum_amount), multiply(decimalOf(most), decimalOf(String(times)))) <= 0)
      continue;
    const limit = times === 1 ? `${name} ${most}` : `${name} ${most} in each of ${times} months`;
    const message = `is above ${limit}, which comes after it and wins: ${minimum_amount} is never billed`;
    yield { code: "minimum_above_maximum", path: `${path}.minimum_amount`, message };
  }
}

/** Why what an event did to the amount cannot be told without the other events; undefined: it can. */
function needsEvents(rule: UsageRule): string | undefined {
  const { aggregation = "sum" } = rule;
  if (rule.window !== undefined) return "windows are aggregated each on its own";
  if (aggregation === "max" || aggregation === "min" || aggregation === "latest")
    return `${aggregation} keeps one event of all`;
  if (rule.denominator === "elapsed") return "the elapsed time begins with the first event";
  const hasFreePart = rule.model === "percentage" && (rule.free_events ?? rule.free_amount) !== undefined;
  return hasFreePart ? "which events are free goes by what came before them" : undefined;
}
