// The few rules that lives are made of: each slot is a rule in four wordings, of which a version takes one.
import type { Rule } from "../../../src/model/pricingProgram.ts";
import type { Frame } from "../../arbitraries/base.ts";

export interface Slot {
  readonly id: string;
  /** What its usage is sent for; undefined where it is a fee. */
  readonly metric: string | undefined;
  readonly quantities: readonly string[];
  readonly wordings: readonly Frame<Rule>[];
}

const calls = { type: "usage", metric: "calls", model: "tiered", tiers_mode: "graduated" } as const;

const tiers: Slot = {
  id: "calls",
  metric: "calls",
  quantities: ["1", "2", "5", "7.5", "12", "-1"],
  wordings: [
    {
      ...calls,
      tiers: [
        { up_to: "5", unit_amount: "1.1" },
        { up_to: null, unit_amount: "0.755", flat_amount: "2" },
      ],
      minimum_amount: "7",
      discounts: [{ percent: "0.1" }],
    },
    {
      ...calls,
      tiers: [
        { up_to: "5", unit_amount: "1.1" },
        { up_to: null, unit_amount: "0.755" },
      ],
      discounts: [{ amount: "1" }],
    },
    { ...calls, tiers: [{ up_to: null, unit_amount: "3.333", flat_amount: "3" }], zero_usage: "first_tier" },
    {
      ...calls,
      tiers: [
        { up_to: "4", unit_amount: "2" },
        { up_to: null, unit_amount: "1.5" },
      ],
      minimum_amount: "9",
      proration: "day",
      prorated: ["minimum_amount", "tiers"],
    },
  ],
};

const share = { type: "usage", metric: "volume", model: "percentage" } as const;

const volume: Slot = {
  id: "volume",
  metric: "volume",
  quantities: ["100", "250", "33.33", "0", "199.5"],
  wordings: [
    { ...share, rate: "0.015", monthly_cap: "6" },
    { ...share, rate: "0.02", fixed_amount: "0.3", free_events: 1, monthly_cap: "8" },
    { ...share, rate: "0.0333", monthly_cap: "6" },
    { ...share, rate: "0.1" },
  ],
};

const fee: Slot = {
  id: "fee",
  metric: undefined,
  quantities: [],
  wordings: [
    { type: "subscription", model: "flat", amount: "31", frequency: "monthly", proration: "day" },
    { type: "subscription", model: "flat", amount: "20", frequency: "monthly", billing: "in_arrears" },
    { type: "subscription", model: "flat", amount: "10", frequency: "weekly", proration: "second" },
    { type: "subscription", model: "flat", amount: "91", frequency: "quarterly", proration: "day" },
    {
      type: "subscription",
      model: "flat",
      amount: "12",
      quantity: "2",
      frequency: "monthly",
      billing: "in_arrears",
      proration: "fixed_30",
      effective_to: "2026-03-29",
    },
  ],
};

const traffic = {
  type: "usage",
  metric: "traffic",
  model: "per_unit",
  group_by: ["region"],
  negative_usage: "credit",
} as const;

const groups: Slot = {
  id: "traffic",
  metric: "traffic",
  quantities: ["1", "3", "10", "-4", "0.5"],
  wordings: [
    { ...traffic, unit_amount: "0.333" },
    { ...traffic, unit_amount: "1.255", group_ladder: "shared" },
    { ...traffic, unit_amount: "2", maximum_amount: "9" },
    { ...traffic, unit_amount: "0.7", effective_from: "2026-03-18" },
  ],
};

const hold = { type: "usage", metric: "seats", model: "per_unit", aggregation: "weighted_sum" } as const;

const level: Slot = {
  id: "seats",
  metric: "seats",
  quantities: ["1", "4", "-2"],
  wordings: [
    { ...hold, unit_amount: "5", carry_over: true },
    { ...hold, unit_amount: "7", carry_over: true },
    { ...hold, unit_amount: "5" },
    { ...hold, unit_amount: "3", aggregation: "latest", carry_over: true },
  ],
};

export const slots: readonly Slot[] = [tiers, volume, fee, groups, level];
