// What an invoice asks for, in the words in which the oracle says it: of the library's answer, and of the oracle's own.
import { expect } from "vitest";
import type { Contract } from "../../../src/model/contract.ts";
import type { Invoice } from "../../../src/model/invoice.ts";
import { linesOfInvoice, taxesOfInvoice } from "../../oracle/above/billed.ts";
import type { ExpectedInvoice, ExpectedLine } from "../../oracle/above/expected.ts";
import { inWords, sumBy, totalOfSums } from "../../oracle/above/sums.ts";
import {
  add,
  type Fraction,
  fraction,
  isNegative,
  isZero,
  negate,
  subtract,
  sum,
  toText,
} from "../../oracle/fraction.ts";

type Line = Pick<ExpectedLine, "kind" | "about" | "key" | "quantity" | "amount" | "discounts" | "credits">;

interface Brief {
  readonly lines: Readonly<Record<string, unknown>>;
  readonly taxes: Readonly<Record<string, string>>;
  readonly carried: Readonly<Record<string, string>>;
  readonly result: string;
}

/** What the library answers. */
export function answeredInBrief(invoice: Invoice): Brief {
  const { carried = [], number } = invoice;
  const taken = carried.filter((carry) => carry.invoice !== number);
  return {
    lines: linesInBrief(linesOfInvoice(invoice)),
    taxes: inWords(taxesOfInvoice(invoice)),
    carried: inWords(sumBy(taken.map((carry) => [carry.invoice, fraction(carry.amount)]))),
    result: toText(subtract(fraction(invoice.total), leftBy(invoice))),
  };
}

/** What the oracle expects. */
export function expectedInBrief({ lines, taxes, carried, result }: ExpectedInvoice): Brief {
  return {
    lines: linesInBrief(lines),
    taxes: inWords(taxes),
    carried: inWords(carried),
    result: toText(result),
  };
}

/** By what they are about; what asks for nothing is left out. Several about the same are taken together. */
function linesInBrief(lines: readonly Line[]): Record<string, unknown> {
  const names = [...new Set(lines.map(nameOf))].sort();
  return Object.fromEntries(
    names.flatMap((name) => {
      const alike = lines.filter((line) => nameOf(line) === name);
      const amount = sum(alike.map((line) => line.amount));
      const discounts = sumBy(alike.flatMap((line) => [...line.discounts]));
      const credits = sumBy(alike.flatMap((line) => [...line.credits]));
      if (isZero(amount) && discounts.size === 0 && credits.size === 0) return [];
      // Units that an earlier invoice billed for nothing are not told again.
      const units = alike.filter(({ kind }) => kind !== "billed").map((line) => line.quantity);
      const quantity = toText(sum(units));
      const brief = {
        quantity,
        amount: toText(amount),
        discounts: inWords(discounts),
        credits: inWords(credits),
      };
      return [[name, brief]];
    }),
  );
}

function nameOf({ kind, about, key }: Line): string {
  return `${kind} ${about} ${key}`;
}

/** What an invoice that came out below zero leaves to the next, or owes in a credit note. */
function leftBy({ number, carried = [], credit_note }: Invoice): Fraction {
  const next = carried.filter((carry) => carry.invoice === number).map(({ amount }) => fraction(amount));
  return sum([...next, fraction(credit_note?.amount ?? "0")]);
}

/** Sums are the sums of what they are sums of, and each line's steps add up to it. */
export function expectSums(invoice: Invoice): void {
  const lines = linesOfInvoice(invoice);
  const { taxes = [], carried = [], credit_note } = invoice;
  const added = taxes.filter(({ inclusive }) => !inclusive).map(({ amount }) => fraction(amount));
  const sums = {
    subtotal: sum(lines.map(({ amount }) => amount)),
    discounts: sum(lines.map(({ discounts }) => totalOfSums(discounts))),
    credits: sum(lines.map(({ credits }) => totalOfSums(credits))),
    tax: sum(added),
  };
  const bare = add(subtract(subtract(sums.subtotal, sums.discounts), sums.credits), sums.tax);
  const total = sum([
    bare,
    ...carried.map(({ amount }) => fraction(amount)),
    fraction(credit_note?.amount ?? "0"),
  ]);
  const { subtotal, discount_total = "0", credit_total = "0", tax } = invoice;
  expect({ subtotal, discount_total, credit_total, tax, total: invoice.total }).toEqual({
    subtotal: toText(sums.subtotal),
    discount_total: toText(sums.discounts),
    credit_total: toText(sums.credits),
    tax: toText(sums.tax),
    total: toText(total),
  });
  for (const { steps, exact_amount } of invoice.line_items)
    expect(toText(sum(steps.map(({ amount }) => fraction(amount))))).toBe(exact_amount);
}

/** What comes out below zero asks for nothing: it is left to the next invoice where one can follow, or noted as credit. */
export function expectNothingBelowZero(
  { negative_invoice = "carry_forward" }: Contract,
  invoice: Invoice,
  { result }: ExpectedInvoice,
  canFollow: boolean,
): void {
  const { carried = [], credit_note, number, total } = invoice;
  const own = carried.filter((carry) => carry.invoice === number);
  const rest = isNegative(result) ? toText(negate(result)) : "0";
  expect(total).toBe(isNegative(result) ? "0" : toText(result));
  const leaves = isNegative(result) && negative_invoice === "carry_forward" && canFollow;
  expect(own).toEqual(leaves ? [{ invoice: number, amount: rest }] : []);
  const note = isNegative(result) && !leaves;
  expect(credit_note).toEqual(
    note ? { object: "credit_note", number: `${number}-CN`, amount: rest } : undefined,
  );
}
