// The totals at which a price may bend or jump, and the staircases that are not walked through.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import type { UsageRule } from "../../../src/model/pricingProgram.ts";
import { breaksIn } from "../../../src/pricing/breaksIn.ts";

interface Told {
  readonly points: readonly string[];
  readonly summed: readonly (readonly string[])[];
}

function told(terms: object, to: string): Told {
  const base = { id: "r", name: "R", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
  const { points, summed } = breaksIn({ ...base, ...terms } as UsageRule, undefined, decimalOf(to));
  return { points: points.map(formatDecimal), summed: summed.map((pair) => pair.map(formatDecimal)) };
}

const packages = { model: "package", package_amount: "1" };
const rounded = (round: string, divide_by?: string, terms: object = {}): object => ({
  quantity_transform: { round, ...(divide_by === undefined ? {} : { divide_by }), ...terms },
});
const tiered = (...tiers: readonly object[]): object => ({ model: "tiered", tiers_mode: "graduated", tiers });
const numbers = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

describe("breaks of a price", () => {
  it("are zero and the last total alone, where it is a line", () => {
    expect(told({}, "50")).toEqual({ points: ["0", "50"], summed: [] });
  });

  it("are the ends of the tiers that a total comes to, in order, each once", () => {
    const tiers = tiered(
      { up_to: "5", unit_amount: "1" },
      { up_to: "15", unit_amount: "2" },
      { up_to: "100", unit_amount: "3" },
      { up_to: null, unit_amount: "4" },
    );
    expect(told(tiers, "50")).toEqual({ points: ["0", "5", "15", "50"], summed: [] });
    expect(told(tiers, "15").points).toEqual(["0", "5", "15"]);
    expect(told(tiers, "4").points).toEqual(["0", "4"]);
  });

  it("are the steps of packages", () => {
    expect(told({ ...packages, package_size: "10" }, "25").points).toEqual(["0", "10", "20", "25"]);
    expect(told({ ...packages, package_size: "10", round: "down" }, "25").points).toEqual([
      ...["0", "10", "20", "25"],
    ]);
    expect(told({ ...packages, package_size: "10", round: "nearest" }, "26").points).toEqual([
      ...["0", "5", "15", "25", "26"],
    ]);
  });

  it("are the steps of a tier's packages as far as the tier goes, and two beyond", () => {
    const tiers = tiered(
      { up_to: "7", package_size: "5", unit_amount: "1" },
      { up_to: "20", package_size: "4", unit_amount: "1" },
      { up_to: null, unit_amount: "1" },
    );
    expect(told(tiers, "100")).toEqual({
      points: ["0", "5", "7", "10", "11", "15", "19", "20", "23", "27", "100"],
      summed: [],
    });
  });

  it("are the decimals on both sides of a step that is none", () => {
    const least = "0.000000000000000001";
    const { points } = told({ ...packages, package_size: least, round: "nearest" }, "0.000000000000000003");
    expect(points).toEqual(["0", least, "0.000000000000000002", "0.000000000000000003"]);
  });
});

describe("staircases", () => {
  const single = { ...packages, package_size: "1" };

  it("are walked through up to a thousand steps, and summed up beyond", () => {
    expect(told(single, "1000")).toEqual({ points: numbers(1001), summed: [] });
    expect(told(single, "1000.5")).toEqual({ points: ["0", "1000.5"], summed: [["0", "1000.5"]] });
  });

  it("are walked through as far as the last total, however far their tier goes on", () => {
    const tiers = tiered(
      { up_to: "9000", package_size: "1", unit_amount: "1" },
      { up_to: null, unit_amount: "1" },
    );
    expect(told(tiers, "100")).toEqual({ points: numbers(101), summed: [] });
  });

  it("share the thousand", () => {
    const shifted = { ...single, included_quantity: "1" };
    expect(told(shifted, "501")).toEqual({ points: numbers(502), summed: [] });
    expect(told(shifted, "502")).toEqual({ points: ["0", "1", "502"], summed: [["1", "502"]] });
  });

  it("of one step are walked through, however many there are", () => {
    const tiers = numbers(1000).map((at) => ({
      up_to: at === "999" ? null : String(Number(at) + 1),
      ...{ package_size: "1", unit_amount: "1" },
    }));
    expect(told(tiered(...tiers), "1000")).toEqual({ points: numbers(1001), summed: [] });
  });
});

describe("breaks of quantities that are rounded before they are priced", () => {
  it("are the steps of the rounding alone", () => {
    expect(told(rounded("up", "10"), "35").points).toEqual(["0", "10", "20", "30", "35"]);
    expect(told(rounded("nearest", "10"), "36").points).toEqual(["0", "5", "15", "25", "35", "36"]);
    expect(told({ ...packages, package_size: "3", ...rounded("up") }, "4").points).toEqual(numbers(5));
  });

  it("are as fine as the places that are rounded to", () => {
    expect(told(rounded("down", "10", { scale: 1 }), "3.5").points).toEqual(["0", "1", "2", "3", "3.5"]);
    expect(told(rounded("down", "10", { scale: 2 }), "0.25").points).toEqual(["0", "0.1", "0.2", "0.25"]);
    expect(told(rounded("down", undefined, { scale: 1 }), "0.25").points).toEqual([
      ...["0", "0.1", "0.2", "0.25"],
    ]);
  });

  it("are none of the total, where each event is rounded or nothing is", () => {
    expect(told(rounded("up", "10", { stage: "per_event" }), "35").points).toEqual(["0", "35"]);
    expect(told({ quantity_transform: { divide_by: "10" } }, "35").points).toEqual(["0", "35"]);
  });

  it("are summed up where they are too many, but for those around the breaks of the price", () => {
    const tiers = tiered({ up_to: "100", unit_amount: "1" }, { up_to: null, unit_amount: "2" });
    const steps = ["99", "99.5", "100", "100.5", "101"];
    expect(told({ ...tiers, ...rounded("up") }, "2000")).toEqual({
      points: ["0", "0.5", "1", ...steps, "1999", "1999.5", "2000"],
      summed: [
        ["0", "0"],
        ["0", "100"],
        ["100", "2000"],
      ],
    });
  });

  it("are told in totals, not in what these are divided to", () => {
    const tiers = tiered({ up_to: "100", unit_amount: "1" }, { up_to: null, unit_amount: "2" });
    expect(told({ ...tiers, ...rounded("nearest", "2") }, "3001")).toEqual({
      points: ["0", "1", "2", "198", "199", "200", "201", "202", "2998", "2999", "3000", "3001"],
      summed: [
        ["0", "0"],
        ["0", "200"],
        ["200", "3001"],
      ],
    });
  });

  it("are summed up to the last total, and not beyond it", () => {
    const tiers = tiered({ up_to: "5000", unit_amount: "1" }, { up_to: null, unit_amount: "2" });
    expect(told({ ...tiers, ...rounded("up") }, "2000").summed).toEqual([
      ["0", "0"],
      ["0", "2000"],
    ]);
    // A third of it is no decimal: what is summed up reaches it all the same.
    expect(told(rounded("up", "3"), "4000").summed).toEqual([["0", "4000.000000000000000002"]]);
  });

  it("keep the steps of packages that are few enough", () => {
    const { points, summed } = told({ ...packages, package_size: "1000", ...rounded("up") }, "2500");
    const around = (step: number): string[] => [-1, -0.5, 0, 0.5, 1].map((far) => String(step + far));
    expect(points).toEqual(["0", "0.5", "1", ...around(1000), ...around(2000), "2499", "2499.5", "2500"]);
    expect(summed).toEqual([]);
  });
});
