// Taxes on what an invoice asks for, period by period. What is due on all that was ever billed of a period is rounded, and what has
// been billed of it is taken off: so the taxes of an invoice and of all its corrections add up to the tax on the whole.
import {
  add,
  type Decimal,
  decimalOf,
  divide,
  formatDecimal,
  isZero,
  multiply,
  one,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { RoundingMode } from "../model/contract.ts";
import type { LineItem, LineTax, TaxLine } from "../model/invoice.ts";
import type { Tax } from "../model/tax.ts";
import type { Desk } from "./desk.ts";
import { isInScope } from "./discountLines.ts";
import { lineKey } from "./lineKey.ts";
import { amountOf, netOf, sumOf } from "./netOf.ts";

/** What an invoice asks for one period, and what it is taxed with. */
export interface TaxedPeriod {
  readonly start: string;
  readonly taxes: readonly Tax[];
  /** The invoice's lines about the period. */
  readonly lines: readonly LineItem[];
}

export interface Taxed {
  readonly taxes: readonly TaxLine[];
  readonly lines: readonly LineItem[];
}

export function taxPeriod({ past, terms, digits }: Desk, { start, taxes, lines }: TaxedPeriod): Taxed {
  const mode = terms.contract.rounding;
  const [earlier, told] = [past.linesAbout(start), past.taxesAbout(start)];
  // A tax that a later version no longer has is given back.
  const gone = told.filter(
    (line, at) => !taxes.some((tax) => isOf(line, tax)) && told.findIndex((one) => isSame(one, line)) === at,
  );
  const all: readonly Tax[] = [
    ...taxes,
    ...gone.map(({ tax, name, inclusive }) => ({ id: tax, name, inclusive, rate: "0" })),
  ];
  const taxed = all.map((tax) => {
    const sum = (of: readonly LineItem[]): Decimal => roundedTax(of, tax, taxes, digits, mode);
    const billed = sumOf(
      told.filter((line) => isOf(line, tax)),
      amountOf,
    );
    const perLine = tax.rounding === "line" ? lineTaxes(lines, earlier, tax, sum) : undefined;
    const whole = [...earlier, ...lines];
    const due = perLine === undefined ? sum(whole) : sumOf([...byKey(whole).values()], sum);
    return { tax, perLine, amount: subtract(due, billed) };
  });
  return {
    taxes: taxed.flatMap(({ tax, amount }) => taxLine(tax, amount, start, lines)),
    lines: lines.map((line, at) => {
      const own = taxed.flatMap(({ tax, perLine }): LineTax[] => {
        const amount = perLine?.[at] ?? zero;
        return isZero(amount) ? [] : [{ tax: tax.id, amount: formatDecimal(amount) }];
      });
      return own.length === 0 ? line : { ...line, taxes: own };
    }),
  };
}

/** A tax that was added and one that is included are not the same, whatever they are called. */
function isOf(line: TaxLine, { id, inclusive = false }: Tax): boolean {
  return line.tax === id && line.inclusive === inclusive;
}

function isSame(a: TaxLine, b: TaxLine): boolean {
  return a.tax === b.tax && a.inclusive === b.inclusive;
}

function taxLine(tax: Tax, amount: Decimal, start: string, lines: readonly LineItem[]): TaxLine[] {
  const taxable = sumOf(
    lines.filter(({ rule_id }) => isInScope(tax, rule_id)),
    netOf,
  );
  if (isZero(amount) && isZero(taxable)) return [];
  return [
    {
      tax: tax.id,
      name: tax.name,
      rate: tax.rate,
      inclusive: tax.inclusive ?? false,
      period_start: start,
      taxable_amount: formatDecimal(taxable),
      amount: formatDecimal(amount),
    },
  ];
}

/** For each line: what is due on its key with it, less what is due without. */
function lineTaxes(
  lines: readonly LineItem[],
  earlier: readonly LineItem[],
  tax: Tax,
  sum: (lines: readonly LineItem[]) => Decimal,
): Decimal[] {
  const before = byKey(earlier);
  const reached = new Map<string, { readonly lines: readonly LineItem[]; readonly billed: Decimal }>();
  return lines.map((line) => {
    const key = lineKey(line);
    const known = before.get(key) ?? [];
    const { lines: counted, billed } = reached.get(key) ?? { lines: known, billed: billedTax(known, tax) };
    const due = sum([...counted, line]);
    reached.set(key, { lines: [...counted, line], billed: due });
    return subtract(due, billed);
  });
}

function billedTax(lines: readonly LineItem[], { id }: Tax): Decimal {
  return sumOf(lines, ({ taxes = [] }) =>
    sumOf(
      taxes.filter(({ tax }) => tax === id),
      amountOf,
    ),
  );
}

function byKey(lines: readonly LineItem[]): ReadonlyMap<string, readonly LineItem[]> {
  const keyed = new Map<string, LineItem[]>();
  for (const line of lines) keyed.set(lineKey(line), [...(keyed.get(lineKey(line)) ?? []), line]);
  return keyed;
}

/** The tax on the sum of the lines, rounded once. A line that includes taxes is taxed on what it is without them. */
function roundedTax(
  lines: readonly LineItem[],
  tax: Tax,
  taxes: readonly Tax[],
  digits: number,
  mode: RoundingMode,
): Decimal {
  const grosses = new Map<string, Decimal>();
  for (const line of lines) {
    if (!isInScope(tax, line.rule_id)) continue;
    const included = taxes.filter((other) => other.inclusive === true && isInScope(other, line.rule_id));
    const share = formatDecimal(
      add(
        one,
        sumOf(included, ({ rate }) => decimalOf(rate)),
      ),
    );
    grosses.set(share, add(grosses.get(share) ?? zero, netOf(line)));
  }
  let [numerator, denominator] = [zero, one];
  for (const [share, gross] of grosses) {
    const parts = decimalOf(share);
    const own = multiply(gross, decimalOf(tax.rate));
    numerator = add(multiply(numerator, parts), multiply(own, denominator));
    denominator = multiply(denominator, parts);
  }
  return divide(numerator, denominator, digits, mode);
}
