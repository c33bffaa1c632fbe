// Many histories from one seed, and what they came to.
import fc from "fast-check";
import { type Plan, plans } from "./plan.ts";
import { honest, type Subject, simulate } from "./simulate.ts";

export interface HistoryOrder {
  readonly seed: number;
  readonly runs: number;
  /** Only the history at that place of the seed, as it was told when it failed. */
  readonly path?: string | undefined;
  readonly subject?: Subject;
  /** Whether a history that fails is made smaller; unless told, it is. */
  readonly shrinks?: boolean;
}

export interface Histories {
  readonly histories: number;
  /** How often what happened. */
  readonly counts: ReadonlyMap<string, number>;
  /** What must not be, with everything that is needed to see it again; undefined where all is well. */
  readonly violation: string | undefined;
}

/** Runs histories until one fails, or all are over. */
export async function runHistories(order: HistoryOrder): Promise<Histories> {
  const { seed, runs, path, subject = honest, shrinks = true } = order;
  const counts = new Map<string, number>();
  const add = (what: string, more: number): void => {
    counts.set(what, (counts.get(what) ?? 0) + more);
  };
  const history = fc.asyncProperty(plans, fc.scheduler(), async (plan, scheduler) => {
    const stage = await simulate(plan, scheduler, subject);
    for (const [what, often] of stage.counts) add(what, often);
    add("store calls", stage.calls);
    if (stage.violations.length > 0) throw new Error(stage.violations.join("\n"));
  });
  const replay = path === undefined ? {} : { path };
  const details = await fc.check(history, { seed, numRuns: runs, endOnFailure: !shrinks, ...replay });
  return { histories: details.numRuns, counts, violation: wordsOf(details) };
}

function wordsOf(details: fc.RunDetails<[Plan, fc.Scheduler]>): string | undefined {
  if (!details.failed) return undefined;
  const { seed, counterexamplePath, counterexample, errorInstance } = details;
  return [
    `seed ${seed}, path ${counterexamplePath}`,
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `plan: ${JSON.stringify(counterexample?.[0])}`,
    `order: ${fc.stringify(counterexample?.[1])}`,
  ].join("\n");
}
