// Taking usage: every event of a batch gets its outcome, and what is accepted is kept, rated and counted in one commit.
import { formatInstant } from "../calendar/instant.ts";
import { type BatchEntry, parseUsageBatch } from "../intake/parseUsageBatch.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Charge, EventOutcome, LadderTotal, RatingState } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import { expectOk } from "../model/expectOk.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { totalKey } from "../rating/totals.ts";
import { createRater } from "../session/createRater.ts";
import type { Account, AccountChange, Snapshot } from "../store/billingStore.ts";
import { contentOf } from "./amendUsage.ts";
import { carriesOver } from "./carriesOver.ts";
import { correctedAfter, reachedBy } from "./correctedPeriods.ts";
import type { Decision, Desk } from "./desk.ts";
import type { SubmitResult } from "./documents.ts";
import { type EventPlace, placeOf } from "./placeOf.ts";
import { rateEvent } from "./rateEntries.ts";
import { refusedOutcome } from "./refusedOutcome.ts";

export async function submitUsage(desk: Desk, input: unknown): Promise<SubmitResult> {
  const entries = expectOk(parseUsageBatch(input));
  const contracts = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value.external_contract_id] : []));
  return desk.write(contracts, () => decide(desk, entries));
}

async function decide(desk: Desk, entries: readonly BatchEntry[]): Promise<Decision<SubmitResult>> {
  const outcomes = new Map<BatchEntry, EventOutcome>();
  const byContract = new Map<string, [BatchEntry, UsageEvent][]>();
  for (const entry of entries) {
    if (!entry.parsed.ok) {
      outcomes.set(entry, refusedOutcome(entry.event_id, entry.parsed.issues));
      continue;
    }
    const { external_contract_id } = entry.parsed.value;
    const group = byContract.get(external_contract_id) ?? [];
    byContract.set(external_contract_id, group);
    group.push([entry, entry.parsed.value]);
  }
  const changes: AccountChange[] = [];
  for (const [contract, group] of byContract) {
    const taken = await take(
      desk,
      contract,
      group.map(([, event]) => event),
    );
    for (const [at, [entry]] of group.entries()) outcomes.set(entry, taken.outcomes[at] as EventOutcome);
    if (taken.change !== undefined) changes.push(taken.change);
  }
  const events = entries.map((entry) => outcomes.get(entry) as EventOutcome);
  const accepted = events.filter(({ status }) => status === "accepted").length;
  return { changes, answer: { accepted, rejected: events.length - accepted, events } };
}

interface Taken {
  readonly outcomes: readonly EventOutcome[];
  readonly change?: AccountChange;
}

/** What the events of one contract do to it. */
async function take(desk: Desk, id: string, events: readonly UsageEvent[]): Promise<Taken> {
  const before = await desk.store.read(id);
  if (before === null) {
    return refuseAll(events, "contract_unknown", `there is no contract ${JSON.stringify(id)}`);
  }
  const places = events.map((event) => placeOf(before.account.contract, event));
  const starts = startsOf(places);
  const snapshot = await desk.read(id, {
    event_ids: events.map(({ event_id }) => event_id),
    ...totalsFor(before.account, starts),
    include: ["totals"],
  });
  const { account } = snapshot;
  if (account.programs.length === 0) return refuseUnpriced(account, events);
  const rater = createRater(desk.termsOf(account), stateOf(snapshot, starts));
  // The contract may have changed since the first look; then the commit does not pass.
  const placeAt = (at: number, event: UsageEvent): EventPlace | undefined =>
    places[at] ?? placeOf(account.contract, event);
  const wasSaid = supersededIn(snapshot);
  const charges: Charge[] = [];
  const outcomes = events.map((event) => rateEvent(rater, event, wasSaid, charges));
  const accepted = acceptedOf(events, outcomes, placeAt);
  if (accepted.length === 0) return { outcomes };
  const ingested_at = formatInstant(desk.now());
  return {
    outcomes,
    // The periods were found by the first look: had the account changed since, the commit must not pass.
    change: {
      contract: id,
      revision: before.account.revision,
      add_events: accepted.map(({ event, place: { service_date, period_start } }) => {
        return { service_date, period_start, event, status: "rated", ingested_at };
      }),
      add_charges: charges,
      put_totals: touched(rater.totals(), charges),
      ...correctedAfter(
        account,
        accepted.map(({ place }) => place.period_start),
      ),
    },
  };
}

interface Accepted {
  readonly event: UsageEvent;
  readonly place: EventPlace;
}

/** The events that are accepted, and new. */
function acceptedOf(
  events: readonly UsageEvent[],
  outcomes: readonly EventOutcome[],
  placeAt: (at: number, event: UsageEvent) => EventPlace | undefined,
): Accepted[] {
  return events.flatMap((event, at) => {
    const { status, duplicate } = outcomes[at] as EventOutcome;
    if (status !== "accepted" || duplicate === true) return [];
    const place = placeAt(at, event);
    if (place === undefined)
      throw new InvariantError(`an accepted event lies outside its contract: ${event.event_id}`);
    return [{ event, place }];
  });
}

/** Whether an event is what an amended one said before: a late repetition, which changes nothing. */
export function supersededIn({ events }: Snapshot): (event: UsageEvent) => boolean {
  const said = new Map(
    events.flatMap(({ event, superseded }) =>
      superseded === undefined ? [] : [[event.event_id, new Set(superseded.map(contentOf))] as const],
    ),
  );
  return (event) => said.get(event.event_id)?.has(contentOf(event)) === true;
}

function refuseUnpriced({ contract }: Account, events: readonly UsageEvent[]): Taken {
  return contract.status === "active"
    ? refuseAll(events, "pricing_missing", "the contract has no pricing program")
    : refuseAll(events, "contract_inactive", `the contract is ${contract.status}`);
}

function refuseAll(
  events: readonly UsageEvent[],
  code: "contract_unknown" | "contract_inactive" | "pricing_missing",
  message: string,
): Taken {
  return {
    outcomes: events.map(({ event_id }) => refusedOutcome(event_id, [{ code, path: "", message }])),
  };
}

/** The first days of the periods that events belong to, in order; those outside of the contract belong to none. */
export function startsOf(places: readonly (EventPlace | undefined)[]): readonly string[] {
  return [...new Set(places.flatMap((place) => place?.period_start ?? []))].sort();
}

/** The periods whose totals events are counted on: their own, and all before these where a rule carries over. */
export function totalsFor(
  { programs }: Account,
  starts: readonly string[],
): { readonly from: string; readonly to: string } {
  // Events that fall in no period need no totals; "" is before every date.
  const [from = "", to = ""] = [starts.at(0), starts.at(-1)];
  return { from: carriesOver(programs) ? "" : from, to };
}

/**
 * What rating has to know of what is stored.
 *
 * @param starts - the first days of the periods that usage comes for
 */
export function stateOf({ account, events, totals }: Snapshot, starts: readonly string[]): RatingState {
  const refuses = account.contract.corrections === "refuse";
  return {
    object: "rating_state",
    contract: account.contract.id,
    totals,
    events: events.map(({ event }) => [event.event_id, contentOf(event)]),
    closed_periods: refuses
      ? [...new Set(starts)].filter((start) => reachedBy(account, [start]).length > 0)
      : [],
  };
}

/** The totals that the charges changed. */
function touched(totals: readonly LadderTotal[], charges: readonly Charge[]): LadderTotal[] {
  const keys = new Set(
    charges.map(({ rule_id, version, period, group, cell }) =>
      totalKey({ rule_id, version, period_start: period.start, part: partKey(group, cell) }),
    ),
  );
  return totals.filter((total) => keys.has(totalKey(total)));
}
