// Numbers of digits that the caller tells: small whole ones.
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";

/** As many as a currency of a contract may have. */
const mostDigits = 18;

/** The number, or undefined after it has been said that it is none. */
export function digitsTold(told: unknown, name: string, at: IssuesAt): number | undefined {
  if (typeof told === "number" && Number.isInteger(told) && told >= 0 && told <= mostDigits) return told;
  const message = `must be a whole number from 0 to ${mostDigits}, got ${glimpse(told)}`;
  return addIssue({ ...at, path: `options.${name}` }, "value_invalid", message);
}
