import { correctedAfter, refuseClosed } from "./correctedPeriods.ts";
import type { Decision, Desk } from "./desk.ts";
import type { UsageDocument } from "./documents.ts";
import type { InContract } from "./engine.ts";
import { rateAgain } from "./rateAgain.ts";
import { findUsage, readUsage, usageDocument } from "./usage.ts";

/** Takes an event back: its period is rated again without it. */
export async function voidUsage(
  desk: Desk,
  eventId: string,
  options: InContract = {},
): Promise<UsageDocument> {
  const { event } = await findUsage(desk, eventId, options);
  const contract = event.external_contract_id;
  return desk.write([contract], () => decide(desk, contract, event.event_id));
}

async function decide(desk: Desk, contract: string, event_id: string): Promise<Decision<UsageDocument>> {
  const { account, record } = await readUsage(desk, contract, event_id);
  if (record.status === "voided") return { changes: [], answer: usageDocument(record) };
  const { period_start } = record;
  refuseClosed(account, [period_start]);
  const voided = { ...record, status: "voided" as const };
  const { change } = await rateAgain(desk, account, [period_start], voided);
  const set_statuses = [...change.set_statuses, { event_id, status: voided.status }];
  const corrected = correctedAfter(account, [period_start]);
  return {
    changes: [{ contract, revision: account.revision, ...change, set_statuses, ...corrected }],
    answer: usageDocument(voided),
  };
}
