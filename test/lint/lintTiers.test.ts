// Warnings about ladders of tiers, and the ladders just beside them that give none.
import { describe, expect, it } from "vitest";
import { type Case, calls, matrix, told, warningsOf } from "./told.ts";

const tier = (up_to: string | null, unit_amount: string, more: object = {}) => ({
  up_to,
  unit_amount,
  ...more,
});
const volume = (...tiers: object[]) => ({ ...calls, model: "tiered", tiers_mode: "volume", tiers });
const graduated = (...tiers: object[]) => ({ ...calls, model: "tiered", tiers_mode: "graduated", tiers });
const cliffs: readonly Case[] = [
  {
    what: "a volume ladder that gets cheaper",
    rule: volume(tier("100", "0.10"), tier(null, "0.05")),
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  { what: "one that does not", rule: volume(tier("100", "0.05"), tier(null, "0.10")), warns: [] },
  { what: "one that stays the same", rule: volume(tier("100", "0.05"), tier(null, "0.05")), warns: [] },
  { what: "the same tiers, graduated", rule: graduated(tier("100", "0.10"), tier(null, "0.05")), warns: [] },
  {
    what: "a flat that makes up for it, exactly",
    rule: volume(tier("100", "0.10"), tier(null, "0.05", { flat_amount: "5" })),
    warns: [],
  },
  {
    what: "a flat that falls a cent short",
    rule: volume(tier("100", "0.10"), tier(null, "0.05", { flat_amount: "4.99" })),
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a fall that whole events never meet",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.0999")), aggregation: "count" },
    warns: [],
  },
  {
    what: "the same for any quantity",
    rule: volume(tier("100", "0.10"), tier(null, "0.0999")),
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a fall that rounded quantities never meet",
    rule: {
      ...volume(tier("100", "0.10"), tier(null, "0.0999")),
      quantity_transform: { divide_by: "10", round: "up" },
    },
    warns: [],
  },
  {
    what: "a fall below the point where billing begins",
    rule: {
      ...volume(tier("100", "0.10"), tier(null, "0.05")),
      included_quantity: "150",
      included_mode: "cliff",
    },
    warns: [],
  },
  {
    what: "a fall below the minimum",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), minimum_amount: "20" },
    warns: [],
  },
  {
    what: "a fall above the maximum",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), maximum_amount: "3" },
    warns: [],
  },
  {
    what: "a fall above the monthly cap",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), monthly_cap: "3" },
    warns: [],
  },
  {
    what: "a fall to just below the monthly cap",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), monthly_cap: "5.01" },
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a fall above the monthly cap where usage of two months makes one bill",
    terms: { billing_anchor_date: "2026-01-15" },
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), monthly_cap: "3" },
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a fall that a fixed discount takes away",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), discounts: [{ amount: "20" }] },
    warns: [],
  },
  {
    what: "a fall of which a fixed discount leaves something",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), discounts: [{ amount: "9" }] },
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a fall of what is given away",
    rule: { ...volume(tier("100", "0.10"), tier(null, "0.05")), discounts: [{ percent: "1" }] },
    warns: [],
  },
  {
    what: "each of several cliffs",
    rule: volume(tier("10", "3"), tier("20", "2"), tier(null, "1")),
    warns: [
      ["volume_cliff", "tiers[0].up_to", "10"],
      ["volume_cliff", "tiers[1].up_to", "20"],
    ],
  },
  {
    what: "a tier whose units are all included",
    rule: {
      ...volume(tier("100", "0.10"), tier(null, "0.05")),
      included_quantity: "100",
      included_mode: "consume",
    },
    warns: [],
  },
  {
    what: "a tier of which one unit is not included",
    rule: {
      ...volume(tier("100", "0.10"), tier(null, "0.05")),
      included_quantity: "99",
      included_mode: "consume",
    },
    warns: [["volume_cliff", "tiers[0].up_to", "100"]],
  },
  {
    what: "a ladder in a cell",
    rule: {
      ...matrix,
      cells: [{ when: { size: "l" }, tiers_mode: "volume", tiers: [tier("5", "2"), tier(null, "1")] }],
    },
    warns: [["volume_cliff", "cells[0].tiers[0].up_to", "5"]],
  },
  {
    what: "a ladder in the default",
    rule: { ...matrix, default: { tiers_mode: "volume", tiers: [tier("5", "2"), tier(null, "1")] } },
    warns: [["volume_cliff", "default.tiers[0].up_to", "5"]],
  },
];

const ladders: readonly Case[] = [
  {
    what: "an open tier for nothing",
    rule: graduated(tier("100", "0.10"), tier(null, "0")),
    warns: [["open_tier_free", "tiers[1]"]],
  },
  {
    what: "an open tier with the smallest price",
    rule: graduated(tier("100", "0.10"), tier(null, "0.000000000000000001")),
    warns: [],
  },
  {
    what: "an open tier with a flat alone",
    rule: graduated(tier("100", "0.10"), { up_to: null, flat_amount: "1" }),
    warns: [],
  },
  {
    what: "a tier that ends inside a package",
    rule: graduated(tier("15", "1", { package_size: "10" }), tier(null, "1")),
    warns: [["package_misaligned", "tiers[0].up_to"]],
  },
  {
    what: "a later tier that ends inside a package of its own",
    rule: graduated(tier("15", "1"), tier("30", "1", { package_size: "10" }), tier(null, "1")),
    warns: [["package_misaligned", "tiers[1].up_to"]],
  },
  {
    what: "a later tier of whole packages from its own beginning",
    rule: graduated(tier("15", "1"), tier("25", "1", { package_size: "10" }), tier(null, "1")),
    warns: [],
  },
  {
    what: "a volume tier, whose packages begin with the ladder",
    rule: volume(tier("15", "1"), tier("25", "10", { package_size: "10" }), tier(null, "9")),
    warns: [["package_misaligned", "tiers[1].up_to"]],
  },
  {
    what: "a volume tier of whole packages",
    rule: volume(tier("15", "1"), tier("30", "10", { package_size: "10" }), tier(null, "9")),
    warns: [],
  },
  {
    what: "tiers of whole packages",
    rule: graduated(tier("20", "1", { package_size: "10" }), tier(null, "1", { package_size: "0.5" })),
    warns: [],
  },
  {
    what: "a bound that no rounded quantity meets",
    rule: {
      ...graduated(tier("1.5", "1"), tier(null, "1")),
      quantity_transform: { divide_by: "10", round: "up" },
    },
    warns: [["package_misaligned", "tiers[0].up_to"]],
  },
  {
    what: "the same bound where one decimal place is kept",
    rule: { ...graduated(tier("1.5", "1"), tier(null, "1")), quantity_transform: { round: "up", scale: 1 } },
    warns: [],
  },
  {
    what: "the same bound without rounding",
    rule: { ...graduated(tier("1.5", "1"), tier(null, "1")), quantity_transform: { divide_by: "10" } },
    warns: [],
  },
];

describe("lintProgram", () => {
  it.each(cliffs)("tells a volume cliff and its quantity: $what", ({ rule, terms, warns }) => {
    expect(told(rule, terms)).toEqual(warns);
  });

  it.each(ladders)("looks at ladders: $what", ({ rule, warns }) => {
    expect(told(rule)).toEqual(warns);
  });

  it("says what the two sides of a cliff cost", () => {
    const [cliff] = warningsOf([volume(tier("100", "0.10"), tier(null, "0.05"))]);
    expect(cliff?.message).toBe("100 units cost 10, and the next bit more only 5");
  });
});
