// What the library's invoice says to vectors about the lines of an invoice.
import type { Invoice } from "../../src/index.ts";
import type { Answer } from "./answerShape.ts";
import { minus, plus } from "./numbers.ts";
import { grantsOf } from "./pipeline.ts";
import type { Vector } from "./vector.ts";

export function invoiceAnswer(vector: Vector, invoice: Invoice): Answer {
  const { subtotal, discount_total = "0", credit_total = "0", tax, total } = invoice;
  const line_items = invoice.line_items.map((line) => {
    const discount = sumOf(line.discounts);
    return {
      id: line.rule_id ?? "",
      discount,
      net: minus(line.amount, discount),
      tax: sumOf(line.taxes),
    };
  });
  return {
    subtotal,
    discount_total,
    subtotal_after_discount: minus(subtotal, discount_total),
    tax_total: tax,
    credits_total: credit_total,
    credit_balances: balancesOf(vector, invoice),
    amount: total,
    discounts: line_items.map(({ discount }) => discount),
    line_items,
  };
}

/** What is left of each grant. */
export function balancesOf(vector: Vector, { line_items }: Invoice): string[] {
  const draws = line_items.flatMap(({ credits = [] }) => credits);
  return grantsOf(vector).map(({ id, amount }) =>
    minus(amount, sumOf(draws.filter(({ grant }) => grant === id))),
  );
}

function sumOf(parts: readonly { readonly amount: string }[] = []): string {
  return plus(...parts.map(({ amount }) => amount));
}
