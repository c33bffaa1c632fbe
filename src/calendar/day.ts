// Local calendar days as whole numbers (days since 1970-01-01), and their text. No zone is involved.
import { keepAtMost } from "../model/keepAtMost.ts";

export const millisecondsPerDay = 86_400_000;

/** The years in which dates and instants are taken. */
export const years = { first: 1970, last: 2199 } as const;

const datePattern = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** The day that `YYYY-MM-DD` names, or undefined when there is no such day in the years taken from outside. */
export function parseDay(text: string): number | undefined {
  const year = Number(text.slice(0, 4));
  return year < years.first || year > years.last ? undefined : readDay(text);
}

/** The same for text of our own: a period may begin just before the years taken, or end just after them. */
export function readDay(text: string): number | undefined {
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayOf(year, month, day);
}

/** A day's text, `YYYY-MM-DD`. */
export function formatDay(day: number): string {
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
  return keepAtMost(mostWritten, written, day, text);
}

/** The same few days are asked for over and over. */
const written: Map<number, string> = new Map();
const mostWritten = 4096;

/** The day of a year, month (1 to 12) and day of month. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / millisecondsPerDay;
}

/** Year, month (1 to 12) and day of month of a day. */
export function civilOf(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Length of a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
