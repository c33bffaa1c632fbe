// Instants as most are written: `2026-03-25T12:00:00Z` or `2026-03-25T12:00:00.000Z`. NaN for all that needs a closer look, among it the
// first and last years.
import { millisecondsPerDay, years } from "./day.ts";

const [dash, colon, point, letterT, letterZ, digitZero] = [0x2d, 0x3a, 0x2e, 0x54, 0x5a, 0x30];
const shortLength = 20;
const longLength = 24;

/** Days before each month of a year that is no leap year. */
const daysBefore: readonly number[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** Milliseconds since 1970, put into a list. */
export function putPlainInstantInBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Float64Array,
  at: number,
): void {
  into[at] = Number.NaN;
  const length = to - from;
  if (length !== shortLength && length !== longLength) return;
  let milliseconds = 0;
  if (length === longLength) {
    if (bytes[from + 19] !== point) return;
    milliseconds = pair(bytes, from + 20) * 10 + digit(bytes, from + 22);
  }
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const month = pair(bytes, from + 5);
  const day = pair(bytes, from + 8);
  const hour = pair(bytes, from + 11);
  const minute = pair(bytes, from + 14);
  const second = pair(bytes, from + 17);
  // What is no digit has made its number too large.
  if (year <= years.first || year >= years.last || month < 1 || month > 12 || day < 1) return;
  if (hour > 23 || minute > 59 || second > 59 || milliseconds > 999) return;
  if (bytes[from + 4] !== dash || bytes[from + 7] !== dash || bytes[from + 10] !== letterT) return;
  if (bytes[from + 13] !== colon || bytes[from + 16] !== colon || bytes[to - 1] !== letterZ) return;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const february = isLeap && month > 2 ? 1 : 0;
  const before = daysBefore[month - 1] as number;
  if (day > (daysBefore[month] as number) - before + (isLeap && month === 2 ? 1 : 0)) return;
  const days = firstDayOf(year) + before + february + day - 1;
  const seconds = (hour * 60 + minute) * 60 + second;
  into[at] = days * millisecondsPerDay + seconds * 1000 + milliseconds;
}

/** Days from 1970 to a year. */
function firstDayOf(year: number): number {
  const leapDays =
    Math.floor((year - 1969) / 4) - Math.floor((year - 1901) / 100) + Math.floor((year - 1601) / 400);
  return 365 * (year - 1970) + leapDays;
}

function pair(bytes: Uint8Array, at: number): number {
  return digit(bytes, at) * 10 + digit(bytes, at + 1);
}

/** What is no digit is worth too much for any field. */
function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] as number) - digitZero;
  return value >= 0 && value <= 9 ? value : 100_000;
}

const scratch = new Uint8Array(longLength);

/** The same of text. */
export function putPlainInstant(text: string, into: Float64Array, place: number): void {
  const { length } = text;
  into[place] = Number.NaN;
  if (length !== shortLength && length !== longLength) return;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    // A larger code would lose its upper bits in a byte, and could pass for another.
    if (code > 0x7f) return;
    scratch[at] = code;
  }
  putPlainInstantInBytes(scratch, 0, length, into, place);
}

const one = new Float64Array(1);

/** The same, answered. */
export function plainInstant(text: string): number {
  putPlainInstant(text, one, 0);
  return one[0] as number;
}
