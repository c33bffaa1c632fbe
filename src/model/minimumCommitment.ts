import type { Proration } from "./proration.ts";

/** A promise to spend; what is missing to it is a line of its own. */
export interface MinimumCommitment {
  readonly amount: string;
  readonly name?: string;
  /** For periods that the contract or the version has only in part; `none` (default): due whole. */
  readonly proration?: Proration;
}
