// A client as it should be: it sends a batch again, with the same ids, until it has heard what became of it.
import type { Engine, EventOutcome } from "../../src/index.ts";
import type { Operation } from "./register.ts";
import type { SentEvent } from "./usageWorld.ts";

/** An event of a batch, and which of the two things under its id it says. */
export interface Sent {
  readonly event: SentEvent;
  readonly payload: 0 | 1;
}

/** Takes note of everything that clients ask and hear. */
export interface History {
  readonly operations: Operation[];
  /** How many attempts of batches ended in which way. */
  readonly attempts: Record<string, number>;
  /** What no client should ever have been told. */
  readonly faults: string[];
}

export function createHistory(): History {
  return { operations: [], attempts: {}, faults: [] };
}

export interface Patience {
  /** Attempts before a client gives up, which is a fault. */
  readonly attempts: number;
  /** Longest pause between two of them, in milliseconds. */
  readonly longestPause: number;
  /** How long one attempt may take before the client takes it for lost, which is a fault. */
  readonly longestWait: number;
  /** The history's clock. */
  readonly now: () => number;
}

/** The same clock for all processes of a machine, in microseconds. */
export function machineNow(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

export const usualPatience: Patience = {
  attempts: 2_000,
  longestPause: 50,
  longestWait: 60_000,
  now: machineNow,
};

/** Whether the client has heard what became of the batch; else there is a fault in the history. */
export async function submitUntilHeard(
  engine: Engine,
  batch: readonly Sent[],
  history: History,
  patience: Patience = usualPatience,
): Promise<boolean> {
  for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
    const start = patience.now();
    const answer = await attemptOnce(engine, batch, patience);
    const end = patience.now();
    const [name, outcomes] = outcomesOf(answer);
    history.attempts[name] = (history.attempts[name] ?? 0) + 1;
    for (const [at, { event, payload }] of batch.entries()) {
      const outcome = Array.isArray(outcomes) ? outcomes[at] : outcomes;
      if (outcome === undefined)
        history.faults.push(`${event.event_id}: a client was told ${name} (${String(answer)})`);
      else history.operations.push({ id: event.event_id, payload, start, end, outcome });
    }
    if (name === "answered") return true;
    if (outcomes === undefined) return false;
    await pause(Math.min(patience.longestPause, attempt * 3));
  }
  history.faults.push(`${batch[0]?.event.event_id}: a client gave up after ${patience.attempts} attempts`);
  return false;
}

type Answer = readonly EventOutcome[] | Error;

async function attemptOnce(
  engine: Engine,
  batch: readonly Sent[],
  { longestWait }: Patience,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error("no answer at all")), longestWait);
  });
  const asked = engine.submitUsage({ events: batch.map(({ event }) => event) }).then(
    ({ events }): Answer => events,
    (error: unknown): Answer => (error instanceof Error ? error : new Error(String(error))),
  );
  try {
    return await Promise.race([asked, lost]);
  } finally {
    clearTimeout(timer);
  }
}

type Outcome = Operation["outcome"];

/** How an attempt ended, and what it says of its events: of each, of all alike, or nothing that may be said. */
function outcomesOf(answer: Answer): [string, (Outcome | undefined)[] | Outcome | undefined] {
  if (Array.isArray(answer)) return ["answered", answer.map(outcomeOf)];
  const { name, code } = answer as Error & { readonly code?: unknown };
  if (name !== "StoreError") return [`${name}: ${String(answer)}`, undefined];
  if (code === "retryable" || code === "conflict") return [code, "none"];
  return code === "unknown_outcome" ? [code, "unknown"] : [`StoreError ${String(code)}`, undefined];
}

function outcomeOf({ status, duplicate, code }: EventOutcome): Outcome | undefined {
  if (status === "accepted") return duplicate === true ? "duplicate" : "accepted";
  return code === "event_conflict" ? "conflict" : undefined;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
