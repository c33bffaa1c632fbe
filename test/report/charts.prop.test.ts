// Drawings say what the data says. In words:
// - The line of a price curve goes, at every quantity, through the place of the amount that the curve says, within what rounding places takes.
// - Where the curve jumps the line is vertical, over the whole jump.
// - Every place is a plain decimal of at most two digits after the point, whatever the numbers.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PriceCurve, priceCurve, type UsageRule } from "../../src/index.ts";
import { chartSize } from "../../src/report/chartFrame.ts";
import { effectivePriceSvg, priceCurveSvg } from "../../src/report/index.ts";
import { adjustments } from "../arbitraries/rules.ts";
import { packageTerms, perUnitTerms } from "../arbitraries/terms.ts";
import { packedTerms, tieredTerms } from "../arbitraries/tiers.ts";
import { readCurve } from "../engine/readCurve.ts";
import { runs } from "../laws.ts";
import { compare, divide, type Fraction, fraction, multiply, toText } from "../oracle/fraction.ts";
import { checkMarkup } from "./checkMarkup.ts";
import { coordinatesOf, heightsAt, lineOf } from "./readSvg.ts";

const curve: fc.Arbitrary<PriceCurve> = fc
  .record({
    limits: adjustments,
    terms: fc.oneof(tieredTerms(), packedTerms, perUnitTerms, packageTerms),
    to: fc.constantFrom("1", "40", "123.456", "1000", "100000000000000000000", "0.000000000000000003"),
  })
  .map(({ limits, terms, to }) => {
    const rule = { id: "r", name: "R", type: "usage", metric: "calls", ...limits, ...terms } as UsageRule;
    const result = priceCurve(rule, { to: to === "100000000000000000000" ? "99999999999999999999" : to });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return result.value;
  });

/** Where the axes put things, worked out anew. */
function scaleOf({ pieces, amount_at_zero, to }: PriceCurve) {
  const all = pieces.flatMap((one) => [
    one.amount_at_from,
    one.amount_before_to ?? one.amount_at_to,
    one.amount_at_to,
  ]);
  const amounts = [amount_at_zero, "0", ...all].map(fraction);
  const high = amounts.reduce((most, one) => (compare(one, most) > 0 ? one : most));
  const top = high.n === 0n ? fraction("1") : high;
  const { width, height, left, right, top: above, bottom } = chartSize;
  const asNumber = (share: Fraction): number =>
    Number(toText(divide(fraction((share.n * 10n ** 12n) / share.d), fraction("1000000000000"))));
  return {
    x: (quantity: Fraction) => left + (width - left - right) * asNumber(divide(quantity, fraction(to))),
    y: (amount: Fraction) => height - bottom - (height - above - bottom) * asNumber(divide(amount, top)),
  };
}

describe("priceCurveSvg", () => {
  it("draws the amount of every quantity in its place", () => {
    fc.assert(
      fc.property(
        curve,
        fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 5, maxLength: 5 }),
        (drawn, shares) => {
          const runsOfLine = lineOf(priceCurveSvg(drawn));
          expect(runsOfLine).toHaveLength(1);
          const [line = []] = runsOfLine;
          const { x, y } = scaleOf(drawn);
          for (const share of shares) {
            const quantity = multiply(fraction(drawn.to), { n: BigInt(share), d: 1000n });
            // A steep line is far off beside its place, so a place a hundredth to either side may do too.
            const place = x(quantity);
            const around = [-0.02, -0.01, 0, 0.01, 0.02].flatMap((aside) => heightsAt(line, place + aside));
            const height = y(readCurve(drawn, quantity));
            const near = Math.min(...around) - 0.02 <= height && height <= Math.max(...around) + 0.02;
            expect(near, `at ${toText(quantity)}: ${height} is not among ${around.join(", ")}`).toBe(true);
          }
        },
      ),
      runs(150),
    );
  });

  it("is vertical where the curve jumps, over the whole jump", () => {
    let jumps = 0;
    fc.assert(
      fc.property(curve, (drawn) => {
        const [line = []] = lineOf(priceCurveSvg(drawn));
        const { x, y } = scaleOf(drawn);
        let before = drawn.amount_at_zero;
        for (const { from, amount_at_from, amount_at_to } of drawn.pieces.slice(0, 60)) {
          const [low, high] = [fraction(before), fraction(amount_at_from)];
          const isTall = Math.abs(y(low) - y(high)) > 0.5;
          if (isTall) {
            const place = x(fraction(from));
            const found = line.some((to, at) => {
              const start = line[at - 1];
              if (start === undefined || start.x !== to.x || Math.abs(to.x - place) > 0.011) return false;
              return Math.abs(start.y - y(low)) < 0.02 && Math.abs(to.y - y(high)) < 0.02;
            });
            expect(found, `no jump at ${from}`).toBe(true);
            jumps += 1;
          }
          before = amount_at_to;
        }
      }),
      runs(150),
    );
    expect(jumps).toBeGreaterThan(20);
  });

  it("goes to the largest quantity there is where a quarter beyond the marked one is too far", () => {
    const rule = { id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
    const most = `${"9".repeat(20)}.${"9".repeat(18)}`;
    const svg = priceCurveSvg(rule as UsageRule, { quantity: most });
    expect(svg).toContain(`<desc>0: 0; ${most}: ${most}; marked ${most}: ${most}</desc>`);
  });
});

describe("drawings of prices", () => {
  it("have plain places with two digits after the point, and are well formed", () => {
    fc.assert(
      fc.property(curve, (drawn) => {
        for (const svg of [
          priceCurveSvg(drawn, { quantity: drawn.to }),
          effectivePriceSvg(drawn, { quantity: drawn.to }),
        ]) {
          expect(checkMarkup(svg).wrong).toEqual([]);
          const odd = coordinatesOf(svg).filter((text) => !/^-?[0-9]+(\.[0-9]{1,2})?$/.test(text));
          expect(odd).toEqual([]);
          const points = lineOf(svg).flat();
          expect(points.length).toBeGreaterThan(1);
          expect(
            points.every(({ x, y }) => x >= 0 && x <= chartSize.width && y >= 0 && y <= chartSize.height),
          ).toBe(true);
        }
      }),
      runs(120),
    );
  });
});

describe("effectivePriceSvg", () => {
  it("is the curve's amount for each unit, at every break, in proportion to that at the end", () => {
    let compared = 0;
    const floor = chartSize.height - chartSize.bottom;
    fc.assert(
      fc.property(curve, (drawn) => {
        const line = lineOf(effectivePriceSvg(drawn)).flat();
        const { x } = scaleOf(drawn);
        // The amount just below a break is what its line ends with.
        const breaks = drawn.pieces.map(({ to, amount_before_to, amount_at_to }) => ({
          place: x(fraction(to)),
          price: divide(fraction(amount_before_to ?? amount_at_to), fraction(to)),
        }));
        const end = breaks.at(-1);
        const last = line.at(-1);
        if (end === undefined || last === undefined || end.price.n === 0n) return;
        expect(last.x).toBeCloseTo(end.place, 1);
        for (const { place, price } of breaks.slice(-30)) {
          if (compare(price, end.price) > 0) continue;
          const ratio = divide(price, end.price);
          const share = Number((ratio.n * 1_000_000n) / ratio.d) / 1e6;
          const wanted = floor - (floor - last.y) * share;
          const near = line.filter((point) => Math.abs(point.x - place) < 0.02);
          expect(near.some((point) => Math.abs(point.y - wanted) < 0.05)).toBe(true);
          compared += 1;
        }
      }),
      runs(120),
    );
    expect(compared).toBeGreaterThan(20);
  });
});
