// Days and seconds since 1970 as the Gregorian calendar counts them, by whole numbers alone.
import { wholeNumber } from "./decimals.ts";

const daySeconds = 86_400;

/** The day after, of a day that exists. */
export function civilDayAfter(day: string): string {
  return dayText(dayNumber(day) + 1);
}

/** Seconds since 1970 of canonical UTC text such as `2026-03-25T12:00:00.000Z`; milliseconds are left off. */
export function unixSecondsOf(instant: string): number {
  const [hours, minutes, seconds] = [11, 14, 17].map((from) => part(instant, from, from + 2));
  return dayNumber(instant) * daySeconds + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** RFC 3339 in UTC, of milliseconds since 1970 that are not below zero and of years of four digits. */
export function instantOfMilliseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const ofDay = seconds % daySeconds;
  const clock = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map((n) => padded(n, 2));
  const day = dayText(Math.floor(seconds / daySeconds));
  return `${day}T${clock.join(":")}.${padded(milliseconds % 1000, 3)}Z`;
}

/** Counted in years that begin in March, so that the leap day is the last of its year. */
function dayNumber(day: string): number {
  const month = part(day, 5, 7);
  const year = part(day, 0, 4) - (month <= 2 ? 1 : 0);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + part(day, 8, 10) - 1;
  return year * 365 + leapDays(year) + ofYear - 719_468;
}

function dayText(number: number): string {
  const days = number + 719_468;
  // A year too far at most, for no year has fewer than 365 days.
  let year = Math.floor(days / 365);
  while (year * 365 + leapDays(year) > days) year -= 1;
  const ofYear = days - year * 365 - leapDays(year);
  const month = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  return `${padded(year + (month >= 10 ? 1 : 0), 4)}-${padded(((month + 2) % 12) + 1, 2)}-${padded(day, 2)}`;
}

function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function part(text: string, from: number, to: number): number {
  return wholeNumber(text.slice(from, to)) ?? 0;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}
