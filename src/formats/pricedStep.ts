// The quantity and the unit price of a line, where one price holds for all of it.
import type { Step } from "../index.ts";
import { productOfDecimals, sumOfDecimals } from "./decimals.ts";
import type { CheckedLine } from "./invoiceShape.ts";

/** `quantity` × `unit_price` is `amount`, exactly. */
export interface PricedStep {
  readonly quantity: string;
  readonly unit_price: string;
  readonly amount: string;
  /** Units in each of `quantity`: "1", or the size of packages, or what units were divided by. */
  readonly size: string;
}

/** Steps that come after the price. */
const adjusting: readonly Step["kind"][] = ["discount", "minimum", "maximum", "monthly_cap"];
/** Steps that prepare for it, and cost nothing. */
const preparing: readonly Step["kind"][] = ["transform", "included", "clamped", "free"];
const pricing: readonly Step["kind"][] = ["flat", "unit", "rate", "package", "tier"];

/** What a line comes to before what is adjusted. */
export function priceOfLine({ steps }: CheckedLine): string {
  return sumOfDecimals(steps.filter(({ kind }) => !adjusting.includes(kind)).map(({ amount }) => amount));
}

/** Whether the line is a part of what one ladder comes to, less or more than its list price. */
export function isAdjustedShare({ shared }: CheckedLine): boolean {
  return shared?.steps.some(({ kind }) => adjusting.includes(kind)) ?? false;
}

export function pricedStep({ steps }: CheckedLine): PricedStep | undefined {
  const [step, ...others] = steps.filter(
    ({ kind }) => !adjusting.includes(kind) && !preparing.includes(kind),
  );
  if (step === undefined || others.length > 0 || !pricing.includes(step.kind)) return undefined;
  const quantity = step.packages ?? step.quantity;
  const { unit_price, amount } = step;
  if (quantity === undefined || unit_price === undefined || unit_price.startsWith("-")) return undefined;
  // A tier with a flat amount, or cut to its maximum, is more or less than its units.
  if (productOfDecimals(quantity, unit_price) !== amount) return undefined;
  const divided = steps.find(({ kind }) => kind === "transform")?.divide_by ?? "1";
  const packed = step.packages === undefined ? "1" : (step.package_size ?? "1");
  return { quantity, unit_price, amount, size: productOfDecimals(divided, packed) };
}
