// What stands above the lines, as laws. In words:
// - Shares add up to what is shared out, have its sign, are each within one minor unit of their exact part, and of equal weights the
//   first gets at least as much.
// - A discount takes what it says of what those before it have left of the lines in its scope that are above zero, and of none of them
//   more than there is.
// - After the true-up a period comes to at least its commitment; there is one only where something is missing, and then it is just that.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../src/decimal/decimal.ts";
import { shareAmount } from "../../src/invoicing/shareAmount.ts";
import type { InvoiceDiscount } from "../../src/model/discount.ts";
import { openBooks } from "../invoicing/books.ts";
import { runs } from "../laws.ts";
import {
  compare,
  divide,
  type Fraction,
  fraction,
  isNegative,
  isZero,
  larger,
  multiply,
  negate,
  round,
  smaller,
  subtract,
  sum,
  toText,
  zero,
} from "../oracle/fraction.ts";
import {
  abc,
  amountOf,
  dayOf,
  digitsOf,
  discountsOf,
  money,
  netOf,
  quantities,
  scope,
  useAbc,
} from "./abcBooks.ts";

const discount: fc.Arbitrary<object> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom("0", "0.1", "0.333", "0.5", "1").map((percent) => ({ percent })),
      amount(),
    ),
    scope,
  )
  .map(([taken, only]) => ({ ...taken, ...only }));

function amount(): fc.Arbitrary<{ amount: string }> {
  return fc.constantFrom("0", "1", "3", "7", "20", "1000").map((text) => ({ amount: text }));
}

describe("shares of an amount", () => {
  const units = fc.integer({ min: -5000, max: 5000 });
  const weights = fc.array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 1, 1, 7)), {
    minLength: 1,
    maxLength: 9,
  });

  it("L35: add up, have its sign, are within one unit of what is exact, and favour the first of equals", () => {
    fc.assert(
      fc.property(units, weights, fc.constantFrom(0, 2, 3), (count, weighed, digits) => {
        fc.pre(weighed.some((weight) => weight > 0));
        const unitOf = divide(fraction(1), fraction(10 ** digits));
        const shared = multiply(fraction(count), unitOf);
        const texts = shareAmount(
          decimalOf(toText(shared)),
          weighed.map((weight) => decimalOf(String(weight))),
          digits,
        ).map(formatDecimal);
        const parts = texts.map((text) => fraction(text));
        expect(toText(sum(parts))).toBe(toText(shared));
        const whole = sum(weighed.map((weight) => fraction(weight)));
        for (const [at, part] of parts.entries()) {
          const weight = weighed[at] ?? 0;
          const exact = divide(multiply(shared, fraction(weight)), whole);
          const distance = subtract(part, exact);
          expect(compare(larger(distance, negate(distance)), unitOf)).toBe(-1);
          expect(isZero(part) || isNegative(part) === isNegative(shared)).toBe(true);
          if (weight === 0) expect(toText(part)).toBe("0");
          const next = weighed.indexOf(weight, at + 1);
          if (next < 0) continue;
          const ahead = subtract(part, parts[next] ?? zero);
          expect(["0", toText(isNegative(shared) ? negate(unitOf) : unitOf)]).toContain(toText(ahead));
        }
      }),
      runs(500),
    );
  });

  it("are never more than what each is weighed by, where no more is shared out than all are", () => {
    fc.assert(
      fc.property(weights, fc.nat(), (weighed, pick) => {
        const whole = weighed.reduce((all, weight) => all + weight, 0);
        const parts = shareAmount(
          decimalOf(String(pick % (whole + 1))),
          weighed.map((weight) => decimalOf(String(weight))),
          0,
        ).map((part) => Number(formatDecimal(part)));
        expect(parts.every((part, at) => part >= 0 && part <= (weighed[at] ?? 0))).toBe(true);
      }),
      runs(300),
    );
  });
});

describe("discounts of an invoice", () => {
  /** What a discount takes of what is left, by the words above. */
  function takenOf(
    { amount: text, percent }: InvoiceDiscount,
    left: Fraction,
    digits: number,
    mode: string,
  ): Fraction {
    if (percent === undefined) return smaller(left, fraction(text));
    return round(multiply(left, fraction(percent)), digits, mode as "up");
  }

  it("take what they say, in their order, and of no line more than there is", () => {
    fc.assert(
      fc.property(money, quantities, fc.array(discount, { maxLength: 4 }), (contract, used, taken) => {
        const discounts = taken.map((one, at) => ({ id: `d${at}`, ...one })) as InvoiceDiscount[];
        const books = openBooks([[null, abc, { discounts }]], contract);
        useAbc(books, used);
        const { line_items, subtotal, discount_total = "0", total } = books.alone(dayOf(0));
        const left = new Map(line_items.map((line) => [line, larger(zero, amountOf(line))]));
        for (const one of discounts) {
          const lines = line_items.filter(({ rule_id }) => one.rules?.includes(rule_id ?? "") ?? true);
          const there = sum(lines.map((line) => left.get(line) ?? zero));
          const parts = line_items.map(({ discounts: own = [] }) =>
            own.find(({ discount: id }) => id === one.id),
          );
          const own = sum(parts.map((part) => fraction(part?.amount ?? "0")));
          expect(toText(own)).toBe(
            toText(takenOf(one, there, digitsOf[contract.currency] ?? 2, contract.rounding)),
          );
          for (const [at, line] of line_items.entries()) {
            const part = fraction(parts[at]?.amount ?? "0");
            expect(isNegative(part)).toBe(false);
            if (!lines.includes(line)) expect(toText(part)).toBe("0");
            left.set(line, subtract(left.get(line) ?? zero, part));
          }
          for (const rest of left.values()) expect(isNegative(rest)).toBe(false);
        }
        expect(discount_total).toBe(toText(sum(line_items.map(discountsOf))));
        expect(total).toBe(toText(subtract(fraction(subtotal), fraction(discount_total))));
      }),
      runs(200),
    );
  });
});

describe("a minimum commitment", () => {
  it("is reached, and no more than reached by what is added", () => {
    const commitment = fc.constantFrom("0", "1", "5", "20", "100");
    fc.assert(
      fc.property(
        money,
        quantities,
        commitment,
        fc.array(discount, { maxLength: 2 }),
        (contract, used, least, taken) => {
          const discounts = taken.map((one, at) => ({ id: `d${at}`, ...one }));
          const above = { discounts, minimum_commitment: { amount: least } };
          const books = openBooks([[null, abc, above]], contract);
          useAbc(books, used);
          const { line_items, total } = books.alone(dayOf(0));
          const added = line_items.filter(({ kind }) => kind === "true_up");
          const reached = sum(line_items.filter(({ kind }) => kind === undefined).map(netOf));
          const isMissing = compare(reached, fraction(least)) < 0;
          expect(added.map(netOf).map(toText)).toEqual(
            isMissing ? [toText(subtract(fraction(least), reached))] : [],
          );
          expect(total).toBe(toText(larger(fraction(least), reached)));
        },
      ),
      runs(150),
    );
  });
});
