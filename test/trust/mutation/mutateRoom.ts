// The mutants of one room, against the fast tests and then, what these let live, against all.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { cache, type Mutant, runStryker } from "./runStryker.ts";
import { allLaws, fastTests } from "./testSelection.ts";

export interface RoomOptions {
  readonly concurrency: number;
  /** What the runs of the laws are multiplied by in the second pass; undefined: there is no second pass. */
  readonly lawRuns: string | undefined;
  /** Only those that lived in the last run are asked again: for work on the tests, while the source stays as it is. */
  readonly onlyLeft: boolean;
}

export function mutateRoom(room: string, mutate: readonly string[], options: RoomOptions): Mutant[] {
  const root = resolve(".");
  const kept = join(cache, `${room}.mutants.json`);
  const known = options.onlyLeft ? (JSON.parse(readFileSync(kept, "utf8")) as Mutant[]) : [];
  const first = options.onlyLeft ? placesOf(known.filter(lives)) : mutate;
  const fast = first.length === 0 ? [] : runStryker(room, first, fastTests(root, room), options.concurrency);
  let mutants = options.onlyLeft ? withLater(known, fast) : fast;
  const left = placesOf(mutants.filter(lives));
  if (left.length > 0 && options.lawRuns !== undefined) {
    const laws = allLaws(root, room, options.lawRuns);
    mutants = withLater(mutants, runStryker(`${room}.laws`, left, laws, options.concurrency));
  }
  writeFileSync(kept, JSON.stringify(mutants));
  return mutants;
}

/** What lived before may have been noticed later. */
function withLater(before: readonly Mutant[], later: readonly Mutant[]): Mutant[] {
  const byKey = new Map(later.map((mutant) => [keyOf(mutant), mutant]));
  return before.map((mutant) => (lives(mutant) ? (byKey.get(keyOf(mutant)) ?? mutant) : mutant));
}

function placesOf(mutants: readonly Mutant[]): string[] {
  return [...new Set(mutants.map(placeOf))];
}

export function lives({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function placeOf({ file, start, end }: Mutant): string {
  return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function keyOf(mutant: Mutant): string {
  return `${placeOf(mutant)} ${mutant.mutator} ${mutant.replacement}`;
}
