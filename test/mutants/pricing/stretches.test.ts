// Where the stretches of a price begin, and how the steps of those that are staircases are counted.
import { describe, expect, it } from "vitest";
import { formatDecimal } from "../../../src/decimal/decimal.ts";
import type { Cell } from "../../../src/model/charge.ts";
import type { UsageRule } from "../../../src/model/pricingProgram.ts";
import { stretchesIn } from "../../../src/pricing/stretchesIn.ts";

function rule(terms: object): UsageRule {
  const base = { id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
  return { ...base, ...terms } as unknown as UsageRule;
}

/** Each as its beginning; staircases with the side that is counted, the beginning of the count and the size of a step. */
function told(terms: object, cell?: Cell): string[] {
  return stretchesIn(rule(terms), cell).map(({ from, stairs }) =>
    stairs === undefined
      ? formatDecimal(from)
      : `${formatDecimal(from)} ${stairs.round} ${formatDecimal(stairs.start)} ${formatDecimal(stairs.size)}`,
  );
}

const packages = { model: "package", package_size: "10", package_amount: "1" };
const tiered = (tiers: readonly object[], terms: object = {}): object => ({
  model: "tiered",
  tiers,
  ...terms,
});
const volume = { tiers_mode: "volume" };

describe("stretches of a price", () => {
  it("are one line, or one staircase", () => {
    expect(told({})).toEqual(["0"]);
    expect(told({ model: "percentage", rate: "0.1" })).toEqual(["0"]);
    expect(told(packages)).toEqual(["0 up 0 10"]);
    expect(told({ ...packages, round: "nearest" })).toEqual(["0 nearest 0 10"]);
  });

  it("begin after what is included, where that is taken off", () => {
    expect(told({ included_quantity: "3" })).toEqual(["0", "3"]);
    expect(told({ ...packages, included_quantity: "3", included_mode: "shift" })).toEqual(["0", "3 up 3 10"]);
    expect(told({ ...packages, included_quantity: "0" })).toEqual(["0 up 0 10"]);
  });

  it("are cut where usage is included up to a cliff, and go on as they were", () => {
    const cliff = { included_quantity: "3", included_mode: "cliff" };
    expect(told(cliff)).toEqual(["0", "3"]);
    expect(told({ ...packages, ...cliff })).toEqual(["0 up 0 10", "3 up 0 10"]);
    const tiers = [
      { up_to: "3", unit_amount: "1" },
      { up_to: "20", package_size: "5", unit_amount: "1" },
      { up_to: null, unit_amount: "1" },
    ];
    expect(told(tiered(tiers, cliff))).toEqual(["0", "0", "3 up 3 5", "3 up 3 5", "20"]);
  });

  it("are those of the price itself, where what is included is consumed", () => {
    const consume = { included_quantity: "4", included_mode: "consume" };
    const tiers = [
      { up_to: "10", package_size: "3", unit_amount: "1" },
      { up_to: null, package_size: "5", unit_amount: "1" },
    ];
    expect(told(consume)).toEqual(["0"]);
    expect(told(tiered(tiers, consume))).toEqual(["0", "4 up 4 3", "10 up 10 5"]);
    expect(told(tiered(tiers, { ...consume, ...volume }))).toEqual(["0", "4 up 4 3", "10 up 4 5"]);
    expect(told(tiered(tiers, { included_mode: "consume" }))).toEqual(["0", "0 up 0 3", "10 up 10 5"]);
  });

  it("are the tiers, whose packages are counted from a tier's own beginning or from the first", () => {
    const tiers = [
      { up_to: "10", unit_amount: "1" },
      { up_to: "20", package_size: "5", unit_amount: "1" },
      { up_to: null, rate: "0.1" },
    ];
    expect(told(tiered(tiers))).toEqual(["0", "0", "10 up 10 5", "20"]);
    expect(told(tiered(tiers, { tiers_mode: "graduated" }))).toEqual(["0", "0", "10 up 10 5", "20"]);
    expect(told(tiered(tiers, volume))).toEqual(["0", "0", "10 up 0 5", "20"]);
    expect(told(tiered(tiers, { included_quantity: "4" }))).toEqual(["0", "4", "4", "14 up 14 5", "24"]);
  });
});

describe("a tier with a maximum", () => {
  const limited = (tier: object, terms: object = {}): string[] =>
    told(tiered([{ up_to: "10", unit_amount: "1" }, tier, { up_to: null, unit_amount: "1" }], terms));

  it("bends where the most is reached, after its flat amount", () => {
    const tier = { up_to: "100", unit_amount: "2", flat_amount: "1", maximum_amount: "7" };
    expect(limited(tier)).toEqual(["0", "0", "10", "13", "13", "100"]);
    expect(limited({ ...tier, flat_amount: undefined })).toEqual(["0", "0", "10", "13.5", "13.5", "100"]);
    const rated = { up_to: "100", rate: "0.5", maximum_amount: "7" };
    expect(limited(rated)).toEqual(["0", "0", "10", "24", "24", "100"]);
    expect(limited({ ...tier, maximum_amount: "31" }, volume)).toEqual(["0", "0", "10", "15", "15", "100"]);
  });

  it("bends between two decimals, where it is reached at none", () => {
    const tier = { up_to: "100", unit_amount: "3", maximum_amount: "10" };
    const bends = ["13.333333333333333333", "13.333333333333333334"];
    expect(limited(tier)).toEqual(["0", "0", "10", ...bends, "100"]);
  });

  it("does not bend where the most is reached at its beginning, at its end, beyond it or never", () => {
    const tier = { up_to: "100", unit_amount: "1", flat_amount: "7", maximum_amount: "7" };
    const plain = ["0", "0", "10", "100"];
    expect(limited(tier)).toEqual(plain);
    expect(limited({ ...tier, maximum_amount: "97" })).toEqual(plain);
    expect(limited({ ...tier, maximum_amount: "98" })).toEqual(plain);
    expect(limited({ ...tier, maximum_amount: "96" })).toEqual(["0", "0", "10", "99", "99", "100"]);
    expect(limited({ ...tier, unit_amount: "0", maximum_amount: "9" })).toEqual(plain);
    expect(limited({ ...tier, maximum_amount: undefined })).toEqual(plain);
    expect(limited({ ...tier, unit_amount: undefined, maximum_amount: "9" })).toEqual(plain);
  });

  it("bends wherever the most is reached, where the tier has no end", () => {
    const last = { up_to: null, unit_amount: "1", maximum_amount: "500" };
    expect(told(tiered([last]))).toEqual(["0", "0", "500", "500"]);
  });
});

describe("stretches of a cell", () => {
  const eu = { region: "eu" };
  const cells = [
    { when: { region: "us" }, unit_amount: "1" },
    { when: eu, package_size: "5", package_amount: "1" },
  ];
  const matrix = { model: "matrix", dimensions: ["region"], cells };

  it("are those of its own price", () => {
    expect(told(matrix, eu)).toEqual(["0 up 0 5"]);
    expect(told(matrix, { region: "us" })).toEqual(["0"]);
    expect(told({ ...matrix, default: { package_size: "7", package_amount: "1" } }, "default")).toEqual([
      "0 up 0 7",
    ]);
    expect(told({ ...matrix, default: "free" }, "default")).toEqual(["0"]);
    expect(told(matrix, "default")).toEqual(["0"]);
  });

  it("are those of a window, by all that it says", () => {
    const night = { from: "22:00", to: "06:00" };
    const price = (package_size: string): object => ({ package_size, package_amount: "1" });
    const windows = [
      { ...night, weekdays: ["sat", "sun"], ...price("3") },
      { ...night, ...price("4") },
    ];
    const daily = { model: "time_of_day", windows, default: price("9") };
    expect(told(daily, night)).toEqual(["0 up 0 4"]);
    expect(told(daily, { ...night, weekdays: ["sat", "sun"] })).toEqual(["0 up 0 3"]);
    expect(told(daily, { ...night, weekdays: ["mon"] })).toEqual(["0"]);
    expect(told(daily, "default")).toEqual(["0 up 0 9"]);
  });
});
