// Which rules have a price that depends on the quantity alone, and that price.
import { type Decimal, decimalOf } from "../decimal/decimal.ts";
import type { Cell } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { PricingProgram, UsageRule } from "../model/pricingProgram.ts";
import type { Issue } from "../model/result.ts";
import { compilePrice } from "../pricing/compilePrice.ts";
import { checkParsedProgram } from "../rating/checkParsed.ts";
import type { AmountAt } from "./priceLines.ts";

export interface PricedByTotal {
  readonly amountAt: AmountAt;
  /** The rule whose quantities `amountAt` is asked for. */
  readonly rule: UsageRule;
  /** What the bill divides quantities by before it asks, to 18 places; left out where it does not. */
  readonly divisor?: Decimal;
}

/** Why a rule has no price of a quantity; no issues: it has. */
export function checkPriced(rule: UsageRule, cell: Cell | undefined): Issue[] {
  const unparsed = checkParsed(rule);
  if (unparsed.length > 0) return unparsed;
  // A caller without types may give any rule of a program.
  const type: string = rule.type;
  if (type !== "usage")
    return [issue("rule_type_invalid", "rule.type", "must price usage: a fee has no quantity")];
  const compiled = compilePrice(rule);
  if (compiled.cells !== undefined && cell === undefined)
    return [issue("field_missing", "cell", `is required: a ${rule.model} price depends on the cell too`)];
  if (!compiled.hasCell(cell))
    return [issue("cell_unmatched", "cell", "must be one that the rule has a price for")];
  if (compiled.priceOf(cell).per === "total" || isLinear(rule)) return [];
  return [issue("rule_model_invalid", "rule.model", reasonOf(rule))];
}

/** The price of a rule that has one. */
export function pricedByTotal(rule: UsageRule, cell: Cell | undefined): PricedByTotal {
  const { quantity_transform: settings, ...rest } = rule;
  if (settings === undefined || settings.stage === "per_event" || settings.round !== undefined)
    return { rule, amountAt: amountOf(rule, cell) };
  // Only the one field is missing.
  const inner = rest as UsageRule;
  const divisor = decimalOf(settings.divide_by ?? "1");
  return { rule: inner, amountAt: amountOf(inner, cell), divisor };
}

function amountOf(rule: UsageRule, cell: Cell | undefined): AmountAt {
  const price = compilePrice(rule).priceOf(cell);
  if (price.per === "total") return price.amountAt;
  if (!isLinear(rule)) throw new InvariantError(`rule ${rule.id} has no price of a total`);
  // Its events add up to what one event of their sum comes to.
  return (quantity) => price.next(price.start, quantity).amount;
}

function isLinear(rule: UsageRule): boolean {
  return rule.model === "bps" && rule.per_event_maximum === undefined;
}

function reasonOf({ model }: UsageRule): string {
  return model === "dynamic"
    ? "must not be dynamic: the price comes with each event"
    : "must not have terms per event: what events come to depends on how many they are, not on their sum alone";
}

function checkParsed(rule: UsageRule): Issue[] {
  const program: PricingProgram = {
    object: "pricing_program",
    contract: "",
    version: 1,
    effective_date: null,
    rules: [rule],
  };
  return checkParsedProgram(program, "").map((one) => ({
    ...one,
    path: one.path.replace(".rules[0]", "rule"),
  }));
}

function issue(code: Issue["code"], path: string, message: string): Issue {
  return { code, path, message };
}
