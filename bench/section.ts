// A section asks one question; it runs its contests in a process of its own.
import type { Contest } from "./contest.ts";
import type { Goal } from "./goals.ts";
import type { Size } from "./size.ts";

/** A hundred thousand contracts are more than the heap has room for unless told; near its limit it would be collected all the time. */
export const roomForContracts = "--max-old-space-size=8192";

export interface Section {
  readonly name: string;
  readonly question: string;
  /** The lane that the others are compared with; left out, or not there: each contest's first. */
  readonly reference?: string;
  readonly goals: readonly Goal[];
  /** Of Node, for its process. */
  readonly flags?: readonly string[];
  run(size: Size, told: SectionListener): Promise<void>;
}

/** Is told as soon as there is something to tell. */
export interface SectionListener {
  contest(contest: Contest): void;
  /** What could not be run, and why. */
  remark(text: string): void;
}

export interface SectionResult {
  readonly section: string;
  readonly contests: readonly Contest[];
  readonly remarks: readonly string[];
  readonly hasFailed: boolean;
}
