// Every ladder of tiers in a rule: its own, or those of its cells.
import type { CellPrice, Rule, TieredPrice } from "../model/pricingProgram.ts";

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
