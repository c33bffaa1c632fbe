import type { BatchEntry } from "../intake/parseUsageBatch.ts";
import type { Charge, EventOutcome } from "../model/charge.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Rater } from "../session/createRater.ts";
import { refusedOutcome } from "./refusedOutcome.ts";

/** Rates what could be read of a preview's events: an outcome for each of them, in their order. */
export function rateEntries(
  rater: Rater,
  entries: Iterable<BatchEntry>,
  wasSaid: (event: UsageEvent) => boolean = () => false,
): { charges: Charge[]; outcomes: EventOutcome[] } {
  const charges: Charge[] = [];
  const outcomes: EventOutcome[] = [];
  for (const { event_id, parsed } of entries) {
    if (!parsed.ok) {
      outcomes.push(refusedOutcome(event_id, parsed.issues));
      continue;
    }
    outcomes.push(rateEvent(rater, parsed.value, wasSaid, charges));
  }
  return { charges, outcomes };
}

/** What becomes of one event; its charges go to the others. */
export function rateEvent(
  rater: Rater,
  event: UsageEvent,
  wasSaid: (event: UsageEvent) => boolean,
  into: Charge[],
): EventOutcome {
  if (wasSaid(event)) return { event_id: event.event_id, status: "accepted", duplicate: true };
  const { outcome, charges } = rater.rate(event);
  for (const charge of charges) into.push(charge);
  return outcome;
}
