// Money in two doubles: (high × 10^6 + low) × 10^-(scale + 6), both safe integers. One double would overflow on every other event.
import { million, trimZeros } from "./millionths.ts";

/** Limbs below it can be written: what the low one carries over does not take the high one past what a double holds. */
export const mostLimb: number = 2 ** 53 - 2 ** 34;

/** Plain decimal text of the amount; the limbs may have different signs, and the low one any size. */
export function formatLimbs(high: number, low: number, scale: number): string {
  const carried = Math.floor(low / million);
  let top = high + carried;
  let rest = low - carried * million;
  let sign = "";
  if (top < 0) {
    sign = "-";
    // −(top × 10^6 + rest) in the same form.
    top = rest === 0 ? -top : -top - 1;
    rest = rest === 0 ? 0 : million - rest;
  }
  if (top === 0 && rest === 0) return "0";
  const digits = rest === 0 ? String(top) : String(top) + String(rest + million).slice(1);
  return sign + placePoint(digits, rest === 0 ? scale : scale + 6);
}

/** Digits of a number that is not zero, with the last `scale` of them after the point. */
function placePoint(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, "0");
  const whole = padded.slice(0, -scale);
  const fraction = trimZeros(padded.slice(-scale));
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
