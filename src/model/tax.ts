// What is due to somebody else on top of an invoice, or inside of it.

/** A tax, as the caller knows it. Several on one line are each a share of the same amount. */
export interface Tax {
  readonly id: string;
  readonly name: string;
  /** A fraction from 0 to 1: `"0.19"` is 19 %. */
  readonly rate: string;
  /** Amounts include it; false unless told. */
  readonly inclusive?: boolean;
  /** What is rounded: the tax on the sum of a period's lines (`sum`, default), or on each line. */
  readonly rounding?: "sum" | "line";
  /** Only lines of these rules; left out: every line. */
  readonly rules?: readonly string[];
}
