// Charges come back from wherever the caller kept them: their shape is checked before money is computed from them.
import { readDay } from "../calendar/day.ts";
import { checkInstant } from "../calendar/instant.ts";
import { isOwnText } from "../decimal/checkDecimal.ts";
import type { Charge, Step } from "../model/charge.ts";
import { BillingError } from "../model/errors.ts";
import { isJson } from "../model/isJson.ts";
import { show } from "../model/show.ts";

/** Visits each charge in its turn; refuses what is no charge with `charge_invalid`. */
export function forEachCharge(charges: Iterable<Charge>, visit: (charge: Charge) => void): void {
  if (!isObject(charges) || !(Symbol.iterator in charges)) {
    throw refusal(`must be a list of charges, got ${show(charges)}`);
  }
  for (const charge of charges) {
    checkCharge(charge);
    visit(charge);
  }
}

/** Refuses what no rater has given, with `charge_invalid`. */
export function checkCharge(charge: Charge): void {
  const wrong = wrongIn(charge);
  if (wrong !== undefined) throw refusal(`must be charges as rateUsage gives them: ${wrong}`);
}

function wrongIn(charge: Charge): string | undefined {
  if (!isObject(charge)) return `one of them is ${show(charge)}`;
  const { contract, event_id, rule_id, version, timestamp, period, quantity, amount } = charge;
  const wrong = (field: string, what: string): string =>
    `${field} of event ${show(event_id)} must be ${what}`;
  if (![contract, event_id, rule_id].every(isText)) return wrong("contract, event_id and rule_id", "text");
  if (!Number.isSafeInteger(version) || version < 1) return wrong("version", "a whole number above zero");
  if (!checkInstant(timestamp).ok) return wrong("timestamp", "an instant");
  if (!isObject(period) || !isDay(period.start) || !isDay(period.end))
    return wrong("period", "a billing period");
  if (!isOwnText(quantity) || !isOwnText(amount)) return wrong("quantity and amount", "decimal text");
  return wrongInParts(charge) ? wrong("group, cell, measure and steps", "as they were") : undefined;
}

function wrongInParts({ group, cell, measure = null, steps }: Charge): boolean {
  if (!isJson(measure)) return true;
  if (group !== undefined && !(isObject(group) && Object.values(group).every(isTextOrNull))) return true;
  if (cell !== undefined && cell !== "default" && !(isObject(cell) && Object.values(cell).every(isCondition)))
    return true;
  return steps !== undefined && !(Array.isArray(steps) && steps.every(isStep));
}

function isCondition(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.every(isText));
}

/** What is added to other steps has to be a number; the rest is shown as it is. */
function isStep(step: unknown): boolean {
  if (!isObject(step)) return false;
  const {
    kind,
    amount,
    quantity = "0",
    unit_price = "0",
  } = step as { readonly [field in keyof Step]?: unknown };
  return isText(kind) && [amount, quantity, unit_price].every(isOwnText) && isJson(step);
}

function isDay(value: unknown): boolean {
  return isText(value) && readDay(value) !== undefined;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function refusal(message: string): BillingError {
  return new BillingError([{ code: "charge_invalid", path: "charges", message }]);
}
