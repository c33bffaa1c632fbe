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
    if (wasSaid(parsed.value)) {
      outcomes.push({ event_id, status: "accepted", duplicate: true });
      continue;
    }
    const rated = rater.rate(parsed.value);
    outcomes.push(rated.outcome);
    for (const charge of rated.charges) charges.push(charge);
  }
  return { charges, outcomes };
}
