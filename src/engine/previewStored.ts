// What a contract's invoice would be with further usage: rated on top of what is stored, and forgotten.
import { calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { readEntry } from "../intake/parseUsageBatch.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { createRater } from "../rating/createRater.ts";
import { type Desk, refusal, todayOf } from "./desk.ts";
import type { PreviewRequest } from "./engine.ts";
import { readDateFilter, readFilter } from "./filters.ts";
import type { Preview } from "./previewInvoice.ts";
import { rateEntries } from "./rateEntries.ts";
import { readForDraft } from "./readForDraft.ts";
import { stateOf, totalsFor } from "./submitUsage.ts";

export async function previewStored(desk: Desk, asked: PreviewRequest): Promise<Preview> {
  const request = readFilter(asked, ["contract", "at", "events"]);
  const { account } = await desk.read(request.contract);
  if (account.programs.length === 0) throw refusal("pricing_missing", "the contract has no pricing program");
  const at = readDateFilter(request.at, "at") ?? todayOf(account.contract, desk.now());
  const period = calendarOf(account.contract).periodOn(dayIn(at));
  if (period === undefined)
    throw refusal("period_unknown", `no billing period of the contract holds ${at}`, "at");
  const { events = [] } = request;
  if (!Array.isArray(events)) throw refusal("field_type", "must be an array of usage events", "events");
  const entries = events.map(readEntry);
  const added = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : []));
  const snapshot = await desk.read(request.contract, {
    event_ids: added.map(({ event_id }) => event_id),
    ...totalsFor(account, added),
    include: ["totals"],
  });
  const stored = await readForDraft(desk, account, period);
  // The periods were found by the first look; had the account changed since, they could be others.
  const looks = [snapshot.account.revision, stored.account.revision];
  if (looks.some((revision) => revision !== account.revision)) return previewStored(desk, request);
  const terms = desk.termsOf(snapshot.account);
  const rated = rateEntries(createRater(terms, stateOf(snapshot)), entries);
  const final = snapshot.account.invoices.find(
    ({ billing_period }) => billing_period.start === period.period.start,
  );
  if (final !== undefined) return { invoice: final, outcomes: rated.outcomes };
  const charges = [...stored.charges, ...rated.charges];
  return { invoice: draftInvoice(terms, charges, period.period), outcomes: rated.outcomes };
}
