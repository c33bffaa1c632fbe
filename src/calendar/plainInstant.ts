// Instants as most are written: `2026-03-25T12:00:00Z` or `2026-03-25T12:00:00.000Z`. NaN for all that needs a closer look, among it the
// first and last years.
import { years } from "./day.ts";

const [dash, colon, point, letterT, letterZ] = [0x2d, 0x3a, 0x2e, 0x54, 0x5a];
const shortLength = 20;
const longLength = 24;

/** Days before each month of a year that is no leap year. */
const daysBefore: readonly number[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** Milliseconds since 1970. */
export function plainInstantInBytes(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length !== shortLength && length !== longLength) return Number.NaN;
  let milliseconds = 0;
  if (length === longLength) {
    if (bytes[from + 19] !== point) return Number.NaN;
    milliseconds = pair(bytes, from + 20) * 10 + digit(bytes, from + 22);
  }
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const [month, day] = [pair(bytes, from + 5), pair(bytes, from + 8)];
  const [hour, minute, second] = [pair(bytes, from + 11), pair(bytes, from + 14), pair(bytes, from + 17)];
  // What is no digit has made its number NaN, and no comparison with that holds.
  if (!(year > years.first && year < years.last && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  if (!(hour <= 23 && minute <= 59 && second <= 59 && milliseconds <= 999)) return Number.NaN;
  if (bytes[from + 4] !== dash || bytes[from + 7] !== dash || bytes[from + 10] !== letterT) return Number.NaN;
  if (bytes[from + 13] !== colon || bytes[from + 16] !== colon || bytes[to - 1] !== letterZ)
    return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const february = isLeap && month > 2 ? 1 : 0;
  const before = daysBefore[month - 1] as number;
  if (!(day <= (daysBefore[month] as number) - before + (isLeap && month === 2 ? 1 : 0))) return Number.NaN;
  const days = firstDayOf(year) + before + february + day - 1;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milliseconds;
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

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] as number) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

const scratch = new Uint8Array(longLength);

/** The same of text. */
export function plainInstant(text: string): number {
  const { length } = text;
  if (length !== shortLength && length !== longLength) return Number.NaN;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    // A larger code would lose its upper bits in a byte, and could pass for another.
    if (code > 0x7f) return Number.NaN;
    scratch[at] = code;
  }
  return plainInstantInBytes(scratch, 0, length);
}
