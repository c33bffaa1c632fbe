// What drawings begin and end with, where there is little or nothing to draw.
import { describe, expect, it } from "vitest";
import type { LineItem, UsageRule } from "../../src/index.ts";
import { cellOfLine, curveEnd, curveOf } from "../../src/report/curveOf.ts";
import { exactText, wholeFraction } from "../../src/report/fraction.ts";
import { effectivePriceSvg, usageBarsSvg } from "../../src/report/index.ts";
import { ticks } from "../../src/report/ticks.ts";

const base = { id: "r", name: "Calls", type: "usage", metric: "calls" } as const;
const perUnit: UsageRule = { ...base, model: "per_unit", unit_amount: "2" };
const tiers = [
  { up_to: "10", unit_amount: "2" },
  { up_to: "1000", unit_amount: "1" },
  { up_to: null, unit_amount: "0.5" },
];
const tiered: UsageRule = { ...base, model: "tiered", tiers_mode: "graduated", tiers };

describe("the end of a rule's curve", () => {
  it("is a quarter beyond the quantity, or beyond a tier's bound that is near", () => {
    expect(["0", "-5", "40"].map((quantity) => curveEnd(perUnit, quantity))).toEqual(["100", "100", "50"]);
    expect(["0", "8", "300"].map((quantity) => curveEnd(tiered, quantity))).toEqual(["1250", "12.5", "1250"]);
  });

  it("is that of a curve which is given", () => {
    const curve = curveOf(perUnit, { to: "7" });
    expect(curve.to).toBe("7");
    expect(curveOf(curve, { to: "9" })).toBe(curve);
  });

  it("is of the cell that is asked for", () => {
    const cells = [{ when: { region: "eu" }, unit_amount: "3" }];
    const matrix: UsageRule = { ...base, model: "matrix", dimensions: ["region"], cells, default: "free" };
    expect(curveOf(matrix, { cell: { region: "eu" }, to: "2" }).pieces.at(-1)?.amount_at_to).toBe("6");
    expect(() => curveOf(matrix, {})).toThrow();
  });
});

describe("the cell of a line", () => {
  const of = (...cells: unknown[]): unknown => {
    const steps = cells.map((cell) => ({
      kind: "unit",
      amount: "1",
      ...(cell === undefined ? {} : { cell }),
    }));
    return cellOfLine({ steps } as unknown as LineItem);
  };

  it("is the one that all steps are about", () => {
    const eu = { region: "eu" };
    expect(of(eu, undefined, { region: "eu" })).toEqual(eu);
    expect([of(eu, { region: "us" }), of(undefined), of()]).toEqual([undefined, undefined, undefined]);
    const shared = { steps: [{ kind: "unit", amount: "1", cell: eu }] };
    expect(cellOfLine({ steps: [], shared } as unknown as LineItem)).toEqual(eu);
  });
});

describe("drawings of nothing", () => {
  it("have one tick where an axis has no length", () => {
    const five = wholeFraction(5);
    expect(ticks(five, five, 4).map(exactText)).toEqual(["5"]);
  });

  it("mark no price of a unit where there is no unit", () => {
    expect(effectivePriceSvg(perUnit, { quantity: "0", to: "10" })).not.toContain("<circle");
    expect(effectivePriceSvg(perUnit, { quantity: "5", to: "10" })).toContain("<circle");
  });

  it("tell the first 31 days of many, and how many there are beside", () => {
    const days = Array.from({ length: 40 }, (_, at) => {
      const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
      return { day, quantity: at % 10 === 9 ? null : String(at) };
    });
    const svg = usageBarsSvg(days as unknown as Parameters<typeof usageBarsSvg>[0]);
    expect(svg).toContain("2026-01-01: 0; 2026-01-02: 1");
    expect(svg).toContain("; and 5 more days");
    expect(svg).not.toContain("2026-01-10: ");
  });
});
