// Compares world after world, each from the run's seed and its place in the run.
import { inColumns, inDocuments, type Way } from "./answered.ts";
import { createChance, seedAt } from "./chance.ts";
import { type Comparison, compareWorld } from "./compareWorld.ts";
import { type LongWorld, longWorld } from "./longWorld.ts";
import { shrinkWorld } from "./shrinkWorld.ts";
import { addTally, noTally, type Tally } from "./tally.ts";

export interface Run {
  readonly seed: number;
  /** How many invoices are wanted at least. */
  readonly invoices: number;
  /** The place of the first world, and how far it is to the next one. */
  readonly first: number;
  readonly step: number;
}

/** A world on which library and oracle do not agree. */
export interface Disagreement {
  readonly place: number;
  readonly difference: string;
  /** The same with as little as still shows it. */
  readonly smallest: LongWorld;
}

export interface RunResult {
  readonly tally: Tally;
  readonly disagreements: readonly Disagreement[];
}

/** @param listen - is told after each world how far the run has come */
export function runWorlds(run: Run, listen: (tally: Tally) => void = () => {}): RunResult {
  let tally = noTally;
  const disagreements: Disagreement[] = [];
  for (let place = run.first; tally.invoices < run.invoices && disagreements.length < 5; place += run.step) {
    const { world, way } = worldAt(run.seed, place);
    const compared = compare(world, way);
    tally = addTally(tally, compared.tally);
    const { difference } = compared;
    if (difference !== undefined) {
      const smallest = shrinkWorld(world, (smaller) => compareWorld(smaller, way).difference !== undefined);
      disagreements.push({ place, difference, smallest });
    }
    listen(tally);
  }
  return { tally, disagreements };
}

/** The world at a place, and how the library is asked. */
function worldAt(seed: number, place: number): { readonly world: LongWorld; readonly way: Way } {
  const chance = createChance(seedAt(seed, place));
  const way = chance.once(2) ? inColumns : inDocuments;
  return { world: longWorld(chance), way };
}

/** Who throws does not agree either. */
function compare(world: LongWorld, way: Way): Comparison {
  try {
    return compareWorld(world, way);
  } catch (thrown) {
    const words = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { tally: { ...noTally, worlds: 1 }, difference: `thrown: ${words}` };
  }
}
