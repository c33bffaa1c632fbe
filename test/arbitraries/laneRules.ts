// Rules whose price is a line between points or a staircase, and quantities at these points.
import fc from "fast-check";
import type { Tier, UsageRule } from "../../src/model/pricingProgram.ts";
import { textOfWholes } from "../lane/wholes.ts";
import { type Frame, maybe, strip } from "./base.ts";
import { decimalText, price, rate } from "./decimals.ts";
import { millionths, mostQuantity, mostTotal } from "./millionths.ts";

/** Atto-units: the finest that documents hold. */
const places = 18;
const attoPerMillionth = 10n ** 12n;

/** Prices with few and with many digits, and those at which a table of numbers ends. */
const lanePrice: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: price },
  {
    weight: 2,
    arbitrary: fc.bigInt({ min: 0n, max: 10n ** 18n }).map((value) => textOfWholes(value, places)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 16n }), fc.integer({ min: 9, max: 17 }))
      .map(([value, digits]) => textOfWholes(value, digits)),
  },
  {
    // A million of these fill half of a limb.
    weight: 2,
    arbitrary: fc
      .tuple(fc.bigInt({ min: 4_503_591_035n, max: 4_503_591_039n }), fc.integer({ min: 0, max: 17 }))
      .map(([value, digits]) => textOfWholes(value, digits)),
  },
);

/** A share of one with up to so many places. */
function share(digits: number): fc.Arbitrary<string> {
  const wholes = fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) });
  return wholes.map((value) => textOfWholes(value, digits));
}

/** How prices and bounds of one rule are drawn: all of them have to go together to be counted in numbers. */
interface Style {
  readonly price: fc.Arbitrary<string>;
  readonly rate: fc.Arbitrary<string>;
  readonly bound: fc.Arbitrary<bigint>;
}

/** Bounds in atto-units, above zero: on the grid of millionths, off it, and where totals end. */
const bound: fc.Arbitrary<bigint> = fc
  .oneof(
    { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 30n }).map((units) => units * 10n ** 18n) },
    { weight: 4, arbitrary: millionths(40_000_000n).map((value) => value * attoPerMillionth) },
    { weight: 2, arbitrary: millionths(2n * mostTotal).map((value) => value * attoPerMillionth) },
    { weight: 2, arbitrary: offGrid(10n ** 9n) },
  )
  .map((value) => (value < 1n ? 1n : value));

/** The same, and any others. */
const anyBound: fc.Arbitrary<bigint> = fc
  .oneof(bound, fc.bigInt({ min: 1n, max: 10n ** 20n }), offGrid(1n))
  .map((value) => (value < 1n ? 1n : value));

/** A little beside a millionth. */
function offGrid(unit: bigint): fc.Arbitrary<bigint> {
  return fc
    .tuple(millionths(20_000_000n), fc.bigInt({ min: -2n, max: 2n }))
    .map(([value, steps]) => value * attoPerMillionth + steps * unit);
}

const coarse: Style = { price: decimalText(1000n, 6), rate: share(4), bound };
const fine: Style = {
  price: lanePrice,
  rate: fc.oneof(rate, share(15), share(18)),
  bound: anyBound,
};

function tierPrice({ price: unit, rate: part }: Style): fc.Arbitrary<Omit<Tier, "up_to">> {
  return fc
    .record({ unit_amount: maybe(unit, 1), rate: maybe(part, 2), flat_amount: maybe(unit, 1) })
    .map(({ unit_amount, rate: taken, flat_amount }) => {
      if (unit_amount !== undefined) return strip({ unit_amount, flat_amount });
      if (taken !== undefined) return strip({ rate: taken, flat_amount });
      return { flat_amount: flat_amount ?? "0" };
    });
}

function tiers(style: Style): fc.Arbitrary<Tier[]> {
  const bounds = fc.uniqueArray(style.bound, { minLength: 4, maxLength: 4 });
  const prices = fc.array(tierPrice(style), { minLength: 1, maxLength: 5, size: "max" });
  return fc.tuple(prices, bounds).map(([terms, drawn]) => {
    const ascending = [...drawn].sort((a, b) => (a < b ? -1 : 1)).slice(0, terms.length - 1);
    return terms.map((priced, at) => {
      const upTo = ascending[at];
      return { up_to: upTo === undefined ? null : textOfWholes(upTo, places), ...priced };
    });
  });
}

const textOf = (drawn: fc.Arbitrary<bigint>) => drawn.map((value) => textOfWholes(value, places));

function termsIn(style: Style) {
  const sizes = fc.oneof(
    fc.constantFrom("1", "3", "1000", "0.000001", "0.07", "1000000000"),
    textOf(style.bound),
  );
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({ model: fc.constant("per_unit" as const), unit_amount: style.price }),
    },
    { weight: 1, arbitrary: fc.record({ model: fc.constant("percentage" as const), rate: style.rate }) },
    {
      weight: 4,
      arbitrary: fc
        .record({
          model: fc.constant("tiered" as const),
          tiers_mode: fc.constantFrom("graduated" as const, "volume" as const),
          tiers: tiers(style),
          zero_usage: fc.constantFrom("none" as const, "first_tier" as const, undefined),
        })
        .map(strip),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          model: fc.constant("package" as const),
          package_size: sizes,
          package_amount: style.price,
          round: fc.constantFrom("up" as const, undefined),
        })
        .map(strip),
    },
  );
}

/** Rules of every model that may be counted in numbers, with every option that leaves them there. */
export const laneRule: fc.Arbitrary<Frame<UsageRule>> = fc.oneof(
  { weight: 3, arbitrary: ruleIn(coarse) },
  { weight: 2, arbitrary: ruleIn(fine) },
);

function ruleIn(style: Style): fc.Arbitrary<Frame<UsageRule>> {
  return fc
    .record({
      terms: termsIn(style),
      included_quantity: maybe(fc.oneof(fc.constant("0"), textOf(style.bound)), 1),
      included_mode: fc.constantFrom("shift" as const, "cliff" as const, "consume" as const, undefined),
      negative_usage: fc.constantFrom("reject" as const, "clamp" as const, "credit" as const, undefined),
    })
    .map(({ terms, included_quantity, included_mode, negative_usage }) => {
      const mode = included_mode === "consume" && terms.model !== "tiered" ? undefined : included_mode;
      const included =
        included_quantity === undefined ? {} : strip({ included_quantity, included_mode: mode });
      return { type: "usage", metric: "calls", ...terms, ...included, ...strip({ negative_usage }) };
    });
}

const modestPrice = decimalText(100n, 6);

/** Rules such as price lists have: up to six places, prices up to a hundred, bounds up to a million, on the grid. */
export const modestRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .record({
    model: fc.constantFrom(
      "per_unit" as const,
      "percentage" as const,
      "graduated" as const,
      "volume" as const,
      "package" as const,
    ),
    prices: fc.array(fc.tuple(modestPrice, modestPrice), { minLength: 1, maxLength: 4 }),
    bounds: fc.uniqueArray(
      millionths(10n ** 12n).map((value) => value + 1n),
      { minLength: 3, maxLength: 3 },
    ),
    included_quantity: maybe(
      millionths(10n ** 12n).map((value) => textOfWholes(value, 6)),
      1,
    ),
    included_mode: fc.constantFrom("shift" as const, "cliff" as const, undefined),
  })
  .map(({ model, prices, bounds, included_quantity, included_mode }) => {
    const [unit_amount] = prices[0] ?? ["1"];
    const frame = { type: "usage" as const, metric: "calls" };
    const mode = model === "package" && included_mode === "cliff" ? "shift" : included_mode;
    const included = included_quantity === undefined ? {} : strip({ included_quantity, included_mode: mode });
    if (model === "per_unit") return { ...frame, ...included, model, unit_amount };
    if (model === "percentage") return { ...frame, ...included, model, rate: "0.029" };
    if (model === "package")
      return { ...frame, ...included, model, package_size: "5", package_amount: unit_amount };
    const ascending = [...bounds].sort((a, b) => (a < b ? -1 : 1)).slice(0, prices.length - 1);
    const ladder = prices.map(([unit, flat_amount], at): Tier => {
      const upTo = ascending[at];
      return { up_to: upTo === undefined ? null : textOfWholes(upTo, 6), unit_amount: unit, flat_amount };
    });
    return { ...frame, ...included, model: "tiered", tiers_mode: model, tiers: ladder };
  });

/** Where a running total goes next: near a point at which the price may turn, or a quantity further. */
export interface TotalPick {
  readonly point: number | undefined;
  readonly step: bigint;
  readonly further: bigint;
}

export const totalPick: fc.Arbitrary<TotalPick> = fc.record({
  point: maybe(fc.nat({ max: 40 }), 1).map((value) => value),
  step: fc.constantFrom(0n, 0n, 1n, -1n, 2n, -2n, 1_000_000n, -1_000_000n),
  further: fc.oneof(
    fc.constantFrom(0n, 1n, 999_999n, 1_000_000n, 1_000_001n, 5_000_000n, mostQuantity),
    fc.bigInt({ min: 0n, max: 40_000_000n }),
    millionths(mostQuantity),
  ),
});
