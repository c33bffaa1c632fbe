// A fee for a period that is cut into parts, and amounts that are shared out: nothing is lost or made on the way.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn } from "../../src/calendar/billingCalendar.ts";
import { boundsOf, elapsedShare, type OwnPeriod } from "../../src/calendar/elapsedShare.ts";
import { decimalOf, divide, formatDecimal, multiply } from "../../src/decimal/decimal.ts";
import { roundDecimal } from "../../src/index.ts";
import { shareAmount } from "../../src/invoicing/shareAmount.ts";
import { earnedBetween } from "../../src/pricing/earnedBetween.ts";
import { roundingModes, zones } from "../arbitraries/contracts.ts";
import { decimalText } from "../arbitraries/decimals.ts";
import { runs } from "../laws.ts";
import { add, fraction, divide as over, round, sum, multiply as times, toText } from "../oracle/fraction.ts";

const cut = fc.record({
  anchor: fc.constantFrom("2026-01-01", "2026-01-31", "2024-02-29", "2026-03-15").map(dayIn),
  cadence: fc.constantFrom("monthly" as const, "quarterly" as const, "annual" as const),
  index: fc.integer({ min: 0, max: 5 }),
  timezone: fc.constantFrom(...zones),
  proration: fc.constantFrom("day" as const, "second" as const, "fixed_30" as const),
  mode: fc.constantFrom(...roundingModes),
  places: fc.constantFrom(0, 2, 3),
  amount: decimalText(1000n, 4),
  shares: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 6 }),
});
type Cut = typeof cut extends fc.Arbitrary<infer T> ? T : never;

/** The days at which a period is cut, its first and its last bound among them. */
function daysOf(one: Cut): number[] {
  const [start, end] = boundsOf(one);
  const inside = one.shares.map((share) => start + Math.floor(((end - start) * share) / 1000));
  return [start, ...inside, end].sort((a, b) => a - b);
}

function earned({ amount, ...one }: Cut, from: number, to: number): string {
  const period: OwnPeriod = one;
  return formatDecimal(earnedBetween({ ...one, whole: decimalOf(amount), period }, from, to).amount);
}

describe("the parts of a prorated fee", () => {
  // L36: for any cut of a period the parts sum to the full fee. It holds since what is earned by a day is rounded, and a part is the
  // difference of two such amounts.
  it("L36: add up to the whole fee, rounded once, for any cut, zone, mode and way to count time", () => {
    fc.assert(
      fc.property(cut, (one) => {
        const days = daysOf(one);
        const parts = days.slice(1).map((day, at) => earned(one, days[at] as number, day));
        const whole = round(fraction(one.amount), one.places, one.mode);
        expect(toText(sum(parts.map((part) => fraction(part))))).toBe(toText(whole));
      }),
      runs(400),
    );
  });

  it("L36 does not hold where each part is rounded alone: cents come and go", () => {
    const alone = (amount: string, days: readonly number[], mode: "half_up" | "half_even"): string => {
      const all = days.reduce((count, day) => count + day, 0);
      const parts = days.map((day) => {
        const exact = over(times(fraction(amount), fraction(day)), fraction(all));
        return fraction(toText(round(exact, 2, mode)));
      });
      return toText(parts.reduce(add));
    };
    expect([alone("0.01", [15, 15], "half_up"), alone("0.01", [15, 15], "half_even")]).toEqual(["0.02", "0"]);
    expect(alone("0.04", [2, 2, 27], "half_up")).toBe("0.03");
    // With two parts and an odd number of days it happens to come out right, which hides the mistake.
    for (let day = 1; day < 31; day += 1) expect(alone("0.04", [day, 31 - day], "half_up")).toBe("0.04");
  });

  // L37: multiply before you divide: T × d / n in one division, rounded once.
  it("L37: are made by one division, so that they are the exact share, rounded once", () => {
    fc.assert(
      fc.property(cut, (one) => {
        const [start] = boundsOf(one);
        for (const day of daysOf(one)) {
          const { elapsed, of } = elapsedShare(one.proration, one, day);
          const exact = over(times(fraction(one.amount), fraction(elapsed)), fraction(of));
          expect(earned(one, start, day)).toBe(toText(round(exact, one.places, one.mode)));
        }
      }),
      runs(300),
    );
  });

  it("L37 does not hold for a quotient that is multiplied: digits are gone at any precision", () => {
    const [eleven, whole] = [decimalOf("11"), decimalOf("1")];
    for (const scale of [2, 18, 60])
      expect(formatDecimal(multiply(divide(whole, eleven, scale), eleven))).not.toBe("1");
    expect(formatDecimal(divide(multiply(whole, eleven), eleven))).toBe("1");
    // A third of 100 days of 0.03 is a cent; three places of a third are less than that.
    expect(
      roundDecimal(formatDecimal(multiply(divide(whole, decimalOf("3"), 3), decimalOf("0.03"))), 2, "down"),
    ).toBe("0");
  });
});

describe("an amount that is shared out", () => {
  // L35, its last part: permuting the weights permutes the parts, up to the rule for ties: of equal weights the first has more.
  it("L35: is shared out the same in whatever order its parts are named, but for ties", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer()), { minLength: 1, maxLength: 8 }),
        (units, weighed) => {
          const turned = [...weighed].sort(([, a], [, b]) => a - b);
          const [here, there] = [weighed, turned].map((list) =>
            shared(
              units,
              list.map(([weight]) => weight),
            ),
          );
          expect(there).toEqual(here);
        },
      ),
      runs(300),
    );
  });

  it("L35: gives the first of equal weights more, so the order decides between these", () => {
    expect(shareAmount(decimalOf("1"), ["1", "1"].map(decimalOf), 0).map(formatDecimal)).toEqual(["1", "0"]);
    expect(shareAmount(decimalOf("-1"), ["1", "1"].map(decimalOf), 0).map(formatDecimal)).toEqual([
      "-1",
      "0",
    ]);
  });
});

/** For each weight, all parts of that weight, in the order of their size: which of equals has which is left open. */
function shared(units: number, weights: readonly number[]): Record<string, string[]> {
  // Without any weight the first takes all, whichever it is.
  const all = weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
  const parts = shareAmount(
    decimalOf(String(units)),
    all.map((weight) => decimalOf(String(weight))),
    0,
  );
  const byRemainder: Record<string, string[]> = {};
  const whole = all.reduce((sumOf, weight) => sumOf + weight, 0);
  for (const [at, part] of parts.entries()) {
    const remainder = Math.abs(units * (all[at] as number)) % whole;
    const exact = (units * (all[at] as number) - Math.sign(units) * remainder) / whole;
    const key = `remainder ${remainder}`;
    const extra = String(Number(formatDecimal(part)) - exact);
    byRemainder[key] = [...(byRemainder[key] ?? []), extra].sort();
  }
  return byRemainder;
}
