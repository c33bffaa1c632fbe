// What a process that is going to be killed is told to do.
import type { WorldSize } from "../../postgres/usageWorld.ts";

export interface KillOrder {
  readonly url: string;
  readonly schema: string;
  readonly world: WorldSize;
  /** Place of the kind of client among all kinds. */
  readonly client: number;
  readonly tasks: number;
  /** `split`: over a store that writes events and charges in two transactions, to see whether that is found. */
  readonly store: "honest" | "split";
}

/** When something is killed: so many milliseconds after so many batches were answered. */
export interface KillMoment {
  readonly batches: number;
  readonly milliseconds: number;
}
