// How prices of Stripe are read.
import { choiceOption, digitsOption } from "./optionReaders.ts";
import { type PriceOptions, priceOptions } from "./priceOptions.ts";
import type { OptionReaders } from "./readOptions.ts";

export interface StripePriceOptions extends PriceOptions {
  /** Whether the first tier's flat amount is due without usage, which Stripe does not document; `none` unless told. */
  readonly zeroUsage?: "none" | "first_tier";
  /** How many digits of its amounts stand behind the point, where Stripe's documents disagree: UGX. Others than they say are refused. */
  readonly minorDigits?: number;
}

export const stripePriceOptions: OptionReaders<StripePriceOptions> = {
  ...priceOptions,
  zeroUsage: choiceOption("none", "first_tier"),
  minorDigits: digitsOption,
};
