// Drafts of all kinds, from what is stored.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { BillingHistory } from "../invoicing/billingHistory.ts";
import { correctedOn } from "../invoicing/correctionsFor.ts";
import { draftCorrectionInvoice } from "../invoicing/draftCorrectionInvoice.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { draftProgressiveInvoice } from "../invoicing/draftProgressiveInvoice.ts";
import { openPast } from "../invoicing/pastInvoices.ts";
import type { Invoice } from "../model/invoice.ts";
import type { Account } from "../store/billingStore.ts";
import type { Desk } from "./desk.ts";
import { readForDraft } from "./readForDraft.ts";

export type InvoiceType = Invoice["type"];

/** The draft as things stand, or what has become of it meanwhile; undefined where a draft of that type is not called for. */
export async function readDraft(
  desk: Desk,
  account: Account,
  period: CalendarPeriod,
  type: InvoiceType,
): Promise<Invoice | undefined> {
  const final = openPast(account.contract, account.invoices).closing(period.period.start);
  if (type === undefined && final !== undefined) return final;
  const charges = await readForDraft(desk, account, period, correctedBy(account, period, type));
  if (charges === undefined) {
    // Someone has written in between: what is to be read may be something else now.
    const { account: latest } = await desk.read(account.contract.id);
    return readDraft(desk, latest, period, type);
  }
  const [terms, history] = [desk.termsOf(account), historyOf(account)];
  if (type === "progressive") return draftProgressiveInvoice(terms, charges, period.period, history);
  if (type === "correction") return draftCorrectionInvoice(terms, charges, history);
  return draftInvoice(terms, charges, period.period, history);
}

/** First days of the final periods that are corrected on the draft. */
export function correctedBy(
  { contract, invoices, corrected_periods }: Account,
  { period }: CalendarPeriod,
  type: InvoiceType,
): readonly string[] {
  if (type === "progressive") return [];
  const start = type === "correction" ? undefined : period.start;
  return correctedOn(openPast(contract, invoices), corrected_periods, start);
}

export function historyOf({ invoices, grants, corrected_periods }: Account): BillingHistory {
  return { invoices, grants, corrected_periods };
}
