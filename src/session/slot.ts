// Where plain events of one metric and one stretch of time count under one rule: found once, then looked up.
import type { Cell, Group } from "../model/charge.ts";
import type { Period } from "../model/period.ts";
import type { Place } from "../rating/book.ts";
import type { Meter } from "../rating/compileTerms.ts";
import type { Lane } from "../rating/laneOf.ts";

/** What all charges of one slot have in common. */
export interface ChargedLadder {
  readonly contract: string;
  readonly rule_id: string;
  readonly version: number;
  readonly period: Pick<Period, "start" | "end">;
  readonly group?: Group;
  readonly cell?: Cell;
  /** Decimal places of the amounts' high limb. */
  readonly scale: number;
}

export interface Slot {
  /** Its place among the rater's ladders and sums. */
  readonly index: number;
  readonly ladder: ChargedLadder;
  readonly lane: Lane;
  /** Each event counts as one. */
  readonly counts: boolean;
}

/** Where plain events count under one rule, in every period. */
export interface Placed {
  readonly meter: Meter;
  readonly place: Place;
}

/** A stretch of time in which plain events of a metric count in the same slots. */
export interface Route {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly slots: readonly Slot[];
}
