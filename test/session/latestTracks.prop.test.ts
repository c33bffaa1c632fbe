import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLatestTracks } from "../../src/session/latestTracks.ts";
import { runs } from "../laws.ts";

/** Few contracts with many metrics, many contracts with few, and places that are far apart. */
const pair = fc.oneof(
  fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 200 })),
  fc.tuple(fc.nat({ max: 2_000 }), fc.nat({ max: 2 })),
  fc.tuple(fc.constantFrom(0, 1, 2 ** 16, 2 ** 24, 2 ** 31 - 2), fc.constantFrom(0, 1, 2 ** 16, 2 ** 31 - 1)),
);

describe("the latest tracks", () => {
  /** Law: of a contract and a metric it has what was set last, and -1 where nothing was set. */
  it("are those that were set last, for each contract and metric on its own", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(pair, fc.nat()), { maxLength: 400 }), pair, (sets, other) => {
        const latest = createLatestTracks();
        const known = new Map<string, number>();
        for (const [[contract, metric], track] of sets) {
          latest.set(contract, metric, track);
          known.set(`${contract} ${metric}`, track);
          expect(latest.find(contract, metric)).toBe(track);
        }
        for (const [key, track] of known) {
          const [contract, metric] = key.split(" ").map(Number) as [number, number];
          expect(latest.find(contract, metric)).toBe(track);
        }
        expect(latest.find(...other)).toBe(known.get(other.join(" ")) ?? -1);
        expect(latest.find(other[0], -1)).toBe(-1);
      }),
      runs(200),
    );
  });
});
