// Decimals as people read them. They stay text: nothing is computed, and no digit is lost.
import { padFraction } from "./alignCells.ts";

export interface NumberFormat {
  /** What an amount has at least after the point. */
  readonly digits: number;
  /** What stands between groups of three digits; empty: nothing. */
  readonly grouping: string;
}

/** A decimal with its groups of digits. */
export function formatNumber(decimal: string, { grouping }: Pick<NumberFormat, "grouping">): string {
  if (grouping === "") return decimal;
  const [, sign = "", whole = "", rest = ""] = /^(-?)([0-9]+)(.*)$/s.exec(decimal) ?? [];
  if (whole === "") return decimal;
  return sign + whole.replace(/[0-9](?=(?:[0-9]{3})+$)/g, (digit) => digit + grouping) + rest;
}

/** An amount of money. */
export function formatAmount(decimal: string, format: NumberFormat): string {
  return formatNumber(padFraction(decimal, format.digits), format);
}

/** The opposite of a decimal. */
export function opposite(decimal: string): string {
  if (decimal === "0") return decimal;
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

/** A share as a percentage: `0.075` is `7.5 %`. */
export function percentOf(share: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)([0-9]+)(?:\.([0-9]*))?$/.exec(share) ?? [];
  if (whole === "") return share;
  const digits = fraction.padEnd(2, "0");
  const moved = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=[0-9])/, "");
  const rest = digits.slice(2).replace(/0+$/, "");
  return `${sign}${moved}${rest === "" ? "" : `.${rest}`} %`;
}
