// Rules that the same event can be meant by, against a look at every pair of rules, and at every event.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFilter, excludeEachOther } from "../../src/metering/filters.ts";
import { rivalsOf } from "../../src/metering/rivalsOf.ts";
import type { Filter } from "../../src/model/measuring.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";

const properties = ["region", "tier"];
const values = ["a", "b", "c"];

const filter: fc.Arbitrary<Filter> = fc
  .record({ property: fc.constantFrom(...properties), list: fc.subarray(values, { minLength: 1 }) })
  .chain(({ property, list }) => fc.constantFrom<Filter>({ property, in: list }, { property, not_in: list }));

const rule: fc.Arbitrary<UsageRule> = fc
  .record({
    metric: fc.constantFrom("calls", "bytes"),
    counterparty: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
    counterparty_side: fc.option(fc.constantFrom("maker" as const, "taker" as const), { nil: undefined }),
    filters: fc.option(fc.array(filter, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  })
  .map((fields) => fields as unknown as UsageRule);

/** Every event that the filters could tell from another. */
const events = [undefined, ...values, "z"].flatMap((region) =>
  [undefined, ...values, "z"].map((tier) => ({
    properties: { ...(region === undefined ? {} : { region }), ...(tier === undefined ? {} : { tier }) },
  })),
);

function lets(filters: readonly Filter[], event: object): boolean {
  return createFilter(filters)(event as never);
}

describe("excludeEachOther", () => {
  it("is true of two lists of filters exactly when no event gets through both", () => {
    fc.assert(
      fc.property(fc.array(filter, { maxLength: 3 }), fc.array(filter, { maxLength: 3 }), (a, b) => {
        const none = !events.some((event) => lets(a, event) && lets(b, event));
        expect(excludeEachOther(a, b)).toBe(none);
      }),
    );
  });
});

describe("rivalsOf", () => {
  it("names for each rule the first one before it that has its metric and scope and does not exclude it", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), (rules) => {
        const expected = rules.flatMap((one, at) => {
          if (one.counterparty === undefined && one.counterparty_side === undefined) return [];
          const rival = rules.slice(0, at).find((other) => isRival(one, other));
          return rival === undefined ? [] : [[one, rival]];
        });
        expect(new Set(rivalsOf(rules))).toEqual(new Set(expected));
      }),
    );
  });

  it("knows a rule that lets nothing through", () => {
    const never: Filter[] = [
      { property: "region", in: ["a"] },
      { property: "region", not_in: ["a"] },
    ];
    const scoped = { metric: "calls", counterparty: "x" };
    const rules = [scoped, { ...scoped, filters: never }] as unknown as UsageRule[];
    expect(rivalsOf(rules).size).toBe(0);
  });
});

function isRival(a: UsageRule, b: UsageRule): boolean {
  return (
    a.metric === b.metric &&
    a.counterparty === b.counterparty &&
    a.counterparty_side === b.counterparty_side &&
    !excludeEachOther(a.filters, b.filters)
  );
}
