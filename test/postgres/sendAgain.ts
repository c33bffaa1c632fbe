// L5 at the end of a day: everything that was ever sent is sent once more, and changes nothing.
import { type BillingStore, createEngine, type EventOutcome } from "../../src/index.ts";
import { type SentEvent, type UsageWorld, worldNow } from "./usageWorld.ts";

export interface SentAgain {
  readonly duplicates: number;
  readonly conflicts: number;
  readonly faults: readonly string[];
}

/** What is kept must be a duplicate, its rival a conflict, and what is kept of neither must not be there to be asked. */
export async function sendAgain(
  store: BillingStore,
  { contracts, rivals }: UsageWorld,
  stored: ReadonlyMap<string, 0 | 1>,
): Promise<SentAgain> {
  const before = await revisionsOf(store, contracts);
  const engine = createEngine({ store, now: () => worldNow });
  const [winners, losers]: [SentEvent[], SentEvent[]] = [[], []];
  for (const pair of rivals) {
    const payload = stored.get(pair[0].event_id);
    if (payload === undefined) continue;
    winners.push(pair[payload]);
    losers.push(pair[payload === 0 ? 1 : 0]);
  }
  const submit = async (events: readonly SentEvent[], isExpected: (outcome: EventOutcome) => boolean) => {
    const faults: string[] = [];
    for (let at = 0; at < events.length; at += 500) {
      const answer = await engine.submitUsage({ events: events.slice(at, at + 500) });
      const wrong = answer.events.filter((outcome) => !isExpected(outcome));
      faults.push(...wrong.map((outcome) => `sent again, it was ${JSON.stringify(outcome)}`));
    }
    return faults;
  };
  const faults = [
    ...(await submit(winners, ({ status, duplicate }) => status === "accepted" && duplicate === true)),
    ...(await submit(losers, ({ code }) => code === "event_conflict")),
  ];
  const after = await revisionsOf(store, contracts);
  if (after !== before) faults.push("sending everything again has changed a contract");
  return { duplicates: winners.length, conflicts: losers.length, faults };
}

async function revisionsOf(store: BillingStore, contracts: readonly string[]): Promise<string> {
  const snapshots = await Promise.all(contracts.map((contract) => store.read(contract)));
  return snapshots.map((snapshot) => snapshot?.account.revision).join();
}
