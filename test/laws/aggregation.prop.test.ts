import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AggregatedValue } from "../../src/index.ts";
import { hostileNames } from "../arbitraries/base.ts";
import { zones } from "../arbitraries/contracts.ts";
import { aggregations, measuring } from "../arbitraries/measuring.ts";
import { runs } from "../laws.ts";
import { fraction, toText } from "../oracle/fraction.ts";
import {
  aggregationOf,
  agreesWithTheList,
  type Counting,
  mergesAsASum,
  orderDoesNotMatter,
  partsMakeTheWhole,
  removeUndoesAdd,
  span,
  stateOf,
  survivesJson,
} from "./aggregationLaws.ts";

/** Every aggregation as often as every other, with its options. */
const counting: fc.Arbitrary<Counting> = fc
  .tuple(
    fc.constantFrom(...aggregations),
    measuring,
    fc.constantFrom(...zones),
    fc.constantFrom("0.5", "0.95", "1"),
  )
  .map(([aggregation, drawn, zone, share]) => {
    const { window, carry_over, denominator } = drawn;
    const isLevel = aggregation === "weighted_sum";
    return {
      how: {
        aggregation,
        ...(aggregation === "percentile" ? { percentile: share } : {}),
        ...(isLevel && denominator !== undefined ? { denominator } : {}),
        ...(window === undefined || isLevel ? {} : { window }),
        ...(carry_over === true && (isLevel || aggregation === "latest") ? { carry_over } : {}),
      },
      zone,
    };
  });

const value = fc.oneof(
  fc.integer({ min: -3, max: 6 }).map(String),
  fc.integer({ min: -300, max: 300 }).map((n) => toText({ n: BigInt(n), d: 100n })),
  fc.constantFrom("99999999999999999999.999999999999999999", "0.000000000000000001", "-0.5"),
);
const first = Date.parse(span.start);
const last = Date.parse(span.end) - 1;
const hour = 3_600_000;

/** Instants of a month in which clocks are set, many of them equal, next to each other, or in the same hour. */
const instant = fc.oneof(
  fc.integer({ min: first, max: last }),
  fc.integer({ min: 0, max: 50 }).map((n) => Date.parse("2026-03-08T05:00:00.000Z") + (n * hour) / 4),
  fc.integer({ min: 0, max: 3 }).map((n) => Date.parse("2026-03-29T00:59:59.999Z") + n),
  fc.constantFrom(first, last),
);

/** Events whose ids are apart; values are decimals, which are texts too. */
const events: fc.Arbitrary<readonly AggregatedValue[]> = fc
  .array(fc.record({ value, instant, name: fc.constantFrom("e", ...hostileNames) }), { maxLength: 9 })
  .map((list) =>
    list.map(({ name, ...event }, place) => ({
      value: event.value,
      timestamp: new Date(event.instant).toISOString(),
      event_id: `${name}${place}`,
    })),
  );

/** The same events in another order. */
function shuffled(list: readonly AggregatedValue[], keys: readonly number[]): AggregatedValue[] {
  return list
    .map((event, place) => ({ event, key: keys[place] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
}

const keys = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });

describe("every aggregation, with every window", () => {
  it("is the same whatever the order in which events are added", () => {
    fc.assert(
      fc.property(counting, events, keys, (how, list, order) => {
        orderDoesNotMatter(aggregationOf(how), list, shuffled(list, order));
      }),
      runs(1000),
    );
  });

  it("merges commutatively and associatively, and the empty state changes nothing", () => {
    fc.assert(
      fc.property(counting, events, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (how, list, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        mergesAsASum(aggregationOf(how), [list.slice(0, low), list.slice(low, high), list.slice(high)]);
      }),
      runs(1000),
    );
  });

  it("merges the states of parts to the state of the whole", () => {
    fc.assert(
      fc.property(counting, events, keys, (how, list, places) => {
        const parts = [0, 1, 2].map((part) => list.filter((_, place) => (places[place] ?? 0) % 3 === part));
        partsMakeTheWhole(aggregationOf(how), parts);
      }),
      runs(1000),
    );
  });

  it("has a state that is written to JSON and read again without a loss", () => {
    fc.assert(
      fc.property(counting, events, fc.nat({ max: 9 }), (how, list, cut) => {
        survivesJson(aggregationOf(how), list.slice(0, cut), list.slice(cut));
      }),
      runs(500),
    );
  });

  it("gives an event back as if it had never been, or says that it takes the other events", () => {
    fc.assert(
      fc.property(counting, events, (how, list) => {
        removeUndoesAdd(aggregationOf(how), list);
      }),
      runs(1000),
    );
  });

  it("gives every event back where values are added up, without windows", () => {
    const additive = counting.filter(
      ({ how: { aggregation = "sum", window, denominator } }) =>
        window === undefined &&
        denominator !== "elapsed" &&
        ["sum", "count", "average", "weighted_sum"].includes(aggregation),
    );
    fc.assert(
      fc.property(additive, events, (how, list) => {
        expect(removeUndoesAdd(aggregationOf(how), list)).toBe(list.length);
      }),
      runs(500),
    );
  });

  it("L41: has the value that the plain list of events has", () => {
    fc.assert(fc.property(counting, events, agreesWithTheList), runs(1500));
  });

  it("is nothing without events", () => {
    fc.assert(
      fc.property(counting, (how) => {
        const aggregation = aggregationOf(how);
        expect(aggregation.value(aggregation.empty, span)).toBe("0");
        expect(stateOf(aggregation, [])).toEqual(aggregation.empty);
      }),
      runs(100),
    );
  });
});

describe("single aggregations", () => {
  const some = events.filter((list) => list.length > 0);
  const valueFrom = (how: Counting["how"], list: readonly AggregatedValue[]) => {
    const aggregation = aggregationOf({ how, zone: "UTC" });
    return fraction(aggregation.value(stateOf(aggregation, list), span));
  };
  const among = (list: readonly AggregatedValue[]) => list.map(({ value: text }) => toText(fraction(text)));

  it("find the largest, smallest, latest and any percentile among the values that came", () => {
    const hows: Counting["how"][] = [
      { aggregation: "max" },
      { aggregation: "min" },
      { aggregation: "latest" },
      { aggregation: "percentile", percentile: "0.37" },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...hows), some, (how, list) => {
        expect(among(list)).toContain(toText(valueFrom(how, list)));
      }),
      runs(200),
    );
  });

  it("agree at the ends: the percentile of 1 is the largest, the smallest percentile the smallest", () => {
    fc.assert(
      fc.property(some, (list) => {
        expect(valueFrom({ aggregation: "percentile", percentile: "1" }, list)).toEqual(
          valueFrom({ aggregation: "max" }, list),
        );
        expect(valueFrom({ aggregation: "percentile", percentile: "0.000000000000000001" }, list)).toEqual(
          valueFrom({ aggregation: "min" }, list),
        );
      }),
      runs(150),
    );
  });

  it("count each value once, and never more values than events", () => {
    fc.assert(
      fc.property(events, (list) => {
        const unique = valueFrom({ aggregation: "unique_count" }, list);
        expect(toText(unique)).toBe(String(new Set(list.map(({ value: text }) => text)).size));
        expect(toText(valueFrom({ aggregation: "unique_count" }, [...list, ...list]))).toBe(toText(unique));
      }),
      runs(150),
    );
  });

  it("keep a level that stands for the whole span at its height, whatever the denominator", () => {
    const height = fc.integer({ min: -500, max: 500 }).map(String);
    const denominator = fc.constantFrom("period" as const, "elapsed" as const);
    fc.assert(
      fc.property(height, denominator, (text, by) => {
        const event = { value: text, timestamp: span.start, event_id: "e" };
        expect(toText(valueFrom({ aggregation: "weighted_sum", denominator: by }, [event]))).toBe(text);
      }),
      runs(100),
    );
  });
});
