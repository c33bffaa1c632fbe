// A rule becomes a price: the model, then the steps that every model shares, in their fixed order. Adding a model is
// a file, a line in a switch here, and its fields in model and intake.

import { decimalOf } from "../decimal/decimal.ts";
import { negativePolicy } from "../metering/measureEvent.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Cell } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import { frozenCopy, isSettled } from "../model/frozenCopy.ts";
import { keepAtMost } from "../model/keepAtMost.ts";
import type { PercentageRule, UsageRule } from "../model/pricingProgram.ts";
import { perEventFields } from "../model/ruleModel.ts";
import { bps } from "./bps.ts";
import { type Cells, labelled } from "./cells.ts";
import { dynamic } from "./dynamic.ts";
import { matrix } from "./matrix.ts";
import { packaged } from "./packaged.ts";
import { perEventPercentage } from "./perEventPercentage.ts";
import { perUnit } from "./perUnit.ts";
import type { Price, TotalPrice } from "./price.ts";
import { tiered } from "./tiered.ts";
import { timeOfDay } from "./timeOfDay.ts";
import { withIncluded } from "./withIncluded.ts";
import { withClamp, withCredit } from "./withNegativeUsage.ts";
import { withTransform } from "./withTransform.ts";

/** A rule, ready to price. */
export interface CompiledRule {
  /** Where the price depends on more than the rule: what it depends on. */
  readonly cells: Cells | undefined;
  /** Whether usage of the rule can be in that cell, or in none. */
  hasCell(cell: Cell | undefined): boolean;
  /** The price; of a rule with cells, that of one of them. */
  priceOf(cell: Cell | undefined): Price;
}

const rules: WeakMap<UsageRule, CompiledRule> = new WeakMap();
/** Contracts are many, and most of their price lists are one: what costs the same is compiled once, and stays close at hand. */
const contents: Map<string, CompiledRule> = new Map();
const mostContents = 1024;

/** A checked rule's price; compiled once for the same content, whatever the rule is called. Remembered for rules that cannot change. */
export function compilePrice(rule: UsageRule): CompiledRule {
  const known = rules.get(rule);
  if (known !== undefined) return known;
  const content = canonicalJson({ ...rule, id: "", name: "" });
  const compiled =
    contents.get(content) ?? keepAtMost(mostContents, contents, content, compile(frozenCopy(rule)));
  if (isSettled(rule)) rules.set(rule, compiled);
  return compiled;
}

function compile(rule: UsageRule): CompiledRule {
  const cells = compileCells(rule);
  if (cells === undefined) {
    const price = compileEvents(rule) ?? withShared(rule, (given) => compileModel(rule, given));
    return { cells, hasCell: (cell) => cell === undefined, priceOf: () => price };
  }
  const known = new Map<string, Price>();
  return {
    cells,
    hasCell: (cell) => cell !== undefined && cells.knows(cell),
    priceOf(cell) {
      if (cell === undefined) throw new InvariantError(`a charge of a ${rule.model} price has lost its cell`);
      const key = canonicalJson(cell);
      const price =
        known.get(key) ??
        labelled(
          withShared(rule, () => cells.priceOf(cell)),
          // The caller's own may change, and the price is known to other contracts.
          cell === "default" ? cell : frozenCopy(cell),
        );
      known.set(key, price);
      return price;
    },
  };
}

function compileCells(rule: UsageRule): Cells | undefined {
  if (rule.model === "matrix") return matrix(rule);
  return rule.model === "time_of_day" ? timeOfDay(rule) : undefined;
}

/** Models that price each event on its own. */
function compileEvents(rule: UsageRule): Price | undefined {
  if (rule.model === "bps") return bps(rule);
  if (rule.model === "dynamic") return dynamic(rule);
  return rule.model === "percentage" && looksAtEvents(rule) ? perEventPercentage(rule) : undefined;
}

/** A total below zero is dealt with first, then it is transformed, then what is included is taken off. */
function withShared(rule: UsageRule, model: (given: boolean) => TotalPrice): TotalPrice {
  const { quantity_transform: settings, included_mode = "shift" } = rule;
  const included = decimalOf(rule.included_quantity ?? "0");
  const complete = (inner: TotalPrice): TotalPrice => {
    const billed = included_mode === "consume" ? inner : withIncluded(inner, included, included_mode);
    return settings === undefined || settings.stage === "per_event"
      ? billed
      : withTransform(billed, settings);
  };
  const price = complete(model(false));
  const policy = negativePolicy(rule);
  if (policy === "credit") return withCredit(price, complete(model(true)));
  // What is carried over may be below zero from a time when the rule gave credit for that.
  return policy === "clamp" || rule.carry_over === true ? withClamp(price) : price;
}

/** `given`: what is given back for usage below zero. What is due without usage is no price of usage, so it stays out. */
function compileModel(rule: UsageRule, given: boolean): TotalPrice {
  switch (rule.model) {
    case "per_unit":
      return perUnit(decimalOf(rule.unit_amount), "unit");
    case "percentage":
      return perUnit(decimalOf(rule.rate), "rate");
    case "package":
      return packaged(rule);
    case "tiered":
      return tiered(rule, {
        flatAtZero: rule.zero_usage === "first_tier" && !given,
        consumed: decimalOf((rule.included_mode === "consume" && rule.included_quantity) || "0"),
      });
    default:
      throw new InvariantError(`model ${rule.model} has no price of a total`);
  }
}

function looksAtEvents(rule: PercentageRule): boolean {
  return perEventFields.some((field) => rule[field] !== undefined);
}
