// What the parsers of the front door say of a part of what a caller gave.
import { BillingError, type Result } from "../index.ts";

/** The value of a result. Throws a `BillingError` whose paths begin with that of what was read. */
export function valueAt<T>(result: Result<T>, path: string): T {
  if (result.ok) return result.value;
  throw new BillingError(
    result.issues.map((issue) => ({ ...issue, path: issue.path === "" ? path : `${path}.${issue.path}` })),
  );
}
