// Instants as numbers that can be compared. The room has no calendar, and needs no more of one than this.
import { InvariantError, type Now, parseTimestamp } from "../index.ts";

/** Milliseconds since 1970; throws an InvariantError, which says what it was for, where there is no such instant. */
export function millisecondsOf(instant: Now, what: string): number {
  if (typeof instant === "string") {
    const parsed = parseTimestamp(instant);
    if (parsed.ok) return ofCanonical(parsed.value);
  } else {
    const value = typeof instant === "number" ? instant : instant?.getTime?.();
    if (Number.isFinite(value)) return value;
  }
  throw new InvariantError(`${what} must be an instant: RFC 3339 text of the years 1970 to 2199`);
}

/** Of text such as `2026-03-25T12:00:00.000Z`, which has each digit at its place. */
function ofCanonical(text: string): number {
  const part = (from: number, to: number): number => Number.parseInt(text.slice(from, to), 10);
  const days = daysSince1970(part(0, 4), part(5, 7), part(8, 10));
  const seconds = (days * 24 + part(11, 13)) * 3600 + part(14, 16) * 60 + part(17, 19);
  return seconds * 1000 + part(20, 23);
}

/** Years are counted from March, so that the leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const months = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return 365 * years + leaps + months + day - 719_469;
}
