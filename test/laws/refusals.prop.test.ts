import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePricingProgram, resolveTerms } from "../../src/index.ts";
import type { TimeOfDayRule, UsageRule } from "../../src/model/pricingProgram.ts";
import { counterparties, type Frame, maybe, sides, strip } from "../arbitraries/base.ts";
import { filters, included, looseMeasuring, quantityTransform } from "../arbitraries/measuring.ts";
import { anyTerms, looseProration, usageRule } from "../arbitraries/rules.ts";
import { runs } from "../laws.ts";
import { conflictsOf } from "../oracle/legal.ts";
import { areAmbiguous } from "../oracle/select.ts";
import { plainContract } from "./plain.ts";

const named = { id: "rule", name: "Rule" } as const;

/** Whether a program of these rules can be read; if not, why. */
function codesOf(rules: readonly unknown[]): string[] {
  const parsed = parsePricingProgram({ contract: "acme", version: 1, rules });
  return parsed.ok ? [] : parsed.issues.map(({ code }) => code);
}

/** A usage rule whose fields are drawn each by itself, so that many of them do not go together. */
const looseRule: fc.Arbitrary<Frame<UsageRule>> = fc
  .record({
    measured: looseMeasuring,
    units: fc.oneof(included, fc.record({ included_mode: fc.constantFrom("shift", "cliff", "consume") })),
    list: maybe(fc.oneof(filters, fc.constant([])), 3),
    terms: anyTerms,
    quantity_transform: maybe(quantityTransform, 2),
    negative_usage: maybe(fc.constantFrom("reject" as const, "clamp" as const), 2),
    group: maybe(fc.constantFrom("shared" as const, "per_group" as const), 2),
    zero_usage: maybe(fc.constantFrom("first_tier" as const), 7),
    parts: maybe(looseProration, 2),
    minimum_amount: maybe(fc.constant("5"), 1),
    maximum_amount: maybe(fc.constant("50"), 1),
  })
  .map(({ measured, units, list, terms, group, parts = {}, ...rest }) => ({
    type: "usage" as const,
    metric: "calls",
    ...measured,
    ...units,
    ...strip({ ...rest, filters: list }),
    ...parts,
    ...(group === undefined ? {} : { group_by: ["region"], group_ladder: group }),
    ...terms,
  }));

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "30"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const day = fc.constantFrom("mon" as const, "tue" as const, "sat" as const, "sun" as const);
const window = fc
  .record({
    from: time,
    to: fc.oneof({ weight: 8, arbitrary: time }, fc.constant("24:00")),
    weekdays: maybe(fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), 1),
  })
  .map((times) => ({ ...strip(times), unit_amount: "1" }));

describe("what does not go together", () => {
  it("is refused, and nothing else: measuring, transforms, included units, groups and models in any combination", () => {
    let refused = 0;
    fc.assert(
      fc.property(looseRule, (rule) => {
        const conflicts = conflictsOf({ ...named, ...rule });
        const codes = codesOf([{ ...named, ...rule }]);
        expect({ rule, conflicts, refused: codes.length > 0 }).toEqual({
          ...{ rule, conflicts, refused: conflicts.length > 0 },
        });
        refused += codes.length > 0 ? 1 : 0;
      }),
      runs(1000),
    );
    expect(refused).toBeGreaterThan(300);
  });

  it("is not found in the rules that the other laws are about", () => {
    fc.assert(
      fc.property(usageRule, (rule) => {
        expect(conflictsOf({ ...named, ...rule })).toEqual([]);
        expect(codesOf([{ ...named, ...rule }])).toEqual([]);
      }),
      runs(300),
    );
  });

  it("in a matrix: a cell twice, or two cells of which none decides for an event that fits both", () => {
    const when = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("1", "2"), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.array(when, { minLength: 1, maxLength: 4 }), (whens) => {
        const cells = whens.map((conditions) => ({ when: conditions, unit_amount: "1" }));
        const matrix = { dimensions: ["a", "b", "c"], cells, default: "free" } as const;
        const rule = { ...named, type: "usage", metric: "calls", model: "matrix", ...matrix } as const;
        const conflicts = conflictsOf(rule);
        const codes = codesOf([rule]);
        expect({ whens, twice: codes.includes("cell_duplicate") }).toEqual({
          ...{ whens, twice: conflicts.includes("a cell twice") },
        });
        expect({ whens, undecided: codes.includes("cell_ambiguous") }).toEqual({
          ...{ whens, undecided: conflicts.includes("two cells for one event") },
        });
      }),
      runs(500),
    );
  });

  it("in a day: windows that overlap, also over midnight and the end of the week, or have no length", () => {
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), (windows) => {
        const price = { type: "usage", metric: "calls", model: "time_of_day", default: "free" } as const;
        const rule: TimeOfDayRule = { ...named, ...price, windows };
        const codes = codesOf([rule]);
        const conflicts = conflictsOf(rule);
        expect({ windows, refused: codes.length > 0 }).toEqual({ windows, refused: conflicts.length > 0 });
        if (conflicts.length === 1 && conflicts[0] === "windows overlap") {
          expect(codes).toContain("windows_overlap");
        }
      }),
      runs(500),
    );
  });

  it("in a program: two rules of one metric and scope whose filters some event could pass both of", () => {
    const scope = fc.record({
      counterparty: maybe(fc.constantFrom(...counterparties), 1),
      counterparty_side: maybe(fc.constantFrom(...sides), 1),
    });
    const price = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" } as const;
    let refused = 0;
    fc.assert(
      fc.property(scope, scope, maybe(filters, 1), maybe(filters, 1), fc.boolean(), (a, b, fa, fb, same) => {
        const first: UsageRule = { id: "a", name: "A", ...price, ...strip({ ...a, filters: fa }) };
        const second: UsageRule = {
          id: "b",
          name: "B",
          ...price,
          ...strip({ ...(same ? a : b), filters: fb }),
        };
        const program = {
          object: "pricing_program",
          contract: "acme",
          version: 1,
          effective_date: null,
        } as const;
        const resolved = resolveTerms(plainContract, [{ ...program, rules: [first, second] }]);
        const codes = resolved.ok ? [] : resolved.issues.map(({ code }) => code);
        expect({ first, second, codes }).toEqual({
          ...{ first, second, codes: areAmbiguous(first, second) ? ["rule_scope_ambiguous"] : [] },
        });
        refused += codes.length;
      }),
      runs(500),
    );
    expect(refused).toBeGreaterThan(50);
  });
});
