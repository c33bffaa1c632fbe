// One line of an e-invoice: quantity × price, and what makes it the net amount.
import { roundDecimal } from "../index.ts";
import { compareDecimals, movedPoint, negatedDecimal, scaleOf, sumOfDecimals } from "./decimals.ts";
import type { En16931Line, En16931Options, En16931Reason } from "./en16931Lines.ts";
import type { CheckedInvoice, CheckedLine } from "./invoiceShape.ts";
import { pricedStep } from "./pricedStep.ts";
import { sumOfAmounts } from "./readInvoice.ts";

export function en16931Line(
  line: CheckedLine,
  place: number,
  invoice: CheckedInvoice,
  options: En16931Options,
): Omit<En16931Line, "vat"> {
  const priced = pricedStep(line) ?? oneUnit(line.amount);
  const rounded = roundDecimal(priced.amount, 2, "half_up");
  const changes: En16931Reason[] = [
    { amount: sumOfDecimals([line.amount, negatedDecimal(rounded)]), reason: "Terms of the price" },
    ...line.discounts.map(({ discount, amount }) => ({ amount: negatedDecimal(amount), reason: discount })),
    ...line.credits.map(({ grant, amount }) => ({ amount: negatedDecimal(amount), reason: grant })),
  ];
  return {
    id: String(place + 1),
    quantity: priced.quantity,
    unit_code: unitCodeOf(line, priced.size, options),
    net_amount: sumOfDecimals([rounded, sumOfAmounts(changes)]),
    ...priceFor(priced.unit_price, options.priceDecimals ?? 4),
    name: nameOf(line),
    period: line.service_period ?? line.refers_to?.billing_period ?? invoice.billing_period,
    allowances: changes
      .filter(isBelowZero)
      .map(({ amount, reason }) => ({ amount: negatedDecimal(amount), reason })),
    charges: changes.filter(({ amount }) => compareDecimals(amount, "0") > 0),
  };
}

/** The unit of usage is not that of packages of it. */
function unitCodeOf({ rule_id }: CheckedLine, size: string | undefined, options: En16931Options): string {
  if (size === undefined) return "C62";
  const { unitCodes = {}, packageCodes = {}, unitCode = "C62" } = options;
  const [codes, other] = size === "1" ? [unitCodes, unitCode] : [packageCodes, "C62"];
  const told = rule_id !== null && Object.hasOwn(codes, rule_id) ? codes[rule_id] : undefined;
  return told ?? other;
}

function isBelowZero({ amount }: En16931Reason): boolean {
  return compareDecimals(amount, "0") < 0;
}

/** A price is never below zero: the quantity is. */
function oneUnit(amount: string): {
  readonly quantity: string;
  readonly unit_price: string;
  readonly amount: string;
  readonly size: undefined;
} {
  const isBelow = compareDecimals(amount, "0") < 0;
  const unit_price = isBelow ? negatedDecimal(amount) : amount;
  return { quantity: isBelow ? "-1" : "1", unit_price, amount, size: undefined };
}

/** A price finer than the receiver takes is told for so many units that it is not. */
function priceFor(price: string, decimals: number): Pick<En16931Line, "price" | "base_quantity"> {
  const places = Math.max(0, scaleOf(price) - decimals);
  return { price: movedPoint(price, places), base_quantity: movedPoint("1", places) };
}

function nameOf({ description, group }: CheckedLine): string {
  const values = Object.values(group ?? {}).map((value) => value ?? "none");
  return values.length === 0 ? description : `${description} (${values.join(", ")})`;
}
