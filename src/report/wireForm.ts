// Documents as the API sends them: what `toWireJson` writes as numbers is a number there.
import { BillingError } from "../index.ts";
import { exactText, fractionOf, times, wholeFraction } from "./fraction.ts";

/** The fields of invoices and of days that `toWireJson` writes as numbers. */
type WireNumber =
  | "quantity"
  | "unit_price"
  | "flat_amount"
  | "up_to"
  | "divide_by"
  | "result"
  | "package_size"
  | "packages"
  | "maximum_amount"
  | "amount"
  | "exact_amount"
  | "subtotal"
  | "tax"
  | "total"
  | "rate"
  | "discount_total"
  | "credit_total"
  | "taxable_amount"
  | "amount_paid";

/** A document as this library makes it, or as `JSON.parse` reads it from the API: quantities, prices and amounts may be numbers. */
export type WireForm<T> = {
  readonly [Field in keyof T]: Field extends WireNumber ? T[Field] | number : WireForm<T[Field]>;
};

/**
 * The decimal that a number was read from. A reader of JSON keeps 15 significant digits of it for certain, and whole numbers as long as they are
 * safe; of others nobody can say what was written.
 */
export function wireDecimal(value: number, path: string): string {
  if (!Number.isFinite(value)) throw refusal("decimal_invalid_type", path, "must be a finite number");
  const text = plainNotation(value);
  if (!Number.isSafeInteger(value) && significantDigits(text) > 15) {
    const message = `a JSON number with more than 15 significant digits may have lost some (${text}): give it as text`;
    throw refusal("number_not_exact", path, message);
  }
  return text;
}

function refusal(
  code: "decimal_invalid_type" | "number_not_exact",
  path: string,
  message: string,
): BillingError {
  return new BillingError([{ code, path, message }]);
}

/** Without the exponent that JavaScript writes for what is very large or very small. */
function plainNotation(value: number): string {
  const [mantissa = "", exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  const power = BigInt(exponent);
  const factor = power < 0n ? { n: 1n, d: 10n ** -power } : wholeFraction(10n ** power);
  return exactText(times(fractionOf(mantissa), factor));
}

function significantDigits(text: string): number {
  return text.replace(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "").length;
}
