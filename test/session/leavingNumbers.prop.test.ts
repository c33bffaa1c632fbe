import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  type Decimal,
  decimalOf,
  formatDecimal,
  isNegative,
  subtract,
  zero,
} from "../../src/decimal/decimal.ts";
import { type Charge, createRater, draftInvoice, type Rater, type UsageRule } from "../../src/index.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";
import type { Frame } from "../arbitraries/base.ts";
import { laneRule, modestRule } from "../arbitraries/laneRules.ts";
import { millionthsText, mostQuantity } from "../arbitraries/millionths.ts";
import { january } from "../laws/plain.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";
import { give, goneOn, type Way } from "./ratedInWays.ts";

/** What each event costs: the plain price after it, less that before; nothing is said of events that are refused. */
function plainCharges(
  rule: Frame<UsageRule>,
  quantities: readonly string[],
): Pick<Charge, "quantity" | "amount">[] {
  const price = compilePrice({ ...rule, id: "rule", name: "Rule" } as UsageRule).priceOf(undefined);
  if (price.per !== "total") throw new Error("the rule has a price of totals");
  let total: Decimal = zero;
  return quantities.flatMap((quantity) => {
    const refuses = rule.negative_usage === undefined || rule.negative_usage === "reject";
    if (refuses && isNegative(decimalOf(quantity))) return [];
    const before = total;
    total = add(total, decimalOf(quantity));
    return [{ quantity, amount: formatDecimal(subtract(price.amountAt(total), price.amountAt(before))) }];
  });
}

/** A currency so fine that it can pay every flat amount. */
const finest = { currency: "UNITS", currency_digits: 18 };

const inNumbers = fc.oneof(
  millionthsText(20_000_000n),
  millionthsText(mostQuantity),
  fc.constantFrom("0", "0.999999", "0.000001", "1000000000"),
);

/** A seventh place, an event or a total that is too large, and what goes below zero. */
const leaving = fc.constantFrom(
  "0.0000001",
  "2.1234567",
  "10000000000000000",
  "1000000000.000001",
  "-3",
  "-0.5",
);

const quantitiesThatLeave = fc
  .tuple(
    fc.array(inNumbers, { maxLength: 6 }),
    fc.array(fc.oneof(inNumbers, leaving), { maxLength: 4 }),
    fc.array(inNumbers, { maxLength: 6 }),
  )
  .map((lists) => lists.flat());

const way = fc.constantFrom<Way[]>("one by one", "batch", "columns");

/** Law: wherever usage leaves the numbers, each charge is the difference of plain prices, and so are all sums of charges. */
function costsPlainPrice(rule: Frame<UsageRule>, quantities: readonly string[], how: Way, cut: number): void {
  const terms = termsOf(rule, finest);
  const events = eventsFor(rule, quantities);
  let rater: Rater = createRater(terms);
  const first = give(rater, events.slice(0, cut), how);
  if (cut % 2 === 1) rater = goneOn(rater, [terms], cut);
  const second = give(rater, events.slice(cut), how);
  const charges = [...first.charges, ...second.charges];
  const expected = plainCharges(rule, quantities);
  expect(charges.map(({ quantity, amount }) => ({ quantity, amount }))).toEqual(expected);
  const sums = expected.length === 0 ? [] : [sumOf(expected)];
  expect(rater.charges().map(({ quantity, amount }) => ({ quantity, amount }))).toEqual(sums);
  expect(rater.state().totals.map(({ quantity }) => quantity)).toEqual(sums.map(({ quantity }) => quantity));
  expect(rater.draft(january)).toEqual(draftInvoice(terms, charges, january));
}

function sumOf(charges: readonly Pick<Charge, "quantity" | "amount">[]): Pick<Charge, "quantity" | "amount"> {
  const sum = (texts: readonly string[]) => formatDecimal(texts.map(decimalOf).reduce(add, zero));
  return {
    quantity: sum(charges.map(({ quantity }) => quantity)),
    amount: sum(charges.map(({ amount }) => amount)),
  };
}

describe("usage that leaves the numbers", () => {
  it("costs what the plain price says, before, then and after", () => {
    fc.assert(
      fc.property(
        fc.oneof(modestRule, laneRule),
        quantitiesThatLeave,
        way,
        fc.nat({ max: 12 }),
        costsPlainPrice,
      ),
      runs(300),
    );
  });

  it("costs so where the total passes what a double holds", () => {
    const large = fc.array(fc.constantFrom("1000000000", "999999999.999999", "7199254.740991", "0.000001"), {
      minLength: 9,
      maxLength: 14,
    });
    const cheap = fc.constantFrom("0.000001", "0.0000000001", "0", "0.45").map((unit_amount) => {
      return { type: "usage" as const, metric: "calls", model: "per_unit" as const, unit_amount };
    });
    fc.assert(fc.property(cheap, large, way, fc.nat({ max: 14 }), costsPlainPrice), {
      ...runs(60),
      examples: [[...exactlyFull("0.45"), "batch", 0]],
    });
  });

  it("costs so where the sums of charges spill", () => {
    const price = fc
      .tuple(fc.integer({ min: 4_503_591_030, max: 4_503_591_037 }), fc.constantFrom("", "."))
      .map(([digits, point]) => (point === "" ? String(digits) : `4.${String(digits).slice(1)}`));
    const rule = price.map((unit_amount) => {
      return { type: "usage" as const, metric: "calls", model: "per_unit" as const, unit_amount };
    });
    const parts = fc.array(fc.constantFrom("0.999999", "0.999998", "1.999999", "3", "0.000001"), {
      minLength: 5,
      maxLength: 40,
    });
    fc.assert(fc.property(rule, parts, way, fc.nat({ max: 40 }), costsPlainPrice), runs(60));
  });
});

/** Nine events and a little: exactly as much as a double holds, then one millionth more, then more again. */
function exactlyFull(unit_amount: string): [Frame<UsageRule>, string[]] {
  const rule = { type: "usage", metric: "calls", model: "per_unit", unit_amount } as const;
  return [rule, [...Array.from({ length: 9 }, () => "1000000000"), "7199254.740991", "0.000001", "5"]];
}

describe("usage in the numbers", () => {
  // Law: what is plain is charged in numbers; otherwise all of this would hold, and nothing would be fast.
  it("is charged in numbers, at rules such as price lists have", () => {
    fc.assert(
      fc.property(modestRule, fc.array(millionthsText(10n ** 12n), { maxLength: 9 }), (rule, quantities) => {
        const { charges } = createRater(termsOf(rule, finest)).rateColumns(eventsFor(rule, quantities));
        expect([charges.length, charges.quantity.every((quantity) => quantity >= 0)]).toEqual([
          quantities.length,
          true,
        ]);
        expect([...charges.amount, ...charges.rest].every(Number.isSafeInteger)).toBe(true);
      }),
      runs(150),
    );
  });
});
