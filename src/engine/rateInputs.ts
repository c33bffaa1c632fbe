// Unchecked events, one outcome for each: an event that is wrong keeps nothing else from it.
import { readEntry } from "../intake/parseUsageBatch.ts";
import type { EventOutcome } from "../model/charge.ts";
import { createInputRating } from "../session/createInputRating.ts";
import type { Rater } from "../session/createRater.ts";
import { refusedOutcome } from "./refusedOutcome.ts";

/** Each event is read when its turn comes: a long list is never held twice. */
export function rateInputs(rater: Rater, events: Iterable<unknown>): EventOutcome[] {
  const rate = createInputRating(rater);
  const read = (event: unknown): EventOutcome => {
    const { event_id, parsed } = readEntry(event);
    return parsed.ok ? rater.rate(parsed.value).outcome : refusedOutcome(event_id, parsed.issues);
  };
  const outcomes: EventOutcome[] = [];
  let last: EventOutcome | undefined;
  for (const event of events) {
    const outcome = rate(event) ?? read(event);
    // Many that are wrong in the same way share one text.
    if (last?.error !== undefined && last.error === outcome.error)
      outcomes.push({ ...outcome, error: last.error });
    else outcomes.push(outcome);
    last = outcomes.at(-1);
  }
  return outcomes;
}
