// Reading a curve: the same as with other fractions, and nothing beyond its ends.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectOk, priceCurve, type UsageRule } from "../../src/index.ts";
import { amountOnCurve, effectivePriceSvg, priceCurveSvg } from "../../src/report/index.ts";
import { tieredTerms } from "../arbitraries/tiers.ts";
import { readCurve } from "../engine/readCurve.ts";
import { runs } from "../laws.ts";
import { fraction, toText } from "../oracle/fraction.ts";
import { refusalOf } from "./refusalOf.ts";

describe("amountOnCurve", () => {
  it("is what other fractions read off the curve", () => {
    fc.assert(
      fc.property(tieredTerms(), fc.integer({ min: 0, max: 100_000 }), (terms, at) => {
        const rule = { id: "r", name: "R", type: "usage", metric: "calls", ...terms } as UsageRule;
        const curve = expectOk(priceCurve(rule, { to: "100" }));
        const quantity = toText({ n: BigInt(at), d: 1000n });
        expect(amountOnCurve(curve, quantity)).toBe(toText(readCurve(curve, fraction(quantity))));
      }),
      runs(200),
    );
  });

  it("is nothing below zero and beyond the end, and refuses what is no decimal", () => {
    const rule = {
      id: "r",
      name: "R",
      type: "usage",
      metric: "calls",
      model: "per_unit",
      unit_amount: "1",
    } as const;
    const curve = expectOk(priceCurve(rule, { to: "100" }));
    expect(["-1", "100.000000000000000001"].map((at) => amountOnCurve(curve, at))).toEqual([
      undefined,
      undefined,
    ]);
    expect(["0", "100"].map((at) => amountOnCurve(curve, at))).toEqual(["0", "100"]);
    const drawings = [priceCurveSvg, effectivePriceSvg].map(
      (draw) => (quantity: string) => draw(curve, { quantity }),
    );
    for (const text of ["1e1", "", "+1", "ten", "1,5"]) {
      expect(refusalOf(() => amountOnCurve(curve, text))).toBe("decimal_invalid_format quantity");
      for (const draw of drawings)
        expect(refusalOf(() => draw(text))).toBe("decimal_invalid_format options.quantity");
    }
  });
});
