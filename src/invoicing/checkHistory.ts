// A history comes from wherever the caller kept it: its shape is checked before money is computed from it.
import { BillingError } from "../model/errors.ts";
import type { Issue } from "../model/result.ts";
import type { BillingHistory } from "./billingHistory.ts";

/** Refuses what is no history, with `field_type`. */
export function checkHistory(history: BillingHistory): void {
  const given: unknown = history;
  if (!isObject(given)) throw new BillingError([issue("history", "must be an object")]);
  const issues = [
    ...check(given.invoices, "invoices", isInvoice, "invoices as they were answered"),
    ...check(given.grants, "grants", isGrant, "credit grants as parseCreditGrant makes them"),
    ...check(given.corrected_periods, "corrected_periods", isText, "first days of periods"),
  ];
  if (issues.length > 0) throw new BillingError(issues);
}

type Fields = { readonly [field: string]: unknown };

function check(value: unknown, name: string, isRight: (item: unknown) => boolean, what: string): Issue[] {
  if (Array.isArray(value) && value.every(isRight)) return [];
  return [issue(`history.${name}`, `must be an array of ${what}`)];
}

function issue(path: string, message: string): Issue {
  return { code: "field_type", path, message };
}

function isInvoice(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.billing_period) || !isText(value.billing_period.start))
    return false;
  const { number, status, line_items } = value;
  if (!isText(number) || !isText(status) || !Array.isArray(line_items)) return false;
  return line_items.every((line) => isObject(line) && isText(line.amount) && isText(line.quantity));
}

function isGrant(value: unknown): boolean {
  return isObject(value) && isText(value.id) && isText(value.amount) && typeof value.priority === "number";
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
