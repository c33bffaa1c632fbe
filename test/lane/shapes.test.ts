// Which prices have no table: those that are no lines between points, and those whose numbers are too fine or too large.
import { describe, expect, it } from "vitest";
import { piecesOf } from "../../src/lane/pieces.ts";
import type { Tier, UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { pricesOf } from "./countedLikePrice.ts";

const frame = { type: "usage", metric: "calls" } as const;
const unit = { ...frame, model: "per_unit", unit_amount: "0.02" } as const;
const packs = { ...frame, model: "package", package_size: "5", package_amount: "2" } as const;

function ladder(tier: Partial<Tier>, options: object = {}): Frame<UsageRule> {
  const tiers = [
    { up_to: "10", unit_amount: "1", ...tier },
    { up_to: null, unit_amount: "0.5" },
  ];
  return { ...frame, model: "tiered", tiers_mode: "graduated", tiers, ...options };
}

function tablesOf(rule: Frame<UsageRule>): string[] {
  return pricesOf(rule).map((price) => {
    const shaped = price.per === "total" && price.shape !== undefined;
    const table = price.per === "total" && piecesOf(price) !== undefined;
    return `${shaped ? "shape" : "no shape"}, ${table ? "table" : "no table"}`;
  });
}

const tables: readonly (readonly [string, Frame<UsageRule>])[] = [
  ["units at one price", unit],
  ["a percentage", { ...frame, model: "percentage", rate: "0.029" }],
  ["a ladder", ladder({ flat_amount: "3" })],
  ["a ladder by volume", ladder({}, { tiers_mode: "volume", zero_usage: "first_tier" })],
  [
    "a ladder whose first units are consumed",
    ladder({}, { included_quantity: "4", included_mode: "consume" }),
  ],
  ["packages rounded up", packs],
  ["packages after units that are included", { ...packs, included_quantity: "7" }],
  ["units behind a cliff", { ...unit, included_quantity: "7", included_mode: "cliff" }],
  ["usage that may be given back", { ...unit, negative_usage: "credit" }],
  ["a bound off the grid of millionths", ladder({ up_to: "10.0000005" })],
  ["fifteen places", { ...unit, unit_amount: "0.000000000000001" }],
];

const shapeless: readonly (readonly [string, Frame<UsageRule>])[] = [
  ["tiers of packages", ladder({ package_size: "5" })],
  ["tiers with a most", ladder({ maximum_amount: "5" })],
  ["a total that is transformed", { ...unit, quantity_transform: { divide_by: "60", round: "up" } }],
  ["a total that is only divided", { ...unit, quantity_transform: { divide_by: "2" } }],
  ["packages rounded down", { ...packs, round: "down" }],
  ["packages rounded to the nearest", { ...packs, round: "nearest" }],
  ["packages behind a cliff", { ...packs, included_quantity: "7", included_mode: "cliff" }],
  ["a price of each event", { ...frame, model: "percentage", rate: "0.029", fixed_amount: "0.3" }],
];

const tooFine: readonly (readonly [string, Frame<UsageRule>])[] = [
  ["packages off the grid of millionths", { ...packs, package_size: "0.0000005" }],
  ["packages larger than any event", { ...packs, package_size: "1000000000.000001" }],
  ["a price too large for numbers", { ...unit, unit_amount: "4503591038" }],
  ["a price of eighteen digits", { ...unit, unit_amount: "0.123456789012345678" }],
];

describe("a table of pieces", () => {
  it.each(tables)("is made of %s", (_, rule) => {
    expect(tablesOf(rule)).toEqual(["shape, table"]);
  });

  it.each(shapeless)("is not made of %s", (_, rule) => {
    expect(tablesOf(rule)).toEqual(["no shape, no table"]);
  });

  it.each(tooFine)("is not made of %s", (_, rule) => {
    expect(tablesOf(rule)).toEqual(["shape, no table"]);
  });

  it("is made of each cell on its own", () => {
    const cells = [
      { when: { plan: "a" }, unit_amount: "1" },
      { when: { plan: "b" }, package_size: "5", package_amount: "1", round: "down" as const },
    ];
    const rule = { ...frame, model: "matrix", dimensions: ["plan"], cells, default: "free" } as const;
    expect(tablesOf(rule)).toEqual(["shape, table", "shape, table", "no shape, no table"]);
  });

  it("is made once for a price", () => {
    const [price] = pricesOf(unit);
    if (price?.per !== "total") throw new Error("the rule has a price of totals");
    expect(piecesOf(price)).toBe(piecesOf(price));
  });
});
