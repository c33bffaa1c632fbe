// Draws a corpus: worlds of every kind, from one seed. What it draws is written down once, so generators may change without it.
import fc from "fast-check";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { plainWorld } from "../arbitraries/plainWorlds.ts";
import { carryingRule, feeRule, proratedRule, sharingRule } from "../arbitraries/rules.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { rateByOracle } from "../oracle/rate.ts";
import type { GoldenWorld, RatingWorld } from "./goldenWorld.ts";
import { recordLives } from "./recordLives.ts";

const kinds: readonly (readonly [name: string, count: number, worlds: fc.Arbitrary<PlacedWorld>])[] = [
  ["any", 60, world()],
  ["shared", 15, world({ rules: sharingRule })],
  ["carried", 15, world({ rules: carryingRule })],
  ["prorated", 20, world({ rules: proratedRule })],
  ["fees", 10, world({ rules: feeRule, maxEvents: 1 })],
  ["plain", 30, plainWorld(20)],
];

export async function drawGolden(seed: number): Promise<GoldenWorld[]> {
  const drawn = kinds.flatMap(([kind, count, worlds]) =>
    // Of some usage nothing comes.
    fc
      .sample(worlds, { numRuns: count * 4, seed })
      .filter((one) => kind === "fees" || rateByOracle(one).entries.length > 3)
      .slice(0, count)
      .map((one, at) => frozen(`${kind}-${String(at + 1).padStart(3, "0")}`, one)),
  );
  return [...drawn, ...(await recordLives(80, 40, seed))];
}

function frozen(name: string, placed: PlacedWorld): RatingWorld {
  const { contract, programs, events, focus } = placed;
  const last = periodsFrom(placed, 3).at(-1);
  return { name, contract, programs, events, from: focus, to: last?.end ?? focus };
}
