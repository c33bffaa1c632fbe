// What each model says of the price.
import fc from "fast-check";
import type {
  BpsRule,
  CellPrice,
  DynamicRule,
  MatrixCell,
  MatrixRule,
  PackageRule,
  PercentageRule,
  PerUnitRule,
  TimeOfDayRule,
  TimeWindow,
  Weekday,
} from "../../src/model/pricingProgram.ts";
import { overlap } from "../oracle/clock.ts";
import { add, divide, fraction, toText } from "../oracle/fraction.ts";
import { contentOf } from "../oracle/ladders.ts";
import { ambiguousPair } from "../oracle/legal.ts";
import { maybe, often, strip } from "./base.ts";
import { decimalText, price, rate } from "./decimals.ts";
import { divisor } from "./measuring.ts";
import { dimensions, texts } from "./properties.ts";
import { packedTerms } from "./tiers.ts";

type UsageRuleFrame = Omit<PerUnitRule, "model" | "unit_amount">;

export const perUnitTerms: fc.Arbitrary<Pick<PerUnitRule, "model" | "unit_amount">> = fc.record({
  model: fc.constant("per_unit" as const),
  unit_amount: price,
});

export const percentageTerms: fc.Arbitrary<Pick<PercentageRule, "model" | "rate">> = fc.record({
  model: fc.constant("percentage" as const),
  rate,
});

/** A percentage that prices each event on its own. */
export const perEventTerms: fc.Arbitrary<Omit<PercentageRule, keyof UsageRuleFrame>> = fc
  .record({
    model: fc.constant("percentage" as const),
    rate,
    fixed_amount: maybe(decimalText(3n, 2), 1),
    free_events: maybe(fc.integer({ min: 0, max: 4 }), 1),
    free_amount: maybe(decimalText(60n, 1), 1),
    limits: fc.tuple(decimalText(4n, 2), decimalText(4n, 2)),
    hasMinimum: often(2),
    hasMaximum: often(2),
  })
  .map(({ limits, hasMinimum, hasMaximum, fixed_amount, ...rest }) => {
    const [low, span] = limits;
    const bare =
      rest.free_events === undefined && rest.free_amount === undefined && !hasMinimum && !hasMaximum;
    return strip({
      ...rest,
      fixed_amount: fixed_amount ?? (bare ? "0.3" : undefined),
      per_event_minimum: hasMinimum ? low : undefined,
      per_event_maximum: hasMaximum ? toText(add(fraction(low), fraction(span))) : undefined,
    });
  });

export const bpsTerms: fc.Arbitrary<Omit<BpsRule, keyof UsageRuleFrame>> = fc
  .record({
    model: fc.constant("bps" as const),
    bps: fc.oneof(fc.constantFrom("0", "10000", "15", "0.000000000000000001"), decimalText(10_000n, 3)),
    per_event_maximum: maybe(decimalText(4n, 2), 1),
  })
  .map(strip);

export const dynamicTerms: fc.Arbitrary<Omit<DynamicRule, keyof UsageRuleFrame>> = fc
  .record({
    model: fc.constant("dynamic" as const),
    amount_property: fc.constantFrom("cost", "units"),
    multiplier: maybe(price, 1),
  })
  .map(strip);

const packagePrice = fc
  .record({
    package_size: divisor,
    package_amount: price,
    round: maybe(fc.constantFrom("up" as const, "down" as const, "nearest" as const), 1),
  })
  .map(strip);

export const packageTerms: fc.Arbitrary<Omit<PackageRule, keyof UsageRuleFrame>> = packagePrice.map(
  (terms) => ({ model: "package" as const, ...terms }),
);

const cellPrice: fc.Arbitrary<CellPrice> = fc.oneof(
  price.map((unit_amount) => ({ unit_amount })),
  rate.map((share) => ({ rate: share })),
  packagePrice,
  packedTerms.map(({ tiers_mode, tiers }) => ({ tiers_mode, tiers })),
);

const otherwise = fc.oneof(
  { weight: 3, arbitrary: cellPrice },
  { weight: 2, arbitrary: fc.constantFrom("free" as const, "error" as const) },
);

const when = fc.dictionary(fc.constantFrom("region", "plan"), fc.constantFrom(...texts.slice(0, 2)), {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
});

export const matrixTerms: fc.Arbitrary<Omit<MatrixRule, keyof UsageRuleFrame>> = fc
  .record({
    cells: fc.array(fc.tuple(when, cellPrice), { minLength: 1, maxLength: 6 }),
    byDefault: otherwise,
    more: fc.boolean(),
  })
  .map(({ cells, byDefault, more }) => ({
    model: "matrix" as const,
    dimensions: more ? dimensions : ["region", "plan"],
    cells: decided(cells.map(([conditions, terms]) => ({ when: conditions, ...terms }))),
    default: byDefault,
  }));

/** The cells without those that say the same, or something undecided, beside an earlier one. */
function decided(cells: readonly MatrixCell[]): MatrixCell[] {
  const names = cells.map((cell) => contentOf(cell.when));
  const left = cells.filter((_, place) => names.indexOf(names[place] ?? "") === place);
  for (;;) {
    const pair = ambiguousPair(left.map((cell) => cell.when));
    if (pair === undefined) return left;
    left.splice(pair[1], 1);
  }
}

const week: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const halfHours = Array.from({ length: 49 }, (_, place) => clockTime(place * 30));

const timeWindow = fc
  .record({
    from: fc.constantFrom(...halfHours.slice(0, -1), "01:59", "23:59"),
    to: fc.constantFrom(...halfHours, "02:01"),
    weekdays: maybe(fc.uniqueArray(fc.constantFrom(...week), { minLength: 1, maxLength: 5 }), 1),
  })
  .map(strip);

export const timeOfDayTerms: fc.Arbitrary<Omit<TimeOfDayRule, keyof UsageRuleFrame>> = fc
  .record({
    windows: fc.array(fc.tuple(timeWindow, cellPrice), { minLength: 1, maxLength: 4 }),
    byDefault: otherwise,
  })
  .map(({ windows, byDefault }) => ({
    model: "time_of_day" as const,
    windows: apart(windows.map(([times, terms]) => ({ ...times, ...terms }))),
    default: byDefault,
  }));

/** The windows without those that are none, or share a time with an earlier one. */
function apart(windows: readonly TimeWindow[]): TimeWindow[] {
  const left: TimeWindow[] = [];
  for (const one of windows) {
    const long = one.from === one.to ? { ...one, from: "00:00", to: "24:00" } : one;
    if (!left.some((other) => overlap(long, other))) left.push(long);
  }
  return left;
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A share of basis points as the rate of a percentage. */
export function rateOf(bps: string): string {
  return toText(divide(fraction(bps), fraction(10_000)));
}
