// What becomes of final invoices: seen, paid, overdue, withdrawn. What they say never changes.
import { formatInstant } from "../calendar/instant.ts";
import { parsePayment } from "../intake/parsePayment.ts";
import {
  amountDue,
  findPayment,
  isPastDue,
  type Moved,
  moveInvoice,
  payInvoice,
} from "../invoicing/invoiceMoves.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import { expectOk } from "../model/expectOk.ts";
import type { Invoice } from "../model/invoice.ts";
import { show } from "../model/show.ts";
import type { Account, AccountChange } from "../store/billingStore.ts";
import { closedPeriods, withCorrected } from "./correctedPeriods.ts";
import { type Decision, type Desk, refusal, todayOf } from "./desk.ts";
import type { InContract, InvoiceUpdate, PaymentInput } from "./engine.ts";
import { readChoiceFilter, readFilter } from "./filters.ts";
import { finalizeInvoice } from "./finalizeInvoice.ts";
import { findEntry } from "./invoiceEntry.ts";
import { refuseScale } from "./refuseScale.ts";

const statuses: readonly InvoiceUpdate["status"][] = ["sent", "viewed", "paid", "overdue", "cancelled"];

export async function updateInvoice(
  desk: Desk,
  number: string,
  fields: InvoiceUpdate,
  options: InContract = {},
): Promise<Invoice> {
  const { final } = await findEntry(desk, number, options);
  const status = readStatus(fields, final);
  if (status === "sent" && final === undefined) return finalizeInvoice(desk, number, options);
  return moveFinal(desk, number, options, (invoice, { today, at }) => {
    if (invoice.status === status) return { ok: true, invoice };
    if (status === "overdue" && !isPastDue(invoice, today)) {
      const message = `has ${amountDue(invoice)} due on ${invoice.due_date}: it is not overdue on ${today}`;
      throw refusal("invoice_move_illegal", message, "status");
    }
    if (status !== "paid") return moveInvoice(invoice, status, at);
    const amount = amountDue(invoice);
    // An id that no caller can give: it has a space.
    const rest = { id: `rest ${invoice.number}`, amount, date: today };
    return payInvoice(invoice, amount === "0" ? undefined : rest, { at, today });
  });
}

export async function recordPayment(
  desk: Desk,
  number: string,
  input: PaymentInput,
  options: InContract = {},
): Promise<Invoice> {
  const given = expectOk(parsePayment(input));
  return moveFinal(desk, number, options, (invoice, { today, at, contract }) => {
    refuseScale(given, contract);
    const known = findPayment(invoice, given.id);
    const payment = { ...given, date: given.date ?? known?.date ?? today };
    if (known === undefined) return payInvoice(invoice, payment, { at, today });
    if (canonicalJson(known) === canonicalJson(payment)) return { ok: true, invoice };
    throw refusal("payment_conflict", `payment ${given.id} is recorded with other content; it stays`, "id");
  });
}

/** A final invoice never changes, and a draft is made anew each time: neither takes other fields. */
function readStatus(fields: InvoiceUpdate, final: Invoice | undefined): InvoiceUpdate["status"] {
  const given = readFilter(fields, ["status", ...Object.keys(final ?? {})]);
  const status = readChoiceFilter(given.status, statuses, "status");
  const other = Object.keys(given).find((key) => key !== "status");
  if (other !== undefined)
    throw refusal("invoice_final", `${final?.number} is final: only its status moves on`, other);
  if (status === undefined) throw refusal("field_missing", "is required", "status");
  return status;
}

interface Moment {
  readonly contract: Contract;
  readonly today: string;
  readonly at: string;
}

/** Moves a final invoice on in one commit; an invoice that stays as it is writes nothing. */
async function moveFinal(
  desk: Desk,
  number: string,
  options: InContract,
  move: (invoice: Invoice, moment: Moment) => Moved,
): Promise<Invoice> {
  const { account: found } = await findEntry(desk, number, options);
  const contract = found.contract.id;
  return desk.write([contract], async (): Promise<Decision<Invoice>> => {
    const { account, final } = await findEntry(desk, number, { contract });
    if (final === undefined)
      throw refusal("invoice_move_illegal", `${show(number)} is a draft: it can become sent`, "status");
    const now = desk.now();
    const { contract: terms } = account;
    const moved = move(final, { contract: terms, today: todayOf(terms, now), at: formatInstant(now) });
    if (!moved.ok) throw new BillingError([moved.issue]);
    const { invoice } = moved;
    if (invoice === final) return { changes: [], answer: final };
    return { changes: [changeOf(account, invoice)], answer: invoice };
  });
}

function changeOf(account: Account, invoice: Invoice): AccountChange {
  const { number, status, paid_date, amount_paid = "0", history = [] } = invoice;
  const corrected = status === "cancelled" ? withCorrected(account, askedFor(account, invoice)) : {};
  return {
    contract: account.contract.id,
    revision: account.revision,
    move_invoices: [{ number, status, paid_date, amount_paid, history }],
    ...corrected,
  };
}

/** The final periods that an invoice has billed something of. */
function askedFor(account: Account, { billing_period, line_items, taxes = [] }: Invoice): string[] {
  const starts = new Set([
    billing_period.start,
    ...line_items.flatMap(({ refers_to }) => refers_to?.billing_period.start ?? []),
    ...taxes.map(({ period_start }) => period_start),
  ]);
  return closedPeriods(account).filter((start) => starts.has(start));
}
