import { isPastDue } from "../invoicing/invoiceMoves.ts";
import type { Invoice } from "../model/invoice.ts";
import { type Desk, todayOf } from "./desk.ts";
import type { BillingRun } from "./documents.ts";
import type { InContract } from "./engine.ts";
import { readFilter } from "./filters.ts";
import { finalizeInvoice, graceEnd } from "./finalizeInvoice.ts";
import { allEntries, type InvoiceEntry } from "./invoiceEntry.ts";
import { updateInvoice } from "./updateInvoice.ts";

/** Finalizes what is over, and marks what is overdue. Each invoice is a commit of its own, so a run that was cut off goes on. */
export async function runBilling(desk: Desk, options: InContract = {}): Promise<BillingRun> {
  const { contract } = readFilter(options, ["contract"]);
  if (contract !== undefined) await desk.read(contract);
  const finalized: Invoice[] = [];
  const overdue: Invoice[] = [];
  const drafts = (await allEntries(desk, contract)).filter((entry) => isOver(entry, desk.now()));
  for (const { account, number } of drafts.reverse())
    finalized.push(...(await unlessGone(finalizeInvoice(desk, number, { contract: account.contract.id }))));
  for (const { account, number, final } of await allEntries(desk, contract)) {
    if (final === undefined || !isPastDue(final, todayOf(account.contract, desk.now()))) continue;
    const of = { contract: account.contract.id };
    overdue.push(...(await unlessGone(updateInvoice(desk, number, { status: "overdue" }, of))));
  }
  return { object: "billing_run", finalized, overdue };
}

/** What another run, or a customer who paid, was faster with is no reason to stop. */
async function unlessGone(step: Promise<Invoice>): Promise<Invoice[]> {
  try {
    return [await step];
  } catch (error) {
    const code = error !== null && typeof error === "object" && "code" in error ? error.code : undefined;
    if (code === "invoice_unknown" || code === "invoice_move_illegal") return [];
    throw error;
  }
}

/** A draft that waits for nothing more; one of a contract that is not signed is an offer. */
function isOver({ account, final, period, type }: InvoiceEntry, now: number): boolean {
  if (final !== undefined || account.contract.status === "draft") return false;
  const over = now >= (graceEnd(account.contract, period) ?? period.endAt);
  // Once a period is over, its own invoice bills what a progressive one would.
  return type === "progressive" ? !over : over;
}
