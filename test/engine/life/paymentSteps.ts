// What becomes of final invoices: seen, paid, overdue, withdrawn.
import fc from "fast-check";
import { expect } from "vitest";
import type { Invoice, InvoiceStatus, Payment } from "../../../src/model/invoice.ts";
import { currencyDigits } from "../../oracle/currency.ts";
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  isZero,
  round,
  subtract,
  toText,
} from "../../oracle/fraction.ts";
import { contractOf, type Life, newName, putInvoice, type System, today } from "./life.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";

type Target = "sent" | "viewed" | "paid" | "overdue" | "cancelled";

/** From where an invoice can be moved to a status, amounts and days aside. */
const origins: Readonly<Record<Target, readonly InvoiceStatus[]>> = {
  sent: [],
  viewed: ["sent"],
  paid: ["sent", "viewed", "partial", "overdue"],
  overdue: ["sent", "viewed", "partial"],
  cancelled: ["sent", "viewed", "overdue"],
};

function isLegal(life: Life, invoice: Invoice, to: Target): boolean {
  const { status, amount_paid = "0", due_date } = invoice;
  if (!origins[to].includes(status)) return false;
  if (to === "cancelled") return isZero(fraction(amount_paid));
  return to !== "overdue" || (due_date < today(life) && !isZero(due(invoice)));
}

function hasFinal({ books }: Life): boolean {
  return books.invoices.length > 0;
}

function pickFinal({ books }: Life, pick: number): Invoice {
  const { invoices } = books;
  const invoice = invoices[invoices.length - 1 - (pick % invoices.length)];
  if (invoice === undefined) throw new Error("there is a final invoice");
  return invoice;
}

function due({ total, amount_paid = "0" }: Invoice): Fraction {
  return subtract(fraction(total), fraction(amount_paid));
}

export function update(to: Target): fc.Arbitrary<Step> {
  return fc.nat({ max: 9 }).map((pick) =>
    step(
      `update to ${to}`,
      async (life, system, tell) => {
        const invoice = pickFinal(life, pick);
        const { number } = invoice;
        tell(number);
        const act = (engine = system.engine) => engine.updateInvoice(number, { status: to });
        if (invoice.status === to) expect(await unchanged(system, act)).toEqual(invoice);
        else if (!isLegal(life, invoice, to)) await refused(system, ["invoice_move_illegal"], act);
        else {
          const moved = await done(life, system, act);
          expectMoved(life, invoice, moved, to);
          putInvoice(life, moved);
        }
      },
      hasFinal,
    ),
  );
}

function expectMoved(life: Life, before: Invoice, after: Invoice, to: Target): void {
  const { status, amount_paid, paid_date, history = [] } = after;
  expect(status).toBe(to);
  expect(amount_paid).toBe(to === "paid" ? before.total : before.amount_paid);
  expect(paid_date).toBe(to === "paid" ? today(life) : null);
  expect(history.slice(0, -1)).toEqual(before.history);
  expect(history.at(-1)).toMatchObject({ status: to, at: new Date(life.now).toISOString() });
  const { payment } = history.at(-1) ?? {};
  if (to !== "paid") expect(payment).toBeUndefined();
  else if (payment !== undefined)
    expect([payment?.amount, payment?.date]).toEqual([toText(due(before)), today(life)]);
}

type Sum = "unit" | "half" | "all" | "too much";

function amountOf(life: Life, invoice: Invoice, sum: Sum): Fraction {
  const digits = currencyDigits(contractOf(life));
  const unit = divide(fraction(1), fraction(10n ** BigInt(digits)));
  if (sum === "unit") return unit;
  if (sum === "half") return add(round(divide(due(invoice), fraction(2)), digits, "down"), unit);
  return sum === "all" ? due(invoice) : add(due(invoice), unit);
}

const pay = fc
  .tuple(fc.nat({ max: 9 }), fc.constantFrom<Sum>("unit", "half", "all", "all", "too much"), fc.boolean())
  .map(([pick, sum, dated]) =>
    step(
      `pay ${sum}`,
      async (life, system, tell) => {
        const invoice = pickFinal(life, pick);
        const amount = amountOf(life, invoice, sum);
        if (isZero(amount)) return;
        const id = newName(life, "p");
        const payment = { id, amount: toText(amount), ...(dated ? { date: "2026-12-24" } : {}) };
        tell(`${invoice.number} ${payment.amount}`);
        await expectPaid(life, system, invoice, payment);
      },
      hasFinal,
    ),
  );

interface Sent extends Omit<Payment, "date"> {
  readonly date?: string;
}

async function expectPaid(life: Life, system: System, invoice: Invoice, sent: Sent): Promise<void> {
  const act = (engine = system.engine) => engine.recordPayment(invoice.number, sent);
  const { status, total, amount_paid = "0", history = [] } = invoice;
  const exceeds = compare(fraction(sent.amount), due(invoice)) > 0;
  if (status === "cancelled" || status === "paid")
    return refused(system, ["invoice_move_illegal", ...(exceeds ? ["payment_exceeds_due"] : [])], act);
  if (exceeds) return refused(system, ["payment_exceeds_due"], act);
  const paid = add(fraction(amount_paid), fraction(sent.amount));
  const payment: Payment = { ...sent, date: sent.date ?? today(life) };
  const isPaid = compare(paid, fraction(total)) === 0;
  const next = isPaid ? "paid" : status === "overdue" ? "overdue" : "partial";
  const after = await done(life, system, act);
  expect(after).toEqual({
    ...invoice,
    status: next,
    amount_paid: toText(paid),
    paid_date: isPaid ? payment.date : null,
    history: [...history, { status: next, at: new Date(life.now).toISOString(), payment }],
  });
  putInvoice(life, after);
}

const payAgain = fc.tuple(fc.nat({ max: 9 }), fc.boolean()).map(([pick, same]) =>
  step(
    same ? "pay again" : "pay again, otherwise",
    async (life, system, tell) => {
      const paid = life.books.invoices.flatMap((invoice) =>
        (invoice.history ?? []).flatMap(({ payment }) =>
          // The engine's own payments have ids that no caller can give.
          payment === undefined || payment.id.includes(" ") ? [] : [{ invoice, payment }],
        ),
      );
      const one = paid[pick % Math.max(1, paid.length)];
      if (one === undefined) return;
      const { invoice, payment } = one;
      tell(`${invoice.number} ${payment.id}`);
      const act = () =>
        system.engine.recordPayment(invoice.number, same ? payment : { ...payment, amount: "98765" });
      if (same) expect(await unchanged(system, act)).toEqual(invoice);
      else await refused(system, ["payment_conflict"], act);
    },
    hasFinal,
  ),
);

const ofDraft = fc.constantFrom("viewed" as const, "cancelled" as const).map((to) =>
  step(`update a draft to ${to}`, async (_life, system, tell) => {
    const { data } = await system.engine.listInvoices({ status: "draft", limit: 1 });
    const number = data[0]?.number;
    if (number === undefined) return;
    tell(number);
    await refused(system, ["invoice_move_illegal"], () =>
      system.engine.updateInvoice(number, { status: to }),
    );
    const payment = { id: "early", amount: "1" };
    await refused(system, ["invoice_move_illegal"], () => system.engine.recordPayment(number, payment));
  }),
);

/** Steps that move final invoices on, each as often as it is to come. */
export const paymentSteps: readonly fc.Arbitrary<Step>[] = [
  ...[pay, pay],
  payAgain,
  update("viewed"),
  update("paid"),
  update("overdue"),
  ...[update("cancelled"), update("cancelled"), update("cancelled")],
  update("sent"),
  ofDraft,
];
