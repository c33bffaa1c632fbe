import { BillingError } from "./errors.ts";
import type { Result } from "./result.ts";

/**
 * The value of a result; the one door through which bad data is thrown.
 *
 * @param result - what a `parse…`, `resolveTerms` or `previewInvoice` answered
 * @returns the value
 * @throws BillingError with the code of the first issue and all issues, when the result is not ok
 *
 * @example
 * expectOk(parseDecimal("12.50")); // => "12.5"
 */
export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new BillingError(result.issues);
  return result.value;
}
