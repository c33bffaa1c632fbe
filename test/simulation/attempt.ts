// One attempt of a client to get something from an engine: it is answered, refused, or nobody knows what became of it.
import type { Engine } from "../../src/index.ts";
import type { Host } from "./host.ts";
import { count, nextMoment, type Stage, turn, violate } from "./stage.ts";

/** What comes back of one attempt; `lost`: the process ended, or the client did not wait any longer. */
export type Outcome =
  | { readonly as: "answer"; readonly value: unknown }
  | { readonly as: "error"; readonly error: unknown }
  | { readonly as: "lost" };

/** One attempt: when it was made, what was heard of it, and whether it may have done more than was told. */
export interface Attempt {
  readonly begin: number;
  readonly end: number;
  readonly outcome: Outcome;
  readonly isDoubtful: boolean;
}

/** Asks an engine, as long as it lives and the client has patience. */
export async function attempt(
  stage: Stage,
  host: Host,
  patience: number | undefined,
  act: (engine: Engine) => Promise<unknown>,
): Promise<Attempt> {
  const begin = nextMoment(stage);
  const { life, engine } = host;
  count(stage, "engine calls");
  const answered = act(engine).then(
    (value): Outcome => ({ as: "answer", value }),
    (error: unknown): Outcome => {
      hear(stage, error);
      return { as: "error", error };
    },
  );
  const waiting = { isDoubtful: false, leave: () => {} };
  const left = new Promise<Outcome>((resolve) => {
    waiting.leave = () => resolve({ as: "lost" });
  });
  life.waiting.add(waiting);
  const outcome = await Promise.race([
    answered,
    left,
    ...losingPatience(stage, patience, () => life.waiting.has(waiting)),
  ]);
  life.waiting.delete(waiting);
  const isLost = outcome.as === "lost";
  return {
    begin,
    end: isLost ? Number.POSITIVE_INFINITY : nextMoment(stage),
    outcome,
    isDoubtful: waiting.isDoubtful,
  };
}

function losingPatience(
  stage: Stage,
  patience: number | undefined,
  isWaiting: () => boolean,
): Promise<Outcome>[] {
  if (patience === undefined || stage.isCalm) return [];
  const wait = async (): Promise<Outcome> => {
    for (let turns = 0; turns < patience && isWaiting(); turns += 1) await turn(stage, "a client waits");
    if (isWaiting()) count(stage, "clients that gave up");
    return { as: "lost" };
  };
  return [wait()];
}

/** A store's failure reaches one caller: an engine that has swallowed it has tried again without being asked to. */
function hear(stage: Stage, error: unknown): void {
  const heard = stage.told.get(error);
  if (heard === undefined) return;
  stage.told.set(error, heard + 1);
  if (heard > 0) violate(stage, `two callers were told of one failure: ${String(error)}`);
}
