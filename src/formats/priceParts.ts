// What readers of prices have in common: names, metrics, cadences, and how they refuse.
import { type Cadence, currencyDigits } from "../index.ts";
import { scaleOf } from "./decimals.ts";
import { type Fields, isNothing } from "./fields.ts";
import { addIssue, type IssuesAt, wellFormedStart } from "./issuesAt.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";

/** Says that a field has no counterpart: the rule would bill something else. */
export function partNotExpressible(at: IssuesAt, message: string): undefined {
  return addIssue(at, "price_not_expressible", message);
}

/** Refuses each of the fields that holds something. */
export function partsNotExpressible(fields: Fields, names: readonly string[]): void {
  for (const name of names) {
    if (!isNothing(fields.get(name))) partNotExpressible(fields.below(name), "has no counterpart in a rule");
  }
}

/** Id and name of the rule. The first of the names that is text; ids that are none here are left to be made from the name. */
export function partNames({ options }: PriceReading, id: unknown, ...names: readonly unknown[]): RuleDraft {
  const isText = (name: unknown): boolean => typeof name === "string" && name !== "";
  const own = typeof id === "string" && /^[!-.0-~]{1,255}$/.test(id) ? id : undefined;
  return { id: options.id ?? own, name: options.name ?? [...names, id].find(isText) };
}

/** The metric that the options name, or the price does. */
export function partMetric({ options }: PriceReading, at: IssuesAt, own?: unknown): unknown {
  const metric = options.metric ?? own;
  if (metric !== undefined) return metric;
  return addIssue(
    { ...at, path: "options.metric" },
    "option_missing",
    "is needed: the price names no metric",
  );
}

/** Usage is billed by the contract's cadence, so that of its price has to be the same. */
export function partCadence({ options, notes }: PriceReading, cadence: Cadence, at: IssuesAt): void {
  if (options.cadence === undefined)
    notes.push({ path: at.path, message: `the contract's billing_cadence has to be ${cadence}` });
  else if (options.cadence !== cadence)
    partNotExpressible(at, `is ${cadence}, and the contract is billed ${options.cadence}`);
}

/** Units in which time is counted, and how many of them a cadence has. */
const cadences: { readonly [length: string]: Cadence } = {
  "1 day": "daily",
  "7 day": "weekly",
  "1 week": "weekly",
  "1 month": "monthly",
  "3 month": "quarterly",
  "6 month": "semiannual",
  "12 month": "annual",
  "1 year": "annual",
};

/** The cadence of so many units of time; undefined after it has been said that there is none. */
export function cadenceOfLength(count: unknown, unit: unknown, at: IssuesAt): Cadence | undefined {
  const length = `${String(count)} ${String(unit)}`;
  if (Object.hasOwn(cadences, length)) return cadences[length];
  return partNotExpressible(
    at,
    `${wellFormedStart(length, 40)} is no cadence: ${Object.keys(cadences).join(", ")}`,
  );
}

/** A fee is a sum of whole minor units. */
export function feeAmount(
  amount: string | undefined,
  currency: string | undefined,
  at: IssuesAt,
): string | undefined {
  const digits = currency === undefined ? undefined : currencyDigits(currency);
  if (amount === undefined || digits === undefined || scaleOf(amount) <= digits) return amount;
  return addIssue(
    at,
    "amount_scale_exceeds_currency",
    `must be whole minor units of ${currency}, got ${amount}`,
  );
}
