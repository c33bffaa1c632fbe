// What a contract's invoice would be if something were otherwise: worked out from what is stored, and forgotten.
import { type CalendarPeriod, calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { type BatchEntry, readEntry } from "../intake/parseUsageBatch.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { openPast } from "../invoicing/pastInvoices.ts";
import { createRater } from "../session/createRater.ts";
import type { Account } from "../store/billingStore.ts";
import { correctedAfter } from "./correctedPeriods.ts";
import { type Desk, refusal, todayOf } from "./desk.ts";
import type { PreviewRequest } from "./engine.ts";
import { readDateFilter, readFilter, readGiven } from "./filters.ts";
import { placeOf } from "./placeOf.ts";
import type { Preview } from "./previewInvoice.ts";
import { previewPrices } from "./previewPrices.ts";
import { rateEntries } from "./rateEntries.ts";
import { correctedBy, historyOf } from "./readDraft.ts";
import { readForDraft } from "./readForDraft.ts";
import { startsOf, stateOf, supersededIn, totalsFor } from "./submitUsage.ts";

export async function previewStored(desk: Desk, asked: PreviewRequest): Promise<Preview> {
  const { contract, ...request } = readFilter(asked, ["contract", "at", "events", "programs"]);
  const { account } = await desk.read(contract);
  const at = readDateFilter(request.at, "at") ?? todayOf(account.contract, desk.now());
  const period = calendarOf(account.contract).periodOn(dayIn(at));
  if (period === undefined)
    throw refusal("period_unknown", `no billing period of the contract holds ${at}`, "at");
  const { events = [], programs } = request;
  const entries = readGiven(() => (Array.isArray(events) ? [...events] : undefined))?.map(readEntry);
  if (entries === undefined) throw refusal("field_type", "must be an array of usage events", "events");
  if (programs !== undefined) return previewPrices(desk, account, period, entries, programs);
  if (account.programs.length === 0) throw refusal("pricing_missing", "the contract has no pricing program");
  return previewUsage(desk, account, period, entries);
}

async function previewUsage(
  desk: Desk,
  account: Account,
  period: CalendarPeriod,
  entries: readonly BatchEntry[],
): Promise<Preview> {
  const { id } = account.contract;
  const added = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : []));
  const starts = startsOf(added.map((event) => placeOf(account.contract, event)));
  const snapshot = await desk.read(id, {
    event_ids: added.map(({ event_id }) => event_id),
    ...totalsFor(account, starts),
    include: ["totals"],
  });
  // An offer can be previewed before it is signed.
  const terms = desk.termsOf({ ...account, contract: { ...account.contract, status: "active" } });
  const rater = createRater(terms, stateOf({ ...snapshot, account }, starts));
  const { charges, outcomes } = rateEntries(rater, entries, supersededIn(snapshot));
  const changed = charges.map((charge) => charge.period.start);
  const { put_corrected_periods: corrected_periods = account.corrected_periods } = correctedAfter(
    account,
    changed,
  );
  const corrected = correctedBy({ ...account, corrected_periods }, period, undefined);
  const stored = await readForDraft(desk, account, period, corrected);
  // The periods were found by the first look; had the account changed since, they could be others.
  if (stored === undefined || snapshot.account.revision !== account.revision) {
    const { account: latest } = await desk.read(id);
    return previewUsage(desk, latest, period, entries);
  }
  const final = openPast(account.contract, account.invoices).closing(period.period.start);
  if (final !== undefined) return { invoice: final, outcomes };
  const history = { ...historyOf(account), corrected_periods };
  const invoice = draftInvoice(terms, [...stored, ...charges], period.period, history);
  return { invoice, outcomes };
}
