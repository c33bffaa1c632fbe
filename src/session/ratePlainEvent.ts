// Plain events, in numbers from end to end: no text is made, no object, and nothing is looked up twice. Whatever is not plain, or would
// be refused, is left alone and goes the long way round (`rateAnyEvent`).
import type { Lanes } from "../lane/lanes.ts";
import { million } from "../lane/millionths.ts";
import type { EventMemory } from "./eventMemory.ts";
import { countsEvents, laneOf, type Tracks, tracksFrom } from "./tracks.ts";

/** Takes the charges of plain events. */
export interface PlainCharges {
  /**
   * The lanes have just made it: they have its quantity and amount.
   *
   * @param event - where the rater remembers it
   * @param at - where its instant stands in the list
   */
  add(track: number, event: number, instants: Float64Array, at: number): void;
}

/** What became of an event: it is not for this way, it is new, or it was accepted before. */
export type Passed = "not plain" | "accepted" | "duplicate";

interface PlainRating {
  readonly memory: EventMemory;
  readonly lanes: Lanes;
  readonly tracks: Tracks;
}

/**
 * Rates an event that the memory has been told of: its name and what it says.
 *
 * @param track - the first of its route
 * @param at - where the event stands in the lists
 */
export function ratePlainEvent(
  { memory, lanes, tracks }: PlainRating,
  track: number,
  quantities: Float64Array,
  instants: Float64Array,
  at: number,
  charges: PlainCharges,
): Passed {
  const length = tracksFrom(tracks, track);
  if (length === 0) return "not plain";
  const found = memory.find();
  if (found !== "new") return found === "same" ? "duplicate" : "not plain";
  const { asked } = lanes;
  // Under several rules an event counts everywhere or nowhere.
  for (let one = track; one < track + length; one += 1) {
    asked[0] = countsEvents(tracks, one) ? million : (quantities[at] as number);
    if (!lanes.fitsAsked(laneOf(tracks, one))) return "not plain";
  }
  const event = memory.keep();
  for (let one = track; one < track + length; one += 1) {
    asked[0] = countsEvents(tracks, one) ? million : (quantities[at] as number);
    lanes.countAsked(laneOf(tracks, one));
    charges.add(one, event, instants, at);
  }
  return "accepted";
}
