// What an entry of an invoice is in the words of FOCUS: its category, its quantities and its costs.
import type { FocusContext, FocusRow } from "./focusRow.ts";
import type { InvoiceEntry } from "./invoiceEntries.ts";
import type { CheckedLine } from "./invoiceShape.ts";
import { isAdjustedShare, pricedStep, priceOfLine } from "./pricedStep.ts";

type Charge = Pick<
  FocusRow,
  | "ChargeCategory"
  | "ChargeDescription"
  | "ChargeFrequency"
  | "ConsumedQuantity"
  | "ConsumedUnit"
  | "ContractedCost"
  | "ListCost"
  | "ListUnitPrice"
  | "PricingQuantity"
  | "PricingUnit"
  | "SkuId"
  | "SkuPriceId"
  | "Tags"
>;

/** `invoice`: the number of the invoice that the entry is of. */
export function focusCharge(entry: InvoiceEntry, invoice: string, context: FocusContext): Charge {
  const { amount } = entry;
  switch (entry.sort) {
    case "line":
      return lineCharge(entry.line, context);
    case "discount":
      return {
        ...beside("Adjustment", amount, `Discount ${entry.of.discount}`),
        ...ofLine(entry.line, context),
      };
    case "credit": {
      // A credit lowers what is asked; one that is given back raises it.
      const category = amount.startsWith("-") ? "Credit" : "Adjustment";
      return { ...beside(category, amount, `Credit ${entry.of.grant}`), ...ofLine(entry.line, context) };
    }
    case "tax":
      return beside("Tax", amount, entry.of.name);
    case "carried":
      return beside("Adjustment", amount, carryName(entry.of.invoice, invoice));
    case "credit_note":
      return beside("Adjustment", amount, `Credit note ${entry.of.number}`);
  }
}

/** An invoice that carries from itself leaves the rest to another. */
function carryName(from: string, invoice: string): string {
  return from === invoice ? "Carried to a later invoice" : `Carried from ${from}`;
}

function lineCharge(line: CheckedLine, context: FocusContext): Charge {
  const shared = ofLine(line, context);
  if (line.kind !== undefined) return { ...beside("Adjustment", line.amount, line.description), ...shared };
  const isOfFee = isFee(line);
  const priced = pricedStep(line);
  const unit = own(context.units ?? {}, line.rule_id) ?? "Units";
  return {
    ...beside(isOfFee ? "Purchase" : "Usage", line.amount, line.description),
    ...shared,
    ConsumedQuantity: isOfFee ? null : line.quantity,
    ConsumedUnit: isOfFee ? null : unit,
    ContractedCost: line.exact_amount,
    ListCost: isAdjustedShare(line) ? null : (priced?.amount ?? priceOfLine(line)),
    ListUnitPrice: priced?.unit_price ?? null,
    PricingQuantity: priced?.quantity ?? line.quantity,
    PricingUnit: priced === undefined || priced.size === "1" ? unit : `${priced.size} ${unit}`,
  };
}

function isFee({ steps }: CheckedLine): boolean {
  return steps.some(({ kind }) => kind === "flat" || kind === "prorated");
}

/** What has no quantity and no price of its own. */
function beside(category: FocusRow["ChargeCategory"], amount: string, description: string): Charge {
  return {
    ChargeCategory: category,
    ChargeDescription: description,
    ChargeFrequency: "One-Time",
    ConsumedQuantity: null,
    ConsumedUnit: null,
    ContractedCost: amount,
    ListCost: amount,
    ListUnitPrice: null,
    PricingQuantity: null,
    PricingUnit: null,
    SkuId: null,
    SkuPriceId: null,
    Tags: null,
  };
}

/** What a line's discounts and credits share with it. */
function ofLine(
  line: CheckedLine,
  { frequencies = {} }: FocusContext,
): Pick<Charge, "ChargeFrequency" | "SkuId" | "SkuPriceId" | "Tags"> {
  const { rule_id, version, group } = line;
  const usual = isFee(line) ? (own(frequencies, rule_id) ?? "Recurring") : "Usage-Based";
  return {
    ChargeFrequency: line.kind === undefined ? usual : "One-Time",
    SkuId: rule_id,
    SkuPriceId: rule_id === null ? null : `${rule_id}/${version}`,
    Tags: group === undefined ? null : JSON.stringify(group),
  };
}

function own<T>(table: { readonly [id: string]: T }, id: string | null): T | undefined {
  return id !== null && Object.hasOwn(table, id) ? table[id] : undefined;
}
