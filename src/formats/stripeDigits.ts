// How many digits Stripe's amounts have behind the point: those of ISO 4217, with exceptions of its own.
import { currencyDigits } from "../index.ts";
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";

/**
 * Where Stripe's documents say other: ISK is written with two decimals though these are always 00, MGA with none. UGX they list among
 * the currencies without decimals and, on the same page, say that it is written with two: what an amount means there has to be told.
 */
const otherThanIso: { readonly [currency: string]: readonly number[] } = { ISK: [2], MGA: [0], UGX: [0, 2] };

/** An ISO code, upper case. */
export function stripeCurrency(value: unknown, at: IssuesAt): string | undefined {
  const code = typeof value === "string" && value.length === 3 ? value.toUpperCase() : "";
  if (currencyDigits(code) !== undefined) return code;
  return addIssue(at, "currency_unknown", `must be a code of ISO 4217, got ${glimpse(value)}`);
}

export function stripeDigits(
  currency: string | undefined,
  told: number | undefined,
  at: IssuesAt,
): number | undefined {
  const iso = currency === undefined ? undefined : currencyDigits(currency);
  if (currency === undefined || iso === undefined) return undefined;
  const [digits, ...others] = otherThanIso[currency] ?? [iso];
  if (told === undefined && others.length === 0) return digits;
  if (told === undefined) {
    const message = `${currency} is documented with two decimals and with none: say which with minorDigits`;
    return addIssue(at, "currency_ambiguous", message);
  }
  if (told === digits || others.includes(told)) return told;
  const message = `must be ${[digits, ...others].join(" or ")} for ${currency}, got ${told}`;
  return addIssue({ ...at, path: "options.minorDigits" }, "value_conflict", message);
}
