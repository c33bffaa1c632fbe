// Plain events under rules of every kind, and under several at once.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, decimalOf, formatDecimal, subtract, zero } from "../../src/decimal/decimal.ts";
import {
  createRater,
  expectOk,
  resolveTerms,
  type Terms,
  type UsageEvent,
  type UsageRule,
} from "../../src/index.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";
import { laneRule } from "../arbitraries/laneRules.ts";
import { millionthsText } from "../arbitraries/millionths.ts";
import { bareRule } from "../arbitraries/rules.ts";
import { plainContract } from "../laws/plain.ts";
import { runs } from "../laws.ts";
import { toText } from "../oracle/fraction.ts";
import { rateByOracle } from "../oracle/rate.ts";
import { give, type Way } from "./ratedInWays.ts";

const rules: fc.Arbitrary<UsageRule[]> = fc
  .array(fc.tuple(laneRule, fc.boolean()), { minLength: 2, maxLength: 3 })
  .map((list) =>
    list.map(([rule, counts], at) => {
      const counting = counts ? { aggregation: "count" as const } : {};
      return { ...rule, ...counting, id: `r${at}`, name: `R${at}` } as UsageRule;
    }),
  );

function termsOfRules(list: readonly UsageRule[]): Terms {
  const program = {
    object: "pricing_program",
    contract: "acme",
    version: 1,
    effective_date: null,
    rules: list,
  } as const;
  return expectOk(resolveTerms({ ...plainContract, currency: "UNITS", currency_digits: 18 }, [program]));
}

function eventOf(quantity: string, at: number): UsageEvent {
  const timestamp = new Date(Date.UTC(2026, 0, 3) + at * 7_654_321).toISOString();
  return { external_contract_id: "acme", event_id: `e${at}`, metric: "calls", quantity, timestamp };
}

/** What each rule makes of the quantities: their sum, or, where it counts, how many they are. */
function amountsOf(rule: UsageRule, quantities: readonly string[]): string[] {
  const price = compilePrice(rule).priceOf(undefined);
  if (price.per !== "total") throw new Error("the rule has a price of totals");
  let total = zero;
  return quantities.map((quantity) => {
    const before = price.amountAt(total);
    total = add(total, decimalOf(rule.aggregation === "count" ? "1" : quantity));
    return formatDecimal(subtract(price.amountAt(total), before));
  });
}

describe("an event that says no more than its quantity", () => {
  // Law: under any rule, also one that looks at more than that, verdicts and charges are those of the oracle.
  it("costs what the oracle says under any rule", () => {
    const quantity = fc.oneof(millionthsText(20_000_000n), fc.integer({ min: 0, max: 12 }).map(String));
    fc.assert(
      fc.property(bareRule, fc.array(quantity, { minLength: 1, maxLength: 8 }), (rule, quantities) => {
        const list = [{ ...rule, id: "r0", name: "R0" } as UsageRule];
        const terms = termsOfRules(list);
        const events = quantities.map(eventOf);
        const { outcomes, charges } = give(createRater(terms), events, "columns");
        const { verdicts, entries } = rateByOracle({
          contract: terms.contract,
          programs: terms.programs,
          events,
        });
        expect(outcomes.map(({ status, code }) => code ?? status)).toEqual(verdicts);
        expect(charges.map(({ event_id, amount }) => [event_id, amount])).toEqual(
          entries.map(({ event_id, charge }) => [event_id, toText(charge)]),
        );
      }),
      runs(400),
    );
  });
});

describe("an event under several rules", () => {
  // Law: each rule charges it as if it were the only one, also where one of them does not take it in numbers.
  it("costs under each of them what it costs there alone", () => {
    const quantity = fc.oneof(
      { weight: 6, arbitrary: millionthsText(20_000_000n) },
      { weight: 1, arbitrary: fc.constantFrom("0.0000001", "1000000000", "10000000000000000") },
    );
    const way = fc.constantFrom<Way[]>("one by one", "batch", "columns");
    fc.assert(
      fc.property(rules, fc.array(quantity, { maxLength: 10 }), way, (list, quantities, how) => {
        const terms = termsOfRules(list);
        const { charges } = give(createRater(terms), quantities.map(eventOf), how);
        for (const rule of list) {
          const own = charges.filter(({ rule_id }) => rule_id === rule.id);
          expect(own.map(({ event_id }) => event_id)).toEqual(quantities.map((_, at) => `e${at}`));
          expect(own.map(({ amount }) => amount)).toEqual(amountsOf(rule, quantities));
        }
      }),
      runs(250),
    );
  });
});
