// How prices of other systems are read, and what becomes of one.
import type { Cadence, Measuring, Rule } from "../index.ts";
import { fieldsOf, refuseUnknown } from "./fields.ts";
import { choiceOption, decimalOption, textOption } from "./optionReaders.ts";
import { plainCopy } from "./plainCopy.ts";
import { priceDocument } from "./readInput.ts";
import type { OptionReader, OptionReaders } from "./readOptions.ts";

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

const measuringFields: readonly string[] = [
  ...["aggregation", "aggregate_property", "percentile", "denominator", "carry_over", "window"],
];

/** Its fields and no others, which would change the price; their values are checked with the rule. */
const measuringOption: OptionReader<Measuring> = (value, at) => {
  const copy = plainCopy(value, at, priceDocument);
  const fields = copy && fieldsOf(copy.value, at);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, measuringFields);
  const told = measuringFields.map((name) => [name, fields.get(name)]);
  return Object.fromEntries(told.filter(([, own]) => own !== undefined)) as Measuring;
};

export const priceOptions: OptionReaders<PriceOptions> = {
  metric: textOption,
  name: textOption,
  id: textOption,
  quantity: decimalOption,
  cadence: choiceOption("daily", "weekly", "monthly", "quarterly", "semiannual", "annual"),
  measuring: measuringOption,
};
