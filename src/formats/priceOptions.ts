// How prices of other systems are read, and what becomes of one.
import type { Cadence, Measuring, Rule } from "../index.ts";

/** What is the same for prices of every system. */
export interface PriceOptions {
  /** The metric whose usage is priced; what the price itself does not say. */
  readonly metric?: string;
  /** The rule's name. Left out: the name that the price has there, or its id. */
  readonly name?: string;
  /** The rule's id. Left out: that of the price. */
  readonly id?: string;
  /** How many a fee is for: seats, licences. 1 where neither this nor the price says. */
  readonly quantity?: string;
  /** The contract's cadence. A price of usage that is billed by another is refused; left out, a note says what it has to be. */
  readonly cadence?: Cadence;
  /** How events become the quantity that is priced, where that stands beside the price: the aggregation, the property that is counted. */
  readonly measuring?: Measuring;
}

/** Something about a price that the rule does not hold, and that changes no amount of it as long as what the note asks for is seen to. */
export interface PriceNote {
  /** Where in the price. */
  readonly path: string;
  readonly message: string;
}

/** A checked rule, and what to know about it. */
export interface ConvertedPrice {
  readonly rule: Rule;
  readonly notes: readonly PriceNote[];
}

/** A rule before it is checked. */
export type RuleDraft = { readonly [field: string]: unknown };

/** A price that is being read. */
export interface PriceReading<Options extends PriceOptions = PriceOptions> {
  readonly options: Options;
  readonly notes: PriceNote[];
}
