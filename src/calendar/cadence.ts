// The k-th boundary of a cadence, always counted from the anchor: a 31st that a short month clamps comes back.
import type { Cadence } from "../model/contract.ts";
import { civilOf, dayOf, daysInMonth } from "./day.ts";

export const cadences: readonly Cadence[] = [
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "semiannual",
  "annual",
];

/** Of cadences that are counted in months: how many. */
export const monthsOf: { readonly [cadence in Cadence]?: number } = {
  monthly: 1,
  quarterly: 3,
  semiannual: 6,
  annual: 12,
};

/** The local day of boundary k (any whole number, also below zero). */
export function boundaryDay(anchor: number, cadence: Cadence, k: number): number {
  const months = monthsOf[cadence];
  if (months === undefined) return anchor + k * (cadence === "weekly" ? 7 : 1);
  const { year, month, day } = civilOf(anchor);
  const index = year * 12 + (month - 1) + k * months;
  const [targetYear, targetMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** The k whose part [boundary k, boundary k + 1) holds the day. */
export function boundaryIndex(anchor: number, cadence: Cadence, day: number): number {
  const months = monthsOf[cadence];
  if (months === undefined) return Math.floor((day - anchor) / (cadence === "weekly" ? 7 : 1));
  const [from, to] = [civilOf(anchor), civilOf(day)];
  const k = Math.floor(((to.year - from.year) * 12 + to.month - from.month) / months);
  return boundaryDay(anchor, cadence, k) <= day ? k : k - 1;
}
