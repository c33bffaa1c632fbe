// Numbers of seconds or milliseconds since 1970, as text or as numbers. Sizes that could be either are refused, never guessed.
import { instantOfMilliseconds } from "./civilDays.ts";
import { compareDecimals, movedPoint, wholeNumber } from "./decimals.ts";
import type { UnixTimeOptions } from "./eventOptions.ts";
import { decimalOf } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt } from "./issuesAt.ts";
import { plainNotation } from "./longDecimals.ts";

type Unit = NonNullable<UnixTimeOptions["unit"]>;

/** From March 1973 to the end of 2199: what is smaller or larger is read only where the unit is told. */
const seconds = { from: "100000000", before: "7258118400" };
const milliseconds = { from: "100000000000", before: "7258118400000" };

/** RFC 3339 in UTC with milliseconds; finer fractions are floored, so that no event slips into the next period. */
export function unixTimestamp(value: unknown, unit: Unit | undefined, at: IssuesAt): string | undefined {
  if (typeof value !== "number" && typeof value !== "string")
    return addIssue(at, "timestamp_invalid_type", `must be a number or its text, got ${glimpse(value)}`);
  // A number of seconds with microseconds has more digits than are taken elsewhere; what its print has too many is floored.
  const text = Number.isFinite(value) ? plainNotation(value as number) : decimalOf(value, at);
  if (text === undefined) return undefined;
  const counted = unit ?? unitOf(text);
  if (counted === undefined) {
    const message = `may be seconds or milliseconds, got ${glimpse(value)}: say which with the option unit`;
    return addIssue(at, "timestamp_ambiguous", message);
  }
  const [whole = ""] = movedPoint(text, counted === "seconds" ? 3 : 0).split(".");
  const count = wholeNumber(whole);
  if (count !== undefined && !text.startsWith("-") && compareDecimals(whole, milliseconds.before) < 0)
    return instantOfMilliseconds(count);
  return addIssue(at, "timestamp_out_of_range", `must be a time from 1970 to 2199, got ${glimpse(value)}`);
}

function unitOf(text: string): Unit | undefined {
  if (isWithin(text, seconds)) return "seconds";
  return isWithin(text, milliseconds) ? "milliseconds" : undefined;
}

function isWithin(text: string, { from, before }: typeof seconds): boolean {
  return compareDecimals(text, from) >= 0 && compareDecimals(text, before) < 0;
}
