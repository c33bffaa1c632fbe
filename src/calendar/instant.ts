// RFC 3339 instants as whole milliseconds since 1970, read strictly: `Date.parse` would move 30 February into
// March and read a text without offset in the zone of the machine.
import { InvariantError } from "../model/errors.ts";
import { dayOf, daysInMonth, millisecondsPerDay, years } from "./day.ts";
import { plainInstant } from "./plainInstant.ts";

export type InstantProblem =
  | "timestamp_invalid_type"
  | "timestamp_too_long"
  | "timestamp_invalid"
  | "timestamp_missing_offset"
  | "timestamp_out_of_range";

export type InstantCheck =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly code: InstantProblem; readonly message: string };

const longest = 64;
const firstInstant = dayOf(years.first, 1, 1) * millisecondsPerDay;
const lastInstant = dayOf(years.last + 1, 1, 1) * millisecondsPerDay - 1;
const canonical = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;
const pattern =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

/** Reads an instant; fractions of a second (up to 9 digits) are floored to milliseconds. */
export function checkInstant(input: unknown): InstantCheck {
  if (typeof input !== "string") {
    return problem(
      "timestamp_invalid_type",
      `must be text such as "2026-03-25T12:00:00Z", got ${typeof input}`,
    );
  }
  if (input.length > longest) {
    return problem("timestamp_too_long", `must have at most ${longest} characters, has ${input.length}`);
  }
  const plain = plainInstant(input);
  if (!Number.isNaN(plain)) return { ok: true, value: plain };
  const match = pattern.exec(input);
  if (match === null) return invalid(input);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Fields;
  if (match[8] === undefined) {
    return problem(
      "timestamp_missing_offset",
      `must say its offset ("Z" or "+02:00"), got ${JSON.stringify(input)}`,
    );
  }
  if (year < years.first || year > years.last) return outOfRange(input);
  const offset = offsetMinutes(match[8]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return invalid(input);
  if (hour > 23 || minute > 59 || second > 59 || offset === undefined) return invalid(input);
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const time = ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds;
  const value = dayOf(year, month, day) * millisecondsPerDay + time;
  return value < firstInstant || value > lastInstant ? outOfRange(input) : { ok: true, value };
}

/** Whether text has the form that `formatInstant` writes; an instant in it is written in no other way. */
export function isCanonicalInstant(text: string): boolean {
  return canonical.test(text);
}

type Fields = [number, number, number, number, number, number];

/** The instant in a checked document. */
export function instantIn(timestamp: string): number {
  const instant = checkInstant(timestamp);
  if (!instant.ok) throw new InvariantError(`not a checked timestamp: ${JSON.stringify(timestamp)}`);
  return instant.value;
}

/** An instant's text, `2026-03-25T12:00:00.000Z`. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function offsetMinutes(text: string): number | undefined {
  if (text === "Z") return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** The years are those of UTC, in which instants are kept. */
function outOfRange(input: string): InstantCheck {
  const message = `must be in the years ${years.first} to ${years.last} of UTC, got ${JSON.stringify(input)}`;
  return problem("timestamp_out_of_range", message);
}

function invalid(input: string): InstantCheck {
  return problem(
    "timestamp_invalid",
    `must be an existing RFC 3339 instant such as "2026-03-25T12:00:00Z", got ${JSON.stringify(input)}`,
  );
}

function problem(code: InstantProblem, message: string): InstantCheck {
  return { ok: false, code, message };
}
