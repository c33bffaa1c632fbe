// Unchecked events, one outcome for each: an event that is wrong keeps nothing else from it.
import { readEntry } from "../intake/parseUsageBatch.ts";
import type { EventOutcome } from "../model/charge.ts";
import { createInputRating } from "../session/createInputRating.ts";
import type { Rater } from "../session/createRater.ts";
import { refusedOutcome } from "./refusedOutcome.ts";

/** Each event is read when its turn comes: a long list is never held twice. */
export function rateInputs(rater: Rater, events: Iterable<unknown>): EventOutcome[] {
  const rate = createInputRating(rater);
  const outcomes: EventOutcome[] = [];
  for (const event of events) {
    const outcome = rate(event);
    if (outcome !== undefined) {
      outcomes.push(outcome);
      continue;
    }
    const { event_id, parsed } = readEntry(event);
    outcomes.push(parsed.ok ? rater.rate(parsed.value).outcome : refusedOutcome(event_id, parsed.issues));
  }
  return outcomes;
}
