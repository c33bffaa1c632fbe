import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLimbs, mostLimb } from "../../src/lane/limbs.ts";
import { runs } from "../laws.ts";
import { textOfWholes } from "./wholes.ts";

const most = BigInt(mostLimb) - 1n;

/** Limbs of either sign up to the largest that can be written, many of them around a multiple of a million. */
const limb: fc.Arbitrary<bigint> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(0n, 1n, 999_999n, 1_000_000n, 10n ** 9n, 2n ** 52n, most),
      fc.bigInt({ min: 0n, max: most }),
      fc.bigInt({ min: 0n, max: most / 1_000_000n }).map((value) => value * 1_000_000n),
      fc.bigInt({ min: 0n, max: 2_000_000n }),
    ),
    fc.bigInt({ min: -2n, max: 2n }),
    fc.boolean(),
  )
  .map(([size, step, below]) => {
    const value = size + step < 0n ? 0n : size + step > most ? most : size + step;
    return below ? -value : value;
  });

describe("money in two limbs", () => {
  // Law: the text is that of high × 10^6 + low, in units of 10^-(scale + 6), canonical, whatever the limbs' signs.
  it("is written as one exact decimal", () => {
    fc.assert(
      fc.property(limb, limb, fc.nat({ max: 18 }), (high, low, scale) => {
        const text = formatLimbs(Number(high), Number(low), scale);
        expect(text).toBe(textOfWholes(high * 1_000_000n + low, scale + 6));
      }),
      {
        ...runs(8000),
        examples: [
          [most, most, 0],
          [-most, -most, 18],
          [0n, -1n, 0],
          [-1n, 1_000_000n, 3],
          [1n, -1_000_001n, 0],
          [-5n, 0n, 2],
        ],
      },
    );
  });

  it("of a minus before zero is zero", () => {
    expect([formatLimbs(-0, 0, 2), formatLimbs(0, -0, 0), formatLimbs(-0, -0, 18)]).toEqual(["0", "0", "0"]);
  });
});
