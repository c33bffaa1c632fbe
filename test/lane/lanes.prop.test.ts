import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compare, decimalOf, multiply } from "../../src/decimal/decimal.ts";
import { createLanes } from "../../src/lane/lanes.ts";
import { piecesOf } from "../../src/lane/pieces.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import type { TotalPrice } from "../../src/pricing/price.ts";
import type { Frame } from "../arbitraries/base.ts";
import { laneRule, modestRule, type TotalPick, totalPick } from "../arbitraries/laneRules.ts";
import { usageRule } from "../arbitraries/rules.ts";
import { runs } from "../laws.ts";
import { countsLikePrice, fitsIn, pricesOf, turningPoints } from "./countedLikePrice.ts";
import { textOfWholes } from "./wholes.ts";

const picks = fc.array(totalPick, { minLength: 1, maxLength: 10 });
const opening = totalPick.map((pick) => [pick]);

/** Every price of the rule that has a table keeps to it. */
function tablesHold(rule: Frame<UsageRule>, [open]: readonly TotalPick[], list: readonly TotalPick[]): void {
  for (const price of pricesOf(rule)) {
    const pieces = price.per === "total" ? piecesOf(price) : undefined;
    if (price.per !== "total" || pieces === undefined) continue;
    const points = turningPoints(rule, BigInt(pieces.most));
    const first = open?.point === undefined ? 0n : (points[open.point % points.length] ?? 0n) + open.step;
    countsLikePrice(price, points, first < 0n ? 0n : first, list);
  }
}

function onlyPrice(rule: Frame<UsageRule>): TotalPrice {
  const [price] = pricesOf(rule);
  if (price?.per !== "total") throw new Error("the rule has a price of totals");
  return price;
}

/** Lines with a base in millionths and a rate in thousandths, one up to each point, in millionths. */
function priceOfLines(lines: readonly (readonly [number, number])[], points: readonly number[]): TotalPrice {
  const bends = [...points].sort((a, b) => a - b).map((point) => decimalOf(textOfWholes(BigInt(point), 6)));
  return {
    per: "total",
    shape: { bends },
    stepsAt: () => [],
    unitPriceAt: () => null,
    amountAt(quantity) {
      const before = bends.filter((bend) => compare(bend, quantity) < 0).length;
      const [base, rate] = lines[before] ?? [0, 0];
      const part = multiply(quantity, decimalOf(textOfWholes(BigInt(rate), 3)));
      return add(decimalOf(textOfWholes(BigInt(base), 6)), part);
    },
  };
}

describe("totals in plain numbers", () => {
  // Long runs, with LAW_RUNS, are mostly about this law.
  it("cost what the plain price says, at and around every point where it turns", () => {
    fc.assert(fc.property(laneRule, opening, picks, tablesHold), runs(2000));
  });

  it("do so under any rule of any model, with any of its options", () => {
    fc.assert(fc.property(usageRule, opening, picks, tablesHold), runs(400));
  });

  // Law: the same of any lines between points, also below zero and falling, which no rule asks for today.
  it("cost what a price of any lines says", () => {
    const line = fc.tuple(
      fc.integer({ min: -9_999_999, max: 9_999_999 }),
      fc.integer({ min: -99_999, max: 99_999 }),
    );
    const bends = fc.uniqueArray(fc.integer({ min: 0, max: 30_000_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 5, maxLength: 5 }),
        bends,
        opening,
        picks,
        (lines, points, open, list) => {
          const price = priceOfLines(lines, points);
          expect(piecesOf(price)?.most ?? 0).toBeGreaterThan(1e12);
          countsLikePrice(price, points.map(BigInt), BigInt(points[open[0]?.point ?? 0] ?? 0), list);
        },
      ),
      runs(300),
    );
  });

  it("are there for rules such as price lists have, up to ten million units", () => {
    fc.assert(
      fc.property(modestRule, (rule) => {
        expect(piecesOf(onlyPrice(rule))?.most ?? 0).toBeGreaterThanOrEqual(1e13);
      }),
      runs(300),
    );
  });

  it("stay apart, however many there are, and one that is closed takes nothing more", () => {
    fc.assert(
      fc.property(laneRule, fc.array(fc.nat({ max: 99 }), { maxLength: 200 }), (rule, places) => {
        const pieces = piecesOf(onlyPrice(rule));
        fc.pre(pieces !== undefined && pieces.most >= 200);
        if (pieces === undefined) return;
        const lanes = createLanes();
        const opened = Array.from({ length: 100 }, () => lanes.open(pieces, 0));
        for (const place of places) expect(lanes.count(opened[place] ?? -1, 1)).toBe(true);
        const times = (place: number) => places.filter((other) => other === place).length;
        expect(opened.map(lanes.total)).toEqual(opened.map((_, place) => times(place)));
        expect(opened.map(lanes.events)).toEqual(opened.map((_, place) => times(place)));
        lanes.close(opened[7] ?? -1);
        expect([fitsIn(lanes, opened[7] ?? -1, 0), lanes.count(opened[7] ?? -1, 0)]).toEqual([false, false]);
        expect([fitsIn(lanes, opened[8] ?? -1, 0), lanes.count(opened[8] ?? -1, 0)]).toEqual([true, true]);
      }),
      runs(30),
    );
  });

  it("take no quantity that is no number", () => {
    const pieces = piecesOf(
      onlyPrice({ type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" }),
    );
    if (pieces === undefined) throw new Error("units at one price are counted in numbers");
    const lanes = createLanes();
    const place = lanes.open(pieces, 5);
    expect([
      fitsIn(lanes, place, NaN),
      lanes.count(place, NaN),
      lanes.total(place),
      lanes.events(place),
    ]).toEqual([...[false, false, 5, 0]]);
  });
});
