// A history comes from wherever the caller kept it: its shape is checked before money is computed from it.
import { readDay } from "../calendar/day.ts";
import { isOwnText } from "../decimal/checkDecimal.ts";
import { BillingError } from "../model/errors.ts";
import { isSettledList } from "../model/frozenCopy.ts";
import { isJson } from "../model/isJson.ts";
import type { Issue } from "../model/result.ts";
import type { BillingHistory } from "./billingHistory.ts";

/** Refuses what is no history, with `field_type`. */
export function checkHistory(history: BillingHistory): void {
  const given: unknown = history;
  if (!isObject(given)) throw new BillingError([issue("history", "must be an object")]);
  const issues = [
    ...check(given.invoices, "invoices", isInvoice, "invoices as they were answered"),
    ...check(given.grants, "grants", isGrant, "credit grants as parseCreditGrant makes them"),
    ...check(given.corrected_periods, "corrected_periods", isDay, "first days of periods"),
  ];
  if (issues.length > 0) throw new BillingError(issues);
}

type Fields = { readonly [field: string]: unknown };
type Check = (value: unknown) => boolean;

/** Lists that were in order, and that cannot change any more: stores give the same ones at every draft. */
const checked: WeakMap<readonly unknown[], Check> = new WeakMap();

function check(value: unknown, name: string, isRight: Check, what: string): Issue[] {
  if (Array.isArray(value) && checked.get(value) === isRight) return [];
  if (!isListOf(value, isRight)) return [issue(`history.${name}`, `must be an array of ${what}`)];
  if (isSettledList(value)) checked.set(value, isRight);
  return [];
}

function issue(path: string, message: string): Issue {
  return { code: "field_type", path, message };
}

function isInvoice(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { contract, number, status, billing_period, line_items, taxes, carried } = value;
  return (
    [contract, number, status].every(isText) &&
    isPeriod(billing_period) &&
    isListOf(line_items, isLine) &&
    isOptional(taxes, isTaxLine) &&
    isOptional(carried, (carry) => isPart(carry, "invoice"))
  );
}

function isLine(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { description, version, group = null, amount, quantity, rule_id } = value;
  const { discounts, credits, taxes, refers_to } = value;
  return (
    [amount, quantity].every(isOwnText) &&
    isText(description) &&
    Number.isSafeInteger(version) &&
    isJson(group) &&
    (rule_id === null || isText(rule_id)) &&
    isOptional(discounts, (discount) => isPart(discount, "discount")) &&
    isOptional(credits, (draw) => isPart(draw, "grant")) &&
    isOptional(taxes, (tax) => isPart(tax, "tax")) &&
    (refers_to === undefined ||
      (isObject(refers_to) && isText(refers_to.invoice) && isPeriod(refers_to.billing_period)))
  );
}

function isTaxLine(value: unknown): boolean {
  if (!isPart(value, "tax")) return false;
  const { name, rate, inclusive, period_start } = value;
  return isText(name) && isOwnText(rate) && typeof inclusive === "boolean" && isDay(period_start);
}

/** An amount, and whose it is. */
function isPart(value: unknown, owner: string): value is Fields {
  return isObject(value) && isText(value[owner]) && isOwnText(value.amount);
}

function isGrant(value: unknown): boolean {
  if (!isPart(value, "id")) return false;
  const { contract, priority, effective_date, expiry_date, rules } = value;
  const isDayOrNull = (date: unknown): boolean => date === null || isDay(date);
  return (
    isText(contract) &&
    typeof priority === "number" &&
    [effective_date, expiry_date].every(isDayOrNull) &&
    isOptional(rules, isText)
  );
}

function isPeriod(value: unknown): boolean {
  return isObject(value) && isDay(value.start) && isDay(value.end);
}

function isListOf(value: unknown, isRight: Check): value is readonly unknown[] {
  // A copy, as what goes over a list passes over its holes.
  return Array.isArray(value) && [...value].every((item) => isRight(item));
}

function isOptional(value: unknown, isRight: Check): boolean {
  return value === undefined || isListOf(value, isRight);
}

function isDay(value: unknown): boolean {
  return isText(value) && readDay(value) !== undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
