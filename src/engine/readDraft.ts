// Drafts of all kinds, from what is stored.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { BillingHistory } from "../invoicing/billingHistory.ts";
import { draftCorrectionInvoice } from "../invoicing/draftCorrectionInvoice.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { draftProgressiveInvoice } from "../invoicing/draftProgressiveInvoice.ts";
import type { Charge } from "../model/charge.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Terms } from "../model/terms.ts";
import type { Account } from "../store/billingStore.ts";
import type { Desk } from "./desk.ts";
import { readForDraft } from "./readForDraft.ts";

export type InvoiceType = Invoice["type"];

/** The draft as things stand; undefined where a draft of that type is not called for. */
export async function readDraft(
  desk: Desk,
  before: Account,
  period: CalendarPeriod,
  type: InvoiceType,
): Promise<Invoice | undefined> {
  const { account, charges } = await readForDraft(desk, before, period, before.corrected_periods);
  return draftOf(type, desk.termsOf(account), charges, period, historyOf(account));
}

export function draftOf(
  type: InvoiceType,
  terms: Terms,
  charges: Iterable<Charge>,
  { period }: CalendarPeriod,
  history: BillingHistory,
): Invoice | undefined {
  if (type === "progressive") return draftProgressiveInvoice(terms, charges, period, history);
  if (type === "correction") return draftCorrectionInvoice(terms, charges, history);
  return draftInvoice(terms, charges, period, history);
}

export function historyOf({ invoices, grants, corrected_periods }: Account): BillingHistory {
  return { invoices, grants, corrected_periods };
}
