// Every ladder of tiers in a rule: its own, or those of its cells.
import type { CellPrice, Rule, Tier, TieredPrice, UsageRule } from "../model/pricingProgram.ts";

export interface PlacedTiers {
  /** Where the ladder stands in the rule: "" or a path that ends in a dot. */
  readonly path: string;
  readonly price: TieredPrice;
}

export function tiersIn(rule: Rule): PlacedTiers[] {
  if (rule.model === "tiered") return [{ path: "", price: rule }];
  return pricesIn(rule).flatMap(({ path, price }) =>
    typeof price === "object" && "tiers" in price ? [{ path, price }] : [],
  );
}

function pricesIn(rule: Rule): { readonly path: string; readonly price: CellPrice | "free" | "error" }[] {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return [];
  const [name, cells] = rule.model === "matrix" ? ["cells", rule.cells] : ["windows", rule.windows];
  const placed = cells.map((price, at) => ({ path: `${name}[${at}].`, price }));
  return [...placed, { path: "default.", price: rule.default }];
}

/** The rule with each of its ladders of tiers changed. */
export function withTiers(rule: UsageRule, change: (tiers: readonly Tier[]) => Tier[]): UsageRule {
  const changed = <P extends CellPrice>(price: P): P =>
    "tiers" in price ? { ...price, tiers: change(price.tiers) } : price;
  const otherwise = (price: CellPrice | "free" | "error"): CellPrice | "free" | "error" =>
    typeof price === "string" ? price : changed(price);
  switch (rule.model) {
    case "tiered":
      return changed(rule);
    case "matrix":
      return { ...rule, cells: rule.cells.map(changed), default: otherwise(rule.default) };
    case "time_of_day":
      return { ...rule, windows: rule.windows.map(changed), default: otherwise(rule.default) };
    default:
      return rule;
  }
}
