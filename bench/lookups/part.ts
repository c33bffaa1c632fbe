// A part: one question, asked at several sizes that are compared with each other.
import type { BenchCase } from "./benchCase.ts";
import type { Entry } from "./contestant.ts";

export interface Part {
  readonly name: string;
  /** With how much more the costs should be, so that a reader can tell what is wrong. */
  readonly question: string;
  readonly entries: readonly Entry[];
  /** What the last columns compare. */
  readonly beside: string;
  readonly rows: readonly Row[];
}

export interface Row {
  /** Its name is the row's, and no other row of the part has it. */
  readonly benchCase: BenchCase;
  /** Of how many of the run's events it gets. */
  readonly share: number;
  /** The name of the row that its costs have grown from; its own: it is the smallest. */
  readonly from: string;
  /** How many times as large as that one it is. */
  readonly times: number;
  /** The name of a row of the same size that it is compared with, where no other contestant does the same. */
  readonly beside?: string;
}
