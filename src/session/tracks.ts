// Where plain events of one metric and one stretch of time count under one rule, and what they have come to there: a few numbers for
// each such track in one array. Where several rules charge a metric, their tracks stand one after the other.
import { add, type Decimal, decimalOf, formatDecimal, zero } from "../decimal/decimal.ts";
import type { Lanes } from "../lane/lanes.ts";
import { formatLimbs, mostLimb } from "../lane/limbs.ts";
import type { Charge } from "../model/charge.ts";
import { type ChargedLadder, chargeDocument } from "./chargeDocument.ts";

/** One of a route's tracks. */
export interface Track {
  readonly ladder: ChargedLadder;
  /** Place of its running total among the lanes. */
  readonly lane: number;
  /** Each event counts as one. */
  readonly counts: boolean;
}

/** A stretch of time, its end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export interface Tracks {
  numbers: Float64Array;
  /** For each: its lane, how many tracks its route has from it on, and whether it counts events. */
  whole: Int32Array;
  readonly ladders: ChargedLadder[];
  /** Amounts that no longer fitted, by track. */
  readonly spilled: Map<number, Decimal>;
}

// What a record holds: when the track takes events, and the sums of its charges so far.
const [from, until, quantities, highs, lows, events, firstEvent, firstInstant] = [0, 1, 2, 3, 4, 5, 6, 7];
const recordSize = 8;
const [lane, routeLength, counting] = [0, 1, 2];
const wholeSize = 3;
const firstRoom = 16;

export function createTracks(): Tracks {
  return {
    numbers: new Float64Array(firstRoom * recordSize),
    whole: new Int32Array(firstRoom * wholeSize),
    ladders: [],
    spilled: new Map(),
  };
}

/** The first of the new tracks of a route. A route without any takes no event: its events are looked at one by one. */
export function openTracks(tracks: Tracks, stretch: Stretch, parts: readonly Track[]): number {
  const first = tracks.ladders.length;
  const empty: Track = { ladder: noLadder, lane: -1, counts: false };
  for (const part of parts.length === 0 ? [empty] : parts) {
    const track = openLadder(tracks, part.ladder);
    tracks.numbers[track * recordSize + from] = stretch.from;
    tracks.numbers[track * recordSize + until] = stretch.until;
    tracks.whole[track * wholeSize + lane] = part.lane;
    tracks.whole[track * wholeSize + routeLength] = first + parts.length - track;
    tracks.whole[track * wholeSize + counting] = part.counts ? 1 : 0;
  }
  return first;
}

const noLadder: ChargedLadder = {
  contract: "",
  rule_id: "",
  version: 0,
  period: { start: "", end: "" },
  scale: 0,
};

/** Room for a ladder, also for one whose charges are documents. */
export function openLadder(tracks: Tracks, ladder: ChargedLadder): number {
  const track = tracks.ladders.length;
  tracks.ladders.push(ladder);
  if (tracks.ladders.length * recordSize <= tracks.numbers.length) return track;
  const [numbers, whole] = [tracks.numbers, tracks.whole];
  tracks.numbers = new Float64Array(2 * numbers.length);
  tracks.numbers.set(numbers);
  tracks.whole = new Int32Array(2 * whole.length);
  tracks.whole.set(whole);
  return track;
}

/** @param place - where the instant stands in the list */
export function holds({ numbers }: Tracks, track: number, instants: Float64Array, place: number): boolean {
  const at = track * recordSize;
  const instant = instants[place] as number;
  return instant >= (numbers[at + from] as number) && instant < (numbers[at + until] as number);
}

export function laneOf({ whole }: Tracks, track: number): number {
  return whole[track * wholeSize + lane] as number;
}

/** How many tracks an event of its route counts in, from this one on; 0: none, as it has to be looked at. */
export function tracksFrom({ whole }: Tracks, track: number): number {
  return whole[track * wholeSize + routeLength] as number;
}

export function countsEvents({ whole }: Tracks, track: number): boolean {
  return whole[track * wholeSize + counting] === 1;
}

/**
 * Adds the charge that the lanes have just made to the sums.
 *
 * @param event - where the rater remembers it
 * @param place - where its instant stands in the list
 */
export function addCharge(
  tracks: Tracks,
  track: number,
  { asked, amount }: Pick<Lanes, "asked" | "amount">,
  event: number,
  instants: Float64Array,
  place: number,
): void {
  const { numbers } = tracks;
  const at = track * recordSize;
  if (numbers[at + events] === 0) {
    numbers[at + firstEvent] = event;
    numbers[at + firstInstant] = instants[place] as number;
  }
  numbers[at + events] = (numbers[at + events] as number) + 1;
  numbers[at + quantities] = (numbers[at + quantities] as number) + (asked[0] as number);
  const high = amount[0] as number;
  const low = amount[1] as number;
  const highSum = (numbers[at + highs] as number) + high;
  const lowSum = (numbers[at + lows] as number) + low;
  const fits = Math.abs(highSum) < mostLimb && Math.abs(lowSum) < mostLimb;
  if (!fits) tracks.spilled.set(track, amountOf(tracks, track));
  numbers[at + highs] = fits ? highSum : high;
  numbers[at + lows] = fits ? lowSum : low;
}

function amountOf({ numbers, ladders, spilled }: Tracks, track: number): Decimal {
  const at = track * recordSize;
  const { scale } = ladders[track] as ChargedLadder;
  const amount = formatLimbs(numbers[at + highs] as number, numbers[at + lows] as number, scale);
  return add(spilled.get(track) ?? zero, decimalOf(amount));
}

/** All charges of a track as one, in the manner of `mergeCharges`; undefined where there are none. */
export function sumOf(tracks: Tracks, track: number, idAt: (event: number) => string): Charge | undefined {
  const at = track * recordSize;
  const { numbers, ladders, spilled } = tracks;
  if (numbers[at + events] === 0) return undefined;
  const sum = chargeDocument(ladders[track] as ChargedLadder, {
    event_id: idAt(numbers[at + firstEvent] as number),
    timestamp: numbers[at + firstInstant] as number,
    quantity: numbers[at + quantities] as number,
    high: numbers[at + highs] as number,
    low: numbers[at + lows] as number,
  });
  return spilled.has(track) ? { ...sum, amount: formatDecimal(amountOf(tracks, track)) } : sum;
}
