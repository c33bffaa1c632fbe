// A ladder of tiers: bounds that ascend, the last one open, a price on each.
import { compare, type Decimal, decimalOf, isNegative, isZero } from "../decimal/decimal.ts";
import type { Tier } from "../model/pricingProgram.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import {
  readAmount,
  readArray,
  readDecimal,
  readObject,
  readPositive,
  readRate,
  refuseUnknown,
} from "./readField.ts";

const known: ReadonlySet<string> = new Set([
  "up_to",
  "unit_amount",
  "flat_amount",
  "rate",
  "package_size",
  "maximum_amount",
]);
const mostTiers = 1000;

export function readTiers(value: unknown, findings: Findings): Tier[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0) return add(findings, "tiers_empty", "must have at least one tier");
  if (items.length > mostTiers) {
    return add(findings, "tiers_too_many", `must have at most ${mostTiers} tiers, has ${items.length}`);
  }
  // A tier with an issue keeps its bound, so that the order of all is looked at; its program is not used.
  const tiers: Partial<Tier>[] = [];
  for (const [index, item] of items.entries()) {
    const tier = readTier(item, below(findings, index));
    if (tier?.up_to !== undefined) {
      checkBound(tier.up_to, tiers.at(-1)?.up_to, index === items.length - 1, below(findings, index));
    }
    if (tier !== undefined) tiers.push(tier);
  }
  return tiers as Tier[];
}

function readTier(value: unknown, findings: Findings): Partial<Tier> | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, known, findings);
  if (!fields.has("up_to"))
    add(below(findings, "up_to"), "field_missing", "is required; null for the last tier");
  const upTo = fields.get("up_to") ?? null;
  const tier: Record<string, string | null | undefined> = {
    up_to: upTo === null ? null : readBound(upTo, below(findings, "up_to")),
  };
  for (const [key, read] of [
    ["unit_amount", readAmount],
    ["flat_amount", readAmount],
    ["rate", readRate],
    ["package_size", readPositive],
    ["maximum_amount", readAmount],
  ] as const) {
    if (fields.has(key)) tier[key] = read(fields.get(key), below(findings, key));
  }
  checkPrice(fields, findings);
  return tier as Partial<Tier>;
}

function readBound(value: unknown, findings: Findings): string | undefined {
  const bound = readDecimal(value, findings);
  if (bound === undefined) return undefined;
  if (isNegative(bound) || isZero(bound)) {
    return add(findings, "tier_up_to_not_positive", `must be above zero, got ${show(value)}`);
  }
  return readAmount(value, findings);
}

function checkPrice(fields: Map<string, unknown>, findings: Findings): void {
  if (fields.has("unit_amount") && fields.has("rate")) {
    add(
      below(findings, "rate"),
      "rule_field_conflict",
      "must not stand beside unit_amount: both price a unit",
    );
  }
  if (fields.has("package_size") && !fields.has("unit_amount")) {
    add(
      below(findings, "package_size"),
      "rule_field_conflict",
      "must stand beside unit_amount, the price of a package",
    );
  }
  if (fields.has("unit_amount") || fields.has("rate") || fields.has("flat_amount")) return;
  add(findings, "tier_price_missing", 'must have unit_amount, rate or flat_amount; a free tier says "0"');
}

function checkBound(
  bound: string | null,
  before: string | null | undefined,
  last: boolean,
  findings: Findings,
): void {
  const at = below(findings, "up_to");
  if (bound === null) {
    if (!last) add(at, "tier_unbounded_not_last", "must be null on the last tier only");
    return;
  }
  if (typeof before === "string" && !ascends(before, decimalOf(bound))) {
    add(at, "tiers_not_ascending", `must be above the tier before it (${before}), got ${bound}`);
  }
  // A ladder with an open tier in the middle has been told so already.
  if (last && before !== null) {
    add(at, "tier_last_must_be_unbounded", `must be null on the last tier, got ${bound}`);
  }
}

function ascends(before: string, bound: Decimal): boolean {
  return compare(decimalOf(before), bound) < 0;
}
