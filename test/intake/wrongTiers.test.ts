// Ladders of tiers: every issue at once, where it stands and with what would be right.
import { describe, expect, it } from "vitest";
import { type Case, expectIssues, issuesOf, named, tiersTo, usage } from "./issuesOf.ts";

const graduated = (...tiers: unknown[]) => ({ ...usage, model: "tiered", tiers_mode: "graduated", tiers });
const openTier = { up_to: null, unit_amount: "1" };

const tiers: readonly Case[] = [
  ["no tiers", graduated(), ["tiers_empty", "tiers", "must have at least one tier"]],
  [
    "too many tiers",
    graduated(...tiersTo(1001)),
    ["tiers_too_many", "tiers", "at most 1000 tiers, has 1001"],
  ],
  [
    "bounds that overlap",
    graduated(
      { up_to: "100", unit_amount: "1" },
      { up_to: "50", unit_amount: "1" },
      { up_to: "50", unit_amount: "1" },
      openTier,
    ),
    ["tiers_not_ascending", "tiers[1].up_to", "must be above the tier before it (100), got 50"],
    ["tiers_not_ascending", "tiers[2].up_to", "must be above the tier before it (50), got 50"],
  ],
  [
    "bounds out of order, though the tiers have other faults too",
    graduated(
      { up_to: "200", unit_amount: "-1" },
      { up_to: "100", unit_amount: "1" },
      { up_to: "90" },
      { up_to: "300", unit_amount: "1" },
    ),
    ["amount_negative", "tiers[0].unit_amount", "must not be negative"],
    ["tiers_not_ascending", "tiers[1].up_to", "must be above the tier before it (200), got 100"],
    ["tier_price_missing", "tiers[2]", "must have unit_amount, rate or flat_amount"],
    ["tiers_not_ascending", "tiers[2].up_to", "must be above the tier before it (100), got 90"],
    ["tier_last_must_be_unbounded", "tiers[3].up_to", "must be null"],
  ],
  [
    "bounds out of order around what is no tier",
    graduated({ up_to: "100", unit_amount: "1" }, 7, { up_to: "50", unit_amount: "1" }, openTier),
    ["field_type", "tiers[1]", "must be an object, got 7"],
    ["tiers_not_ascending", "tiers[2].up_to", "must be above the tier before it (100), got 50"],
  ],
  [
    "tiers with a gap, as only a lower bound could make one",
    graduated({ up_to: "100", unit_amount: "1" }, { ...openTier, from: "102" }),
    ["field_unknown", "tiers[1].from", "is not a field"],
  ],
  [
    "a last tier with an end",
    graduated({ up_to: "9", unit_amount: "1" }),
    ["tier_last_must_be_unbounded", "tiers[0].up_to", "must be null"],
  ],
  [
    "an open tier in the middle",
    graduated(openTier, openTier),
    ["tier_unbounded_not_last", "tiers[0].up_to", "on the last tier only"],
  ],
  [
    "a tier without bound",
    graduated({ unit_amount: "1" }),
    ["field_missing", "tiers[0].up_to", "null for the last tier"],
  ],
  [
    "a tier without price",
    graduated({ up_to: null, maximum_amount: "1" }),
    ["tier_price_missing", "tiers[0]", 'a free tier says "0"'],
  ],
  [
    "a tier that is wrong all over",
    graduated(
      { up_to: "-1", unit_amount: "-1", flat_amount: "-1", package_size: "0", maximum_amount: "-1" },
      openTier,
    ),
    ["tier_up_to_not_positive", "tiers[0].up_to", "must be above zero"],
    ["amount_negative", "tiers[0].unit_amount", "must not be negative"],
    ["amount_negative", "tiers[0].flat_amount", "must not be negative"],
    ["quantity_not_positive", "tiers[0].package_size", "must be above zero"],
    ["amount_negative", "tiers[0].maximum_amount", "must not be negative"],
  ],
  [
    "packages of value, and two prices of a unit",
    graduated(
      { up_to: "1", rate: "0.1", package_size: "10" },
      { up_to: null, rate: "0.1", unit_amount: "1" },
    ),
    ["rule_field_conflict", "tiers[0].package_size", "must stand beside unit_amount"],
    ["rule_field_conflict", "tiers[1].rate", "must not stand beside unit_amount"],
  ],
];

describe("parsePricingProgram", () => {
  it.each(named(tiers))("tells every issue of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it("takes what stands just beside them", () => {
    const smallest = { up_to: "0.000000000000000001", unit_amount: "0" };
    const right = [
      graduated(...tiersTo(1000)),
      graduated(smallest, { ...openTier, package_size: "0.5", maximum_amount: "0" }),
      { ...graduated(openTier), included_quantity: "1", included_mode: "consume", zero_usage: "first_tier" },
    ];
    expect(right.flatMap((rule) => issuesOf(rule))).toEqual([]);
  });
});
