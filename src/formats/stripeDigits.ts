// How many digits Stripe's amounts have behind the point: those of ISO 4217, with exceptions of its own.
import { currencyDigits } from "../index.ts";
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";

/** Written with two decimals though the second ones are always 00 (ISK), or with none (MGA). */
const otherThanIso: { readonly [currency: string]: number } = { ISK: 2, MGA: 0 };

/**
 * Stripe's documents list UGX among the currencies without decimals and, on the same page, say that it is written with two: what an
 * amount means there has to be told.
 */
const ambiguous: readonly string[] = ["UGX"];

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
  if (told !== undefined) return told;
  if (currency === undefined) return undefined;
  if (!ambiguous.includes(currency)) return otherThanIso[currency] ?? currencyDigits(currency);
  const message = `${currency} is documented with two decimals and with none: say which with minorDigits`;
  return addIssue(at, "currency_ambiguous", message);
}
