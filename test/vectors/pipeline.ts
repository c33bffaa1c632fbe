// What a peer does to the lines of an invoice, as what our programs have beside their rules. Ours is always in one order: discounts
// as listed, credits, taxes.

import type { CreditGrant } from "../../src/index.ts";
import { expectOk, parseCreditGrant } from "../../src/index.ts";
import { defined, type RuleInput } from "./prices.ts";
import type { Grant, PipelineStep, Vector } from "./vector.ts";

/** Discounts and taxes of the program. */
export function aboveOf({ config }: Vector): RuleInput {
  const { discount, pipeline = [] } = config;
  const steps: readonly PipelineStep[] =
    discount === undefined ? pipeline : [{ op: "discount", type: "fixed", amount: discount }, ...pipeline];
  const discounts = steps
    .filter(({ op }) => op === "discount")
    .map(({ type, amount, rate, scope }, at) =>
      defined({ id: `discount-${at}`, ...(type === "fixed" ? { amount } : { percent: rate }), rules: scope }),
    );
  const taxes = steps.filter(({ op }) => op === "tax").flatMap(taxesOf);
  return defined({ discounts: someOf(discounts), taxes: someOf(taxes) });
}

/** A tax for each rate; where a step has rates by line, each is for its lines. */
function taxesOf({ rate, rates = {}, line_rounding }: PipelineStep, place: number): RuleInput[] {
  const lines = new Map<string, string[] | undefined>(rate === undefined ? [] : [[rate, undefined]]);
  for (const [line, own] of Object.entries(rates)) lines.set(own, [...(lines.get(own) ?? []), line]);
  return [...lines].map(([own, rules]) => {
    const id = `tax-${place}-${own}`;
    return defined({ id, name: id, rate: own, rounding: line_rounding === true ? "line" : undefined, rules });
  });
}

/** Balances that pay, in the order in which the vector has them. */
export function grantsOf({ config }: Vector): CreditGrant[] {
  const { pipeline = [], credits = [], grants = [] } = config;
  const balances = [
    ...pipeline.flatMap(({ op, balances = [] }) => (op === "credits" ? balances : [])),
    ...credits,
  ];
  const given: readonly Grant[] = [...balances.map((amount) => ({ amount })), ...grants];
  return given.map(({ amount, priority, expires_at }, at) => {
    const grant = { id: `grant-${at}`, contract: "peer", amount, priority, expiry_date: expires_at };
    return expectOk(parseCreditGrant(defined(grant)));
  });
}

const comparators = { priority: "priority", expires_at: "expiry" };

/** In which order grants are used up, if the vector says so. */
export function drawdownOf({ config: { order } }: Vector): RuleInput {
  return order === undefined ? {} : { drawdown_order: order.map((field) => comparators[field]) };
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
