// What a contract's invoice would be with further usage: rated on top of what is stored, and forgotten.
import { calendarOf } from "../calendar/billingCalendar.ts";
import { parseDay } from "../calendar/day.ts";
import { readEntry } from "../intake/parseUsageBatch.ts";
import type { Charge, EventOutcome } from "../model/charge.ts";
import { createRater } from "../rating/createRater.ts";
import type { Snapshot } from "../store/billingStore.ts";
import { type Desk, refusal, todayOf } from "./desk.ts";
import type { PreviewRequest } from "./engine.ts";
import { readFilter } from "./filters.ts";
import { chargesFor, draftStored } from "./invoices.ts";
import type { Preview } from "./previewInvoice.ts";
import { refusedOutcome } from "./refusedOutcome.ts";
import { periodsOf, stateOf } from "./submitUsage.ts";

export async function previewStored(desk: Desk, asked: PreviewRequest): Promise<Preview> {
  const request = readFilter(asked, ["contract", "at", "events"]);
  const { account } = await desk.read(request.contract);
  if (account.programs.length === 0) throw refusal("pricing_missing", "the contract has no pricing program");
  const at = request.at ?? todayOf(account.contract, desk.now());
  const day = typeof at === "string" ? parseDay(at) : undefined;
  if (day === undefined) throw refusal("date_invalid", 'must be an existing day such as "2026-03-31"', "at");
  const period = calendarOf(account.contract).periodOn(day);
  if (period === undefined)
    throw refusal("period_unknown", `no billing period of the contract holds ${at}`, "at");
  const { events = [] } = request;
  if (!Array.isArray(events)) throw refusal("field_type", "must be an array of usage events", "events");
  const entries = events.map(readEntry);
  const added = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : []));
  const [touched, needed] = [periodsOf(account.contract, added), chargesFor(account, period)];
  const snapshot = await desk.read(request.contract, {
    event_ids: added.map(({ event_id }) => event_id),
    from: touched === undefined || needed.from < touched.from ? needed.from : touched.from,
    to: touched === undefined || needed.to > touched.to ? needed.to : touched.to,
    include: ["totals", "charges"],
  });
  // The periods were found by the first look; had the account changed since, they could be others.
  if (snapshot.account.revision !== account.revision) return previewStored(desk, request);
  const rated = rateOnTop(desk, snapshot, entries);
  const final = snapshot.account.invoices.find(
    ({ billing_period }) => billing_period.start === period.period.start,
  );
  if (final !== undefined) return { invoice: final, outcomes: rated.outcomes };
  const charges = [...snapshot.charges, ...rated.charges];
  return { invoice: draftStored(desk, snapshot, period, charges), outcomes: rated.outcomes };
}

function rateOnTop(
  desk: Desk,
  snapshot: Snapshot,
  entries: readonly ReturnType<typeof readEntry>[],
): { charges: Charge[]; outcomes: EventOutcome[] } {
  const rater = createRater(desk.termsOf(snapshot.account), stateOf(snapshot));
  const charges: Charge[] = [];
  const outcomes = entries.map(({ event_id, parsed }) => {
    if (!parsed.ok) return refusedOutcome(event_id, parsed.issues);
    const rated = rater.rate(parsed.value);
    charges.push(...rated.charges);
    return rated.outcome;
  });
  return { charges, outcomes };
}
