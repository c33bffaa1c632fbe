// The cases, each named by the question that it answers. All are one contract, a year, monthly invoices, and three
// contestants that get the same events.
import { decimalText, type Metric } from "./workload.ts";

export interface BenchCase {
  readonly name: string;
  readonly question: string;
  readonly seed: number;
  readonly metrics: readonly Metric[];
  /** The first so many of the year have events; all where it is left out. */
  readonly months?: number;
  /** The price list, before it is parsed. */
  rules(eventsOfMetricInMonth: number): readonly Record<string, unknown>[];
}

const calls: Metric = {
  name: "calls",
  mean: 250.5,
  draw: (random) => String(1 + Math.floor(random() * 500)),
};

/** Money from a cent to 100,000, small payments as common as large ones. */
const payments: Metric = {
  name: "payments",
  mean: 6_204,
  draw: (random) => decimalText(Math.floor(10 ** (random() * 7)), 2),
};

/** From 0 to 100 with up to six places. */
export const storage: Metric = {
  name: "storage",
  mean: 50,
  draw(random) {
    const scale = Math.floor(random() * 7);
    return decimalText(Math.floor(random() * 100 * 10 ** scale), scale);
  },
};

const usage = { type: "usage" } as const;
const perCall = {
  ...usage,
  id: "calls",
  name: "Calls",
  model: "per_unit",
  metric: "calls",
  unit_amount: "0.0042",
};
const share = {
  ...usage,
  id: "payments",
  name: "Payments",
  model: "percentage",
  metric: "payments",
  rate: "0.0125",
};
const fee = {
  id: "fee",
  name: "Platform",
  type: "subscription",
  model: "flat",
  amount: "2000",
  frequency: "monthly",
};

/** Bounds as shares of a month's usage, so that every tier is reached at every size. */
function ladder(eventsInMonth: number): Record<string, unknown> {
  const bound = (part: number): string => String(Math.ceil(part * eventsInMonth * storage.mean));
  return {
    ...usage,
    id: "storage",
    name: "Storage",
    model: "tiered",
    metric: "storage",
    tiers_mode: "graduated",
    tiers: [
      { up_to: bound(0.05), unit_amount: "0.1" },
      { up_to: bound(0.2), unit_amount: "0.085" },
      { up_to: bound(0.5), unit_amount: "0.06" },
      { up_to: bound(0.8), unit_amount: "0.0475" },
      { up_to: null, unit_amount: "0.03125" },
    ],
  };
}

export const cases: readonly BenchCase[] = [
  {
    name: "flat",
    question: "A price per unit: how long to every charge and the drafts?",
    seed: 101,
    metrics: [calls],
    rules: () => [perCall],
  },
  {
    name: "percentage",
    question: "A share of each payment: how long to every charge and the drafts?",
    seed: 102,
    metrics: [payments],
    rules: () => [share],
  },
  {
    name: "tiered",
    question: "Graduated, five tiers, a running total per month: how long to every charge and the drafts?",
    seed: 103,
    metrics: [storage],
    rules: (eventsInMonth) => [ladder(eventsInMonth)],
  },
  {
    name: "mix",
    question: "A monthly fee and all three kinds of usage: how long to every charge and the drafts?",
    seed: 104,
    metrics: [calls, payments, storage],
    rules: (eventsInMonth) => [fee, perCall, share, ladder(eventsInMonth)],
  },
];
