// What a period comes to now against what was billed of it: the differences, as lines.
import { type Decimal, formatDecimal, isZero, negate, subtract, zero } from "../decimal/decimal.ts";
import type { AppliedDiscount, InvoiceReference, LineItem } from "../model/invoice.ts";
import { step } from "../pricing/price.ts";
import { type Billed, billedOf } from "./billedOf.ts";

/** A line for each key whose amount or discounts differ; what is gone altogether comes last. */
export function correctionLines(
  statement: readonly LineItem[],
  lines: readonly LineItem[],
  refersTo: InvoiceReference,
): LineItem[] {
  const billed = billedOf(lines);
  const due = billedOf(statement);
  return [...new Set([...due.keys(), ...billed.keys()])].flatMap((key) =>
    differenceLine("correction", due.get(key), billed.get(key), refersTo),
  );
}

/** Lines that take back what an earlier invoice of the same period has billed: the period's own lines bill all of it. */
export function billedLines(lines: readonly LineItem[], refersTo: InvoiceReference): LineItem[] {
  return [...billedOf(lines).values()].flatMap((one) => differenceLine("billed", undefined, one, refersTo));
}

function differenceLine(
  kind: "correction" | "billed",
  due: Billed | undefined,
  billed: Billed | undefined,
  refersTo: InvoiceReference,
): LineItem[] {
  const amount = subtract(due?.amount ?? zero, billed?.amount ?? zero);
  const discounts = differences(due, billed);
  if (isZero(amount) && discounts.length === 0) return [];
  const { description, rule_id, group, version } = (due ?? (billed as Billed)).line;
  const text = formatDecimal(amount);
  return [
    {
      kind,
      description,
      quantity: formatDecimal(subtract(due?.quantity ?? zero, billed?.quantity ?? zero)),
      unit_price: null,
      amount: text,
      rule_id,
      ...(group === undefined ? {} : { group }),
      version,
      refers_to: refersTo,
      exact_amount: text,
      steps: [
        ...(due === undefined ? [] : [step("rerated", { quantity: due.quantity, amount: due.amount })]),
        ...(billed === undefined
          ? []
          : [step("billed", { quantity: negate(billed.quantity), amount: negate(billed.amount) })]),
      ],
      ...(discounts.length === 0 ? {} : { discounts }),
    },
  ];
}

function differences(due: Billed | undefined, billed: Billed | undefined): AppliedDiscount[] {
  const [now, before] = [due?.discounts, billed?.discounts];
  return [...new Set([...(now?.keys() ?? []), ...(before?.keys() ?? [])])].flatMap((discount) => {
    const amount: Decimal = subtract(now?.get(discount) ?? zero, before?.get(discount) ?? zero);
    return isZero(amount) ? [] : [{ discount, amount: formatDecimal(amount) }];
  });
}
