// Unchecked events that need no parser.
import type { EventOutcome } from "../model/charge.ts";
import { createBlock, passEvent } from "./block.ts";
import { type Rater, sessionOf } from "./createRater.ts";
import { isSeedShaped } from "./isSeedShaped.ts";
import type { PlainCharges } from "./ratePlainEvent.ts";
import { exclusively } from "./session.ts";
import { addCharge } from "./tracks.ts";

/** What rates an input and sums up its charges; it answers undefined for one that has to be parsed first, and has done nothing then. */
export function createInputRating(rater: Rater): (input: unknown) => EventOutcome | undefined {
  const session = sessionOf(rater);
  const block = createBlock();
  const sums: PlainCharges = {
    add(track, event, instants, at) {
      addCharge(session.tracks, track, session.lanes, event, instants, at);
    },
  };
  return (input) => {
    if (!isSeedShaped(input)) return undefined;
    const passed = exclusively(session, () => passEvent(block, session, input, sums));
    if (passed === "not plain") return undefined;
    const event_id = block.ids[0] as string;
    return passed === "accepted"
      ? { event_id, status: "accepted" }
      : { event_id, status: "accepted", duplicate: true };
  };
}
