// Line data and totals of an e-invoice by EN 16931. The numbers are those of its business terms.
import { choiceOption, digitsOption, tableOption, textOption } from "./optionReaders.ts";
import type { OptionReaders } from "./readOptions.ts";

/** All amounts have at most two decimals. */
export interface En16931Lines {
  /** BT-1. */
  readonly invoice_number: string;
  /** BT-5. */
  readonly currency: string;
  readonly lines: readonly En16931Line[];
  /** BG-23, for each tax and rate. */
  readonly vat_breakdown: readonly En16931Vat[];
  readonly totals: En16931Totals;
}

/** BG-25: `net_amount` is `quantity` × `price` ÷ `base_quantity`, rounded, plus charges, less allowances. */
export interface En16931Line {
  /** BT-126. */
  readonly id: string;
  /** BT-129. */
  readonly quantity: string;
  /** BT-130, and BT-150 for the base quantity. */
  readonly unit_code: string;
  /** BT-131. */
  readonly net_amount: string;
  /** BT-146, never below zero. */
  readonly price: string;
  /** BT-149: the price is for so many. */
  readonly base_quantity: string;
  /** BT-153. */
  readonly name: string;
  /** BT-134 and BT-135, both inclusive. */
  readonly period: { readonly start: string; readonly end: string };
  /** BG-27: BT-136 and BT-139. */
  readonly allowances: readonly En16931Reason[];
  /** BG-28: BT-141 and BT-144. */
  readonly charges: readonly En16931Reason[];
  /** BT-151 and BT-152; null where the invoice does not say which tax is the line's. */
  readonly vat: { readonly category: string; readonly rate: string } | null;
}

export interface En16931Reason {
  readonly amount: string;
  readonly reason: string;
}

/** BT-116 to BT-119. */
export interface En16931Vat {
  readonly name: string;
  readonly category: string;
  /** In percent. */
  readonly rate: string;
  readonly taxable_amount: string;
  readonly tax_amount: string;
}

export interface En16931Totals {
  /** BT-106, the sum of the lines' BT-131 (BR-CO-10). */
  readonly line_net: string;
  /** BT-107 and BT-108: allowances and charges all stand on their lines. */
  readonly allowances: "0";
  readonly charges: "0";
  /** BT-109 (BR-CO-13). */
  readonly without_vat: string;
  /** BT-110, the sum of the breakdown's BT-117 (BR-CO-14). */
  readonly vat: string;
  /** BT-112 (BR-CO-15). */
  readonly with_vat: string;
  /** BT-113: what was paid, and what other invoices leave to this one; below zero where this one leaves something to another. */
  readonly paid: string;
  /** BT-114: nothing is rounded at the end. */
  readonly rounding: "0";
  /** BT-115 (BR-CO-16). */
  readonly due: string;
}

export interface En16931Options {
  /** UN/ECE Recommendation 20; `C62`, one, unless told. */
  readonly unitCode?: string;
  /** By rule id. */
  readonly unitCodes?: { readonly [rule_id: string]: string };
  /** What packages, or multiples that units are divided by, are counted in, by rule id; `C62` unless told. */
  readonly packageCodes?: { readonly [rule_id: string]: string };
  /** Decimals of prices that the receiver takes; finer prices are told for 10, 100, 1000 … 4 unless told. */
  readonly priceDecimals?: number;
  /** The category of taxed lines by UNTDID 5305; `S`, the standard rate, unless told; then a rate of zero is `Z`. */
  readonly vatCategory?: string;
}

export const en16931Options: OptionReaders<En16931Options> = {
  unitCode: textOption,
  unitCodes: tableOption(textOption),
  packageCodes: tableOption(textOption),
  priceDecimals: digitsOption,
  vatCategory: choiceOption("S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"),
};
