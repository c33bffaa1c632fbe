// Charges as numbers: one entry in each column for each charge, and no object.
import type { Charge } from "../model/charge.ts";
import type { ChargedLadder } from "./chargeDocument.ts";

/**
 * Charges in columns. All are exact: a quantity is so many millionths; an amount is (`amount` × 10^6 + `rest`) × 10^-(scale + 6), with
 * the `scale` of its ladder, and `amount` and `rest` are whole numbers of either sign.
 *
 * A charge that does not fit numbers of this form has NaN in `quantity`, `amount` and `rest`: `charge` has it.
 */
export interface ChargeColumns {
  /** How many charges. */
  readonly length: number;
  /** The place of the event in what was given: an index from 0 in a batch, a line from 1 in NDJSON. */
  readonly event: Uint32Array;
  /** Place in `ladders`. */
  readonly ladder: Uint32Array;
  /** What charges have in common; the list grows, a ladder keeps its place as long as the rater lives, and several may say the same. */
  readonly ladders: readonly ChargedLadder[];
  /** Milliseconds since 1970. */
  readonly timestamp: Float64Array;
  readonly quantity: Float64Array;
  readonly amount: Float64Array;
  readonly rest: Float64Array;
  /** Any of them as a document. */
  charge(at: number): Charge;
}
