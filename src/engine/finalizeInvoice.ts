import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { formatDay } from "../calendar/day.ts";
import { formatInstant } from "../calendar/instant.ts";
import { dayStart } from "../calendar/zone.ts";
import { sendInvoice } from "../invoicing/invoiceMoves.ts";
import type { Contract } from "../model/contract.ts";
import type { Invoice } from "../model/invoice.ts";
import { type Decision, type Desk, refusal, todayOf } from "./desk.ts";
import type { InContract } from "./engine.ts";
import { findEntry, type InvoiceEntry, readInvoice } from "./invoiceEntry.ts";
import { correctedBy } from "./readDraft.ts";

/** Freezes a draft; what it corrects is settled with it. */
export async function finalizeInvoice(
  desk: Desk,
  number: string,
  options: InContract = {},
): Promise<Invoice> {
  const { account } = await findEntry(desk, number, options);
  const contract = account.contract.id;
  return desk.write([contract], async (): Promise<Decision<Invoice>> => {
    const entry = await findEntry(desk, number, { contract });
    if (entry.final !== undefined) return { changes: [], answer: entry.final };
    const now = desk.now();
    refuseEarly(entry, now);
    const { revision, corrected_periods, contract: terms } = entry.account;
    const [draft, today] = [await readInvoice(desk, entry), todayOf(terms, now)];
    const add_invoice = sendInvoice(draft, formatInstant(now), today, terms.net_days);
    const settled = correctedBy(entry.account, entry.period, entry.type);
    const left = corrected_periods.filter((start) => !settled.includes(start));
    const corrected = settled.length === 0 ? {} : { put_corrected_periods: left };
    return { changes: [{ contract, revision, add_invoice, ...corrected }], answer: add_invoice };
  });
}

/** When a period's invoice can be made final; undefined: at any time. */
export function graceEnd(
  { grace_days, timezone }: Contract,
  { endDay }: Pick<CalendarPeriod, "endDay">,
): number | undefined {
  return grace_days === undefined ? undefined : dayStart(endDay + grace_days, timezone);
}

function refuseEarly({ account, number, period, type }: InvoiceEntry, now: number): void {
  const end = type === "progressive" ? undefined : graceEnd(account.contract, period);
  if (end === undefined || now >= end) return;
  const { grace_days = 0 } = account.contract;
  const day = formatDay(period.endDay + grace_days);
  throw refusal("grace_period", `${number} takes usage until its grace days are over, on ${day}`);
}
