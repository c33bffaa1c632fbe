// Ladders of prices, with and without flat amounts, packages and maxima.
import fc from "fast-check";
import type { Tier, TieredRule } from "../../src/model/pricingProgram.ts";
import { add, fraction, toText } from "../oracle/fraction.ts";
import { maybe, strip } from "./base.ts";
import { decimalText, price, rate } from "./decimals.ts";
import { divisor } from "./measuring.ts";

type Terms = Pick<TieredRule, "model" | "tiers_mode" | "tiers" | "zero_usage">;

/** A ladder of one to four tiers; `flats` says whether tiers have flat amounts. */
export function tieredTerms(
  modes: readonly TieredRule["tiers_mode"][] = ["graduated", "volume"],
  flats = true,
): fc.Arbitrary<Terms> {
  return terms(modes, tierPrice(flats), flats);
}

/** The same, where tiers may also sell packages and have a maximum. */
export const packedTerms: fc.Arbitrary<Terms> = terms(
  ["graduated", "volume"],
  fc
    .record({
      priced: tierPrice(true),
      package_size: maybe(divisor, 1),
      maximum_amount: maybe(decimalText(60n, 2), 2),
    })
    .map(({ priced, package_size, maximum_amount }) => ({
      ...priced,
      ...strip({
        package_size: priced.unit_amount === undefined ? undefined : package_size,
        maximum_amount,
      }),
    })),
  true,
);

function terms(
  modes: readonly TieredRule["tiers_mode"][],
  tier: fc.Arbitrary<Omit<Tier, "up_to">>,
  flats: boolean,
): fc.Arbitrary<Terms> {
  return fc
    .record({
      model: fc.constant("tiered" as const),
      tiers_mode: fc.constantFrom(...modes),
      tiers: fc.array(fc.tuple(tier, decimalText(40n, 2)), { minLength: 1, maxLength: 4 }).map(ladder),
      zero_usage: flats
        ? fc.constantFrom("none" as const, "first_tier" as const, undefined)
        : fc.constant(undefined),
    })
    .map(strip);
}

function tierPrice(flats: boolean): fc.Arbitrary<Omit<Tier, "up_to">> {
  const unit = fc.oneof(
    price.map((unit_amount) => ({ unit_amount })),
    rate.map((share) => ({ rate: share })),
  );
  const flat = decimalText(20n, 2).map((flat_amount) => ({ flat_amount }));
  return flats
    ? fc.oneof(
        unit,
        flat,
        fc.tuple(unit, flat).map(([a, b]) => ({ ...a, ...b })),
      )
    : unit;
}

function ladder(steps: readonly (readonly [Omit<Tier, "up_to">, string])[]): Tier[] {
  let bound = fraction("0");
  return steps.map(([tier, width], index) => {
    bound = add(bound, add(fraction(width), fraction("0.001")));
    return { up_to: index === steps.length - 1 ? null : toText(bound), ...tier };
  });
}
