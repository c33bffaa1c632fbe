// Runs all sizes of a part and all contestants in turn, round after round, and compares what they came to.
import { type Comparison, compareLanes, type Lane, runOnce, type Size } from "./measure.ts";
import type { Part, Row } from "./part.ts";
import { createScenario } from "./scenario.ts";

export interface RowResult extends Comparison {
  /** How many. */
  readonly events: number;
  readonly row: Row;
}

export interface PartResult {
  readonly part: Part;
  readonly rows: readonly RowResult[];
}

/** As many as the smaller rows have: fewer would be over before the compiler is done. */
const warmUpEvents = 10_000;

export function measurePart(part: Part, { events, rounds }: Size): PartResult {
  const runs = part.rows.map((row) => {
    const own = Math.round(events * row.share);
    const warmUp = createScenario(row.benchCase, Math.min(own, warmUpEvents));
    for (const entry of part.entries) runOnce(entry, warmUp);
    const lanes = part.entries.map((entry): Lane => ({ entry, own: [] }));
    return { row, lanes, scenario: createScenario(row.benchCase, own) };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { lanes, scenario } of runs) {
      for (const { entry, own } of lanes) own.push(runOnce(entry, scenario));
    }
  }
  const rows = runs.map(({ row, lanes, scenario }) => ({
    row,
    events: scenario.events,
    ...compareLanes(lanes),
  }));
  return { part, rows };
}
