import fc from "fast-check";
import { describe, it } from "vitest";
import type { CellPrice, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { decimalText, price } from "../arbitraries/decimals.ts";
import { packageTerms, percentageTerms, perUnitTerms } from "../arbitraries/terms.ts";
import { packedTerms, tieredTerms } from "../arbitraries/tiers.ts";
import { priceOf, runs } from "../laws.ts";
import { add, compare, fraction, larger, smaller, subtract, sum, toText, zero } from "../oracle/fraction.ts";
import { expectEqual, times, total } from "./ruleLaws.ts";

type Usage = Frame<UsageRule>;

const frame = { type: "usage", metric: "calls" } as const;
const quantity = fc.oneof(fc.integer({ min: 0, max: 60 }).map(String), decimalText(60n, 3));
const quantities = fc.array(quantity, { maxLength: 6 });
const ofTotals = fc.oneof(perUnitTerms, percentageTerms, packageTerms, tieredTerms(), packedTerms);

describe("included units", () => {
  const included = fc.oneof(decimalText(30n, 1), fc.integer({ min: 0, max: 12 }).map(String));

  it("L27: come off the total first, once per period, for every model that prices totals", () => {
    fc.assert(
      fc.property(ofTotals, included, quantities, (terms, included_quantity, list) => {
        const rest = larger(zero, subtract(fraction(total(list)), fraction(included_quantity)));
        const rule = { ...frame, ...terms, included_quantity };
        expectEqual(priceOf(rule, list), priceOf({ ...frame, ...terms }, [toText(rest)]));
      }),
      runs(150),
    );
  });

  it("L27: as a cliff leave everything free up to there, and nothing beyond", () => {
    fc.assert(
      fc.property(ofTotals, included, quantities, (terms, included_quantity, list) => {
        const isWithin = compare(fraction(total(list)), fraction(included_quantity)) <= 0;
        const rule = { ...frame, ...terms, included_quantity, included_mode: "cliff" as const };
        expectEqual(priceOf(rule, list), priceOf({ ...frame, ...terms }, isWithin ? [] : [total(list)]));
      }),
      runs(150),
    );
  });

  it("L27: that keep their place cost what they would cost less, in a ladder without flat amounts and packages", () => {
    fc.assert(
      fc.property(
        tieredTerms(["graduated"], false),
        included,
        quantities,
        (terms, included_quantity, list) => {
          const free = toText(smaller(fraction(included_quantity), fraction(total(list))));
          const rule = { ...frame, ...terms, included_quantity, included_mode: "consume" as const };
          const bare = { ...frame, ...terms };
          expectEqual(priceOf(rule, list), subtract(priceOf(bare, list), priceOf(bare, [free])));
        },
      ),
      runs(150),
    );
  });

  it("L18, L27: a bound between equal prices changes nothing, in whatever way units are included", () => {
    const mode = fc.constantFrom("shift" as const, "cliff" as const, "consume" as const);
    const tiers_mode = fc.constantFrom("graduated" as const, "volume" as const);
    fc.assert(
      fc.property(
        price,
        mode,
        tiers_mode,
        included,
        quantities,
        (unit_amount, included_mode, how, free, list) => {
          const terms = { model: "tiered", tiers_mode: how, included_mode, included_quantity: free } as const;
          const single = [{ up_to: null, unit_amount }];
          const split = [{ up_to: "7.5", unit_amount }, ...single];
          expectEqual(
            priceOf({ ...frame, ...terms, tiers: split }, list),
            priceOf({ ...frame, ...terms, tiers: single }, list),
          );
        },
      ),
      runs(150),
    );
  });
});

describe("transforms, cells, groups", () => {
  it("L22: dividing by k a quantity that is k times as large changes nothing", () => {
    const round = fc.constantFrom(undefined, "up" as const, "down" as const, "nearest" as const);
    fc.assert(
      fc.property(ofTotals, quantity, fc.constantFrom("60", "3", "1000"), round, (terms, units, k, how) => {
        const rounds = how === undefined ? {} : { round: how };
        const rule = {
          ...frame,
          ...terms,
          quantity_transform: rounds.round === undefined ? { divide_by: "1" } : rounds,
        };
        const divided = { ...frame, ...terms, quantity_transform: { divide_by: k, ...rounds } };
        expectEqual(priceOf(divided, [times(units, k)]), priceOf(rule, [units]));
      }),
      runs(150),
    );
  });

  it("a window that is the whole day, or a default, prices its units as a rule of its own does", () => {
    fc.assert(
      fc.property(ofTotals, quantities, (terms, list) => {
        const cell = cellOf(terms);
        const rules: Usage[] = [
          {
            ...frame,
            model: "time_of_day",
            windows: [{ from: "00:00", to: "24:00", ...cell }],
            default: "error",
          },
          // No event of these laws takes place in that minute.
          {
            ...frame,
            model: "time_of_day",
            windows: [{ from: "03:17", to: "03:18", ...cell }],
            default: cell,
          },
        ];
        for (const rule of rules) expectEqual(priceOf(rule, list), priceOf(withoutZero(terms), list));
      }),
      runs(100),
    );
  });

  it("two cells of a matrix price their units as two rules do", () => {
    fc.assert(
      fc.property(ofTotals, ofTotals, quantities, (a, b, list) => {
        const cells = [{ when: { region: "eu" }, ...cellOf(a) }];
        const rule: Usage = { ...frame, model: "matrix", dimensions: ["region"], cells, default: cellOf(b) };
        // Events are put into the cells in turn, the last of which is the default.
        const [inCell, outside] = [0, 1].map((half) => list.filter((_, place) => place % 2 === half));
        const apart = add(priceOf(withoutZero(a), inCell ?? []), priceOf(withoutZero(b), outside ?? []));
        expectEqual(priceOf(rule, list), apart);
      }),
      runs(100),
    );
  });

  it("groups with a ladder each cost what each costs alone; on a shared ladder what they cost as one", () => {
    fc.assert(
      fc.property(ofTotals, quantities, (terms, list) => {
        const rule: Usage = { ...frame, ...terms };
        const halves = [0, 1].map((half) => list.filter((_, place) => place % 2 === half));
        const apart = halves.filter(({ length }) => length > 0).map((half) => priceOf(rule, half));
        const expected = apart.length === 0 ? priceOf(rule, []) : sum(apart);
        expectEqual(priceOf({ ...rule, group_by: ["region"] }, list), expected);
        const shared = { ...rule, group_by: ["region"], group_ladder: "shared" as const };
        expectEqual(priceOf(shared, list), priceOf(rule, list));
      }),
      runs(150),
    );
  });
});

type TotalTerms = typeof ofTotals extends fc.Arbitrary<infer T> ? T : never;

/** The price alone, as a cell has it. */
function cellOf(terms: TotalTerms): CellPrice {
  const { model: _, ...price } = withoutZero(terms);
  const { type: _type, metric: _metric, zero_usage: _zero, ...cell } = { zero_usage: "none", ...price };
  return cell as CellPrice;
}

function withoutZero(terms: TotalTerms): Usage {
  return terms.model === "tiered" ? { ...frame, ...terms, zero_usage: "none" } : { ...frame, ...terms };
}
