// What does not go together in a usage rule, for the oracle: in words, or nothing where the rule is sound.
import type { MatrixRule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { overlap } from "./clock.ts";
import { contentOf } from "./ladders.ts";
import { isPerEvent } from "./perEvent.ts";

type When = MatrixRule["cells"][number]["when"];

/** Every conflict of a rule whose fields, each by itself, are in order. */
export function conflictsOf(rule: UsageRule): string[] {
  const found: string[] = [];
  const check = (wrong: boolean, words: string) => {
    if (wrong) found.push(words);
  };
  checkMeasuring(rule, check);
  checkPricing(rule, check);
  checkProration(rule, check);
  if (isPerEvent(rule)) checkPerEvent(rule, check);
  if (rule.model === "matrix")
    checkCells(
      rule.cells.map(({ when }) => when),
      check,
    );
  if (rule.model === "time_of_day") {
    const { windows } = rule;
    check(
      windows.some(({ from, to }) => from === to),
      "a window of no length, or of a day",
    );
    check(
      windows.some((window, place) => windows.slice(0, place).some((other) => overlap(window, other))),
      "windows overlap",
    );
  }
  return found;
}

type Check = (wrong: boolean, words: string) => void;

function checkMeasuring(rule: UsageRule, check: Check): void {
  const { aggregation = "sum", quantity_transform, negative_usage, window, carry_over } = rule;
  const counts = aggregation === "count" || aggregation === "unique_count";
  const holds = aggregation === "latest" || aggregation === "weighted_sum";
  check(aggregation === "count" && rule.aggregate_property !== undefined, "count of a property");
  check(counts && quantity_transform?.stage === "per_event", "events are counted, not transformed");
  check(aggregation === "weighted_sum" && negative_usage === "reject", "a level may go down");
  check(aggregation === "weighted_sum" && window !== undefined, "a level in windows");
  check((aggregation === "percentile") !== (rule.percentile !== undefined), "percentile and its share");
  check(aggregation !== "weighted_sum" && rule.denominator !== undefined, "a denominator without a level");
  check(carry_over === true && !holds, "nothing that holds on");
  check(carry_over === true && window !== undefined, "windows do not hold on");
}

function checkPricing(rule: UsageRule, check: Check): void {
  const { model, included_mode, included_quantity, zero_usage } = rule;
  const hasCells = model === "matrix" || model === "time_of_day";
  const needsUnits = included_mode === "consume" || included_mode === "cliff";
  check(needsUnits && included_quantity === undefined, "a way to include no units");
  check(rule.filters?.length === 0, "no filters at all");
  check(included_mode === "consume" && model !== "tiered", "consume without tiers");
  check(zero_usage === "first_tier" && model !== "tiered", "zero usage without tiers");
  check(hasCells && included_quantity !== undefined, "included units in cells");
  check(hasCells && zero_usage !== undefined, "zero usage in cells");
}

function checkProration(rule: UsageRule, check: Check): void {
  const { proration = "none", prorated } = rule;
  check((proration === "none") !== (prorated === undefined), "proration, and what is prorated");
  if (prorated === undefined) return;
  check(prorated.length === 0, "nothing is prorated");
  check(new Set(prorated).size < prorated.length, "prorated twice");
  for (const name of prorated) {
    const there = name === "tiers" ? hasTiers(rule) : rule[name] !== undefined;
    check(!there, `${name} is prorated, and not there`);
  }
}

/** Whether the rule, or one of its cells, has tiers. */
export function hasTiers(rule: Frame<UsageRule>): boolean {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return rule.model === "tiered";
  const cells = rule.model === "matrix" ? rule.cells : rule.windows;
  return [...cells, rule.default].some((price) => typeof price === "object" && "tiers" in price);
}

function checkPerEvent(rule: UsageRule, check: Check): void {
  const { aggregation = "sum", window, quantity_transform: how, group_ladder, included_quantity } = rule;
  check(aggregation !== "sum" && aggregation !== "count", "events are priced, their aggregate is not");
  check(window !== undefined, "events are priced, windows are not");
  check(how !== undefined && how.stage !== "per_event", "events are priced, no total is transformed");
  check(group_ladder === "shared", "events are priced, no ladder is shared");
  check(included_quantity !== undefined, "events are priced, units are not included");
}

function checkCells(whens: readonly When[], check: Check): void {
  const texts = whens.map(contentOf);
  check(new Set(texts).size < texts.length, "a cell twice");
  check(
    whens.some((when) => Object.keys(when).length === 0),
    "a cell without a condition",
  );
  check(ambiguousPair(whens) !== undefined, "two cells for one event");
}

/** The first two cells of which neither decides for an event that fits both. */
export function ambiguousPair(whens: readonly When[]): readonly [number, number] | undefined {
  for (const [second, b] of whens.entries()) {
    for (const [first, a] of whens.slice(0, second).entries()) {
      if (contentOf(a) !== contentOf(b) && isUndecided(a, b, whens)) return [first, second];
    }
  }
  return undefined;
}

function isUndecided(a: When, b: When, whens: readonly When[]): boolean {
  const size = Object.keys(a).length;
  if (size !== Object.keys(b).length) return false;
  const agree = Object.entries(a).every(([dimension, value]) => (b[dimension] ?? value) === value);
  const both = { ...a, ...b };
  const decides = (when: When) =>
    Object.keys(when).length > size &&
    Object.entries(when).every(([dimension, value]) => both[dimension] === value);
  return agree && !whens.some(decides);
}
