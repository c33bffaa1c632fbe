// What may become of a final invoice, and what a move does to it.
import { dayIn } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import { add, compare, decimalOf, formatDecimal, isZero, subtract, zero } from "../decimal/decimal.ts";
import type { Invoice, InvoiceMove, InvoiceStatus, Payment } from "../model/invoice.ts";
import type { Issue } from "../model/result.ts";

type FinalStatus = InvoiceMove["status"];

/** From each status, those that it can move to. */
const legal: { readonly [from in InvoiceStatus]: readonly FinalStatus[] } = {
  draft: ["sent"],
  sent: ["viewed", "partial", "paid", "overdue", "cancelled"],
  viewed: ["partial", "paid", "overdue", "cancelled"],
  partial: ["partial", "paid", "overdue"],
  overdue: ["overdue", "paid", "cancelled"],
  paid: [],
  cancelled: [],
};

/** The invoice after a move, or why it cannot be made. */
export type Moved =
  | { readonly ok: true; readonly invoice: Invoice }
  | { readonly ok: false; readonly issue: Issue };

/** A draft made final: issued on that day, unless the draft is of a later one. */
export function sendInvoice(draft: Invoice, at: string, today: string, netDays: number): Invoice {
  const issued_date = draft.issued_date > today ? draft.issued_date : today;
  const due_date = formatDay(dayIn(issued_date) + netDays);
  const history = [{ status: "sent" as const, at }];
  return { ...draft, status: "sent", issued_date, due_date, amount_paid: "0", history };
}

/** Moves a final invoice on; money is moved by `payInvoice`. */
export function moveInvoice(
  invoice: Invoice,
  status: "sent" | "viewed" | "overdue" | "cancelled",
  at: string,
): Moved {
  if (!legal[invoice.status].includes(status)) return illegal(invoice, status);
  if (status === "cancelled" && paidOf(invoice) !== "0")
    return refuse(
      "invoice_move_illegal",
      `has been paid in part (${paidOf(invoice)}), so it cannot be cancelled`,
    );
  return { ok: true, invoice: moved(invoice, { status, at }) };
}

/** What is left to pay. */
export function amountDue(invoice: Invoice): string {
  return formatDecimal(subtract(decimalOf(invoice.total), decimalOf(paidOf(invoice))));
}

/** Records a payment; without one, says that nothing is left to pay. */
export function payInvoice(
  invoice: Invoice,
  payment: Payment | undefined,
  { at, today }: { readonly at: string; readonly today: string },
): Moved {
  const due = decimalOf(amountDue(invoice));
  const amount = decimalOf(payment?.amount ?? "0");
  if (compare(amount, due) > 0 && legal[invoice.status].includes("paid")) {
    const message = `must not be above what is left to pay, ${formatDecimal(due)}, is ${formatDecimal(amount)}`;
    return refuse("payment_exceeds_due", message, "amount");
  }
  const left = subtract(due, amount);
  const unpaid: FinalStatus = invoice.status === "overdue" ? "overdue" : "partial";
  const status = isZero(left) ? "paid" : unpaid;
  if (!legal[invoice.status].includes(status)) return illegal(invoice, status);
  const amount_paid = formatDecimal(add(decimalOf(paidOf(invoice)), amount));
  const move: InvoiceMove = { status, at, ...(payment === undefined ? {} : { payment }) };
  const paid_date = status === "paid" ? (payment?.date ?? today) : invoice.paid_date;
  return { ok: true, invoice: { ...moved(invoice, move), amount_paid, paid_date } };
}

/** The payment of that id, if it has been recorded. */
export function findPayment({ history = [] }: Invoice, id: string): Payment | undefined {
  return history.find(({ payment }) => payment?.id === id)?.payment;
}

/** Whether an unpaid invoice is past its due date on a day. */
export function isPastDue(invoice: Invoice, today: string): boolean {
  const waits = legal[invoice.status].includes("overdue") && invoice.status !== "overdue";
  return waits && invoice.due_date < today && compare(decimalOf(amountDue(invoice)), zero) > 0;
}

function paidOf({ amount_paid = "0" }: Invoice): string {
  return amount_paid;
}

function moved(invoice: Invoice, move: InvoiceMove): Invoice {
  return { ...invoice, status: move.status, history: [...(invoice.history ?? []), move] };
}

function illegal({ number, status: from }: Invoice, to: FinalStatus): Moved {
  const next = legal[from].length === 0 ? "nothing" : legal[from].join(", ");
  return refuse("invoice_move_illegal", `${number} is ${from}: it can become ${next}, not ${to}`, "status");
}

function refuse(code: Issue["code"], message: string, path = ""): Moved {
  return { ok: false, issue: { code, path, message } };
}
