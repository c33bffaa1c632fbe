// The parts, each at its sizes.
import type { BenchCase } from "./benchCase.ts";
import { ours } from "./contestants/ours.ts";
import { scanByHand } from "./contestants/scanByHand.ts";
import type { Part, Row } from "./part.ts";
import {
  accountProperties,
  ladder,
  matrix,
  matrixProperties,
  metric,
  perUnit,
  windows,
} from "./priceLists.ts";

/** Of the run's events, what a row gets whose costs lie in the price list; scanning a long one for more takes minutes. */
const fewer = 0.1;
const seed = 201;

type Rules = BenchCase["rules"];

/** All events in one billing period. */
function benchCase(name: string, rules: Rules, properties?: Parameters<typeof metric>[0]): BenchCase {
  return { name, question: name, seed, months: 1, metrics: [metric(properties)], rules };
}

/** The same number of events against price lists of growing size. */
function growing(sizes: readonly number[], share: number, caseOf: (size: number) => BenchCase): Row[] {
  const [smallest = 1] = sizes;
  const from = caseOf(smallest).name;
  return sizes.map((size) => ({ benchCase: caseOf(size), share, from, times: size / smallest }));
}

const tiers: Part = {
  name: "tiers",
  question: "Ladders of more and more tiers: an event should cost the same, but for a search by halves",
  entries: [ours, scanByHand],
  beside: "ours / scan",
  rows: (["graduated", "volume"] as const).flatMap((mode) =>
    growing([5, 50, 1_000], fewer, (size) =>
      benchCase(`${mode}, ${count(size)} tiers`, (events) => [ladder(mode, size, events)]),
    ),
  ),
};

const cells: Part = {
  name: "matrix",
  question: "More and more cells of three dimensions: an event should cost the same",
  entries: [ours, scanByHand],
  beside: "ours / scan",
  rows: growing([10, 100, 1_000, 10_000], fewer, (size) =>
    benchCase(`${count(size)} cells`, () => [matrix(size)], matrixProperties(size)),
  ),
};

const timeOfDay: Part = {
  name: "time_of_day",
  question: "Two windows, and one for each half hour of the week: an event should cost the same",
  entries: [ours, scanByHand],
  beside: "ours / scan",
  rows: growing([2, 336], fewer, (size) =>
    benchCase(`${size} windows`, () => [size === 2 ? windows(2, false) : windows(size / 7, true)]),
  ),
};

const groups: Part = {
  name: "groups",
  question: "A few groups and many: an event should cost the same",
  entries: [ours, scanByHand],
  beside: "ours / scan",
  rows: growing([10, 10_000], 1, (size) =>
    benchCase(`${count(size)} groups`, () => [perUnit({ group_by: ["account"] })], accountProperties(size)),
  ),
};

const measurings: readonly (readonly [name: string, measuring: Record<string, unknown>])[] = [
  ["sum", {}],
  ["count", { aggregation: "count" }],
  ["unique_count", { aggregation: "unique_count", aggregate_property: "account" }],
  ["max", { aggregation: "max" }],
  ["latest", { aggregation: "latest" }],
  ["average", { aggregation: "average" }],
  ["weighted_sum", { aggregation: "weighted_sum" }],
  ["percentile", { aggregation: "percentile", percentile: "0.95" }],
  ["max per hour", { aggregation: "max", window: { size: "hour", combine: "sum" } }],
];

const aggregations: Part = {
  name: "aggregations",
  question: "Ten times the events in one period: they should cost no more than ten times as much",
  entries: [ours],
  beside: "beside sum",
  rows: measurings.flatMap(([name, measuring]) => {
    // So many accounts that most events bring a new one.
    const caseOf = (size: string): BenchCase =>
      benchCase(`${name}, ${size}`, () => [perUnit(measuring)], accountProperties(1_000_000_000));
    const from = `${name}, few`;
    return [
      { benchCase: caseOf("few"), share: fewer, from, times: 1, beside: "sum, few" },
      { benchCase: caseOf("many"), share: 1, from, times: 1 / fewer, beside: "sum, many" },
    ];
  }),
};

export const parts: readonly Part[] = [tiers, cells, timeOfDay, aggregations, groups];

function count(value: number): string {
  return value.toLocaleString("en-US");
}
