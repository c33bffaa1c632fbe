// How events of other systems are read: what all converters of events can be told.
import { choiceOption, functionOption, listOption, nameOption, timeOption } from "./optionReaders.ts";
import { nestedOption, type OptionReader, type OptionReaders } from "./readOptions.ts";

/** Where an event's quantity stands: nowhere (each event counts 1), or at the end of a path of field names. */
export type QuantitySource = "count" | { readonly path: readonly string[] };

/** What is the same for events of every system. What a function throws passes through. */
export interface EventOptions {
  /** The contract here of a customer there; undefined: nobody knows the customer. Left out: the ids are the same. */
  readonly contract?: (customer: string) => string | undefined;
  /** The metric here of a name there; undefined: nobody knows the name. Left out: the names are the same. */
  readonly metric?: (name: string) => string | undefined;
  /** Inside of what the event carries. The field is taken out of the properties. */
  readonly quantity?: QuantitySource;
  /** RFC 3339: the time of events that bring none. Left out: they are refused. */
  readonly arrival?: string;
}

/** Of systems that write time as a number of seconds since 1970. */
export interface UnixTimeOptions {
  /** What numbers of time count. Left out: told by their size, and refused where that does not tell. */
  readonly unit?: "seconds" | "milliseconds";
}

const pathOption = nestedOption<Exclude<QuantitySource, "count">>({ path: listOption(nameOption) }, "path");
const countOption = choiceOption("count");
const quantityOption: OptionReader<QuantitySource> = (value, at) =>
  (typeof value === "string" ? countOption : pathOption)(value, at);

export const eventOptions: OptionReaders<EventOptions> = {
  quantity: quantityOption,
  contract: functionOption(),
  metric: functionOption(),
  arrival: timeOption,
};

export const unixTimeOptions: OptionReaders<UnixTimeOptions> = {
  unit: choiceOption("seconds", "milliseconds"),
};
