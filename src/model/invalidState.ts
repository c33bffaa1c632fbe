import { BillingError } from "./errors.ts";

/** What is said of a state that no rater has made. */
export function invalidState(message: string): BillingError {
  return new BillingError([{ code: "state_invalid", path: "state", message }]);
}
