// The count that is told at the end, and on the way on a terminal.

/** What became of the events, each counted once. */
export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Those among the rejected that are lines without JSON. */
  readonly unreadable: number;
}
