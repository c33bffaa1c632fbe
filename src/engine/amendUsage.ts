import { instantIn } from "../calendar/instant.ts";
import { parseUsageEvent } from "../intake/parseUsageEvent.ts";
import { eventContent } from "../metering/eventContent.ts";
import { expectOk } from "../model/expectOk.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { UsageRecord } from "../store/billingStore.ts";
import { correctedAfter, refuseClosed } from "./correctedPeriods.ts";
import { type Decision, type Desk, refusal } from "./desk.ts";
import type { UsageDocument } from "./documents.ts";
import { placeOf } from "./placeOf.ts";
import { rateAgain } from "./rateAgain.ts";
import { readUsage, usageDocument } from "./usage.ts";

/** Replaces what an event says: its period is rated again, and the one that it moves to. */
export async function amendUsage(desk: Desk, document: unknown): Promise<UsageDocument> {
  const event = expectOk(parseUsageEvent(document));
  return desk.write([event.external_contract_id], () => decide(desk, event));
}

async function decide(desk: Desk, event: UsageEvent): Promise<Decision<UsageDocument>> {
  const { event_id, external_contract_id: contract } = event;
  const { account, record } = await readUsage(desk, contract, event_id);
  if (record.status === "voided") throw refusal("event_voided", `event ${event_id} has been voided`);
  if (contentOf(record.event) === contentOf(event)) return { changes: [], answer: usageDocument(record) };
  const place = placeOf(account.contract, event);
  if (place === undefined)
    throw refusal("timestamp_outside_contract", "is outside the contract", "timestamp");
  const periods = [...new Set([record.period_start, place.period_start])];
  refuseClosed(account, periods);
  const said = record.superseded ?? [];
  const isKnown = said.some((one) => contentOf(one) === contentOf(record.event));
  const superseded = isKnown ? said : [...said, record.event];
  const amended: UsageRecord = { ...record, ...place, event, superseded };
  const { change, refused } = await rateAgain(desk, account, periods, amended);
  const own = refused.find((one) => one.event_id === event_id);
  if (own !== undefined) throw refusal(own.code, own.error);
  const set_statuses = change.set_statuses.filter((one) => one.event_id !== event_id);
  const rated: UsageRecord = { ...amended, status: "rated" };
  const { sequence: _sequence, ingested_at: _ingested, ...put } = rated;
  const corrected = correctedAfter(account, periods);
  return {
    changes: [
      { contract, revision: account.revision, ...change, set_statuses, put_events: [put], ...corrected },
    ],
    answer: usageDocument(rated),
  };
}

/** What an event says, so that it can be compared. */
export function contentOf(event: UsageEvent): string {
  return eventContent(event, event.quantity, instantIn(event.timestamp));
}
