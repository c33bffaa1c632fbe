// Books of three rules, a, b and c, of which a unit costs 1; and what lines of invoices come to, exact.
import fc from "fast-check";
import type { LineItem } from "../../src/model/invoice.ts";
import { maybe } from "../arbitraries/base.ts";
import { roundingModes } from "../arbitraries/contracts.ts";
import { type Books, unit } from "../invoicing/books.ts";
import { divide, type Fraction, fraction, subtract, sum, toText } from "../oracle/fraction.ts";

/** A day of each of the first months. */
export const days: readonly string[] = ["2026-01-20", "2026-02-20", "2026-03-20", "2026-04-20", "2026-05-20"];
export const ids: readonly string[] = ["a", "b", "c"];
export const abc: readonly object[] = ids.map((id) => unit(id));
export const digitsOf: Readonly<Record<string, number>> = { USD: 2, JPY: 0, BHD: 3 };

export const money: fc.Arbitrary<{ currency: string; rounding: (typeof roundingModes)[number] }> = fc.record({
  currency: fc.constantFrom("USD", "JPY", "BHD"),
  rounding: fc.constantFrom(...roundingModes),
});

/** Only for some of the rules, or for every line. */
export const scope: fc.Arbitrary<{ readonly rules?: string[] }> = maybe(
  fc.subarray([...ids], { minLength: 1 }),
  1,
).map((rules) => (rules === undefined ? {} : { rules }));

/** How much of a, b and c is used, in hundredths: finer than yen and coarser than thousandths. Some is below zero. */
export const quantities: fc.Arbitrary<number[]> = fc.tuple(
  ...ids.map(() => fc.oneof(fc.integer({ min: -300, max: 900 }), fc.constantFrom(0, 1, 5, 10, 100))),
);

/** That much is used in a month, in place of what was. */
export function useAbc(books: Books, used: readonly number[], month = 0): void {
  for (const [at, count] of used.entries()) {
    const quantity = toText(divide(fraction(count), fraction(100)));
    books.use(`${month}-${at}`, [ids[at] ?? "a", dayOf(month), quantity]);
  }
}

export function dayOf(month: number): string {
  const day = days[month];
  if (day === undefined) throw new Error(`there is no month ${month}`);
  return day;
}

export const amountOf = ({ amount }: { readonly amount: string }): Fraction => fraction(amount);
export const discountsOf = ({ discounts = [] }: LineItem): Fraction => sum(discounts.map(amountOf));
export const creditsOf = ({ credits = [] }: LineItem): Fraction => sum(credits.map(amountOf));
/** What discounts leave. */
export const netOf = (line: LineItem): Fraction => subtract(amountOf(line), discountsOf(line));
