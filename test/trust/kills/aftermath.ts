// What has to hold after a crash: what was acknowledged is there, nothing is there by halves, and a retry of everything makes it whole.
import { type BillingStore, createEngine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { checkBooks, halves } from "../../postgres/bookFaults.ts";
import { clientKinds } from "../../postgres/clients.ts";
import { expectedBooks } from "../../postgres/expectedBooks.ts";
import { type Operation, registerFaults } from "../../postgres/register.ts";
import { sendAgain } from "../../postgres/sendAgain.ts";
import { type SentEvent, type UsageWorld, usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import type { KillOrder } from "./killOrder.ts";

export interface Aftermath {
  /** Events that somebody was told are accepted. */
  readonly acknowledged: number;
  /** Events that were stored, acknowledged or not. */
  readonly survived: number;
  readonly faults: readonly string[];
}

/** With the history of clients, where it was kept: it has to explain what is left. */
export async function checkAftermath(
  { url, schema, world: size }: KillOrder,
  acknowledged: ReadonlySet<string>,
  operations: readonly Operation[] = [],
): Promise<Aftermath> {
  const opened = clientKinds[0]?.open(url, { max: 2 });
  if (opened === undefined) throw new Error("there is a kind of client");
  try {
    const store = createPostgresStore(opened.client, { schema });
    const world = usageWorld(size);
    const left = await whatIsLeft(store, world);
    const lost = [...acknowledged].filter((id) => !left.events.has(id));
    const told = operations.length === 0 ? [] : registerFaults(operations, left.events);
    const completed = await complete(store, world, acknowledged);
    const books = [];
    for (const contract of world.contracts) books.push(...(await booksOf(store, world, contract)));
    const stored = new Map(world.rivals.map(([{ event_id }]) => [event_id, 0 as const]));
    const again = await sendAgain(store, world, stored);
    return {
      acknowledged: acknowledged.size,
      survived: left.events.size,
      faults: [
        ...lost.map((id) => `${id} was acknowledged, and is lost`),
        ...left.faults,
        ...told,
        ...completed,
        ...books,
        ...again.faults,
      ],
    };
  } finally {
    await opened.close();
  }
}

interface Left {
  /** Under each id only one thing is said. */
  readonly events: ReadonlyMap<string, 0>;
  readonly faults: readonly string[];
}

async function whatIsLeft(store: BillingStore, { contracts }: UsageWorld): Promise<Left> {
  const events = new Map<string, 0>();
  const faults: string[] = [];
  for (const contract of contracts) {
    const snapshot = await store.read(contract, { include: ["charges", "events"] });
    const program = snapshot?.account.programs[0];
    if (snapshot === null || program === undefined) {
      faults.push(`${contract} is lost`);
      continue;
    }
    for (const { event } of snapshot.events) events.set(event.event_id, 0);
    faults.push(...halves(snapshot, expectedBooks(program, []).rulesOf));
  }
  return { events, faults };
}

/** Sends everything, as a client does that does not know what became of it. */
async function complete(
  store: BillingStore,
  { rivals }: UsageWorld,
  acknowledged: ReadonlySet<string>,
): Promise<string[]> {
  const engine = createEngine({ store, now: () => worldNow });
  const events: SentEvent[] = rivals.map(([event]) => event);
  const faults: string[] = [];
  for (let at = 0; at < events.length; at += 100) {
    const answer = await engine.submitUsage({ events: events.slice(at, at + 100) });
    for (const outcome of answer.events) {
      const isDuplicate = outcome.duplicate === true;
      const isRight = outcome.status === "accepted" && (isDuplicate || !acknowledged.has(outcome.event_id));
      if (!isRight) faults.push(`sent once more, it was ${JSON.stringify(outcome)}`);
    }
  }
  return faults;
}

async function booksOf(
  store: BillingStore,
  { rivals }: UsageWorld,
  contract: string,
): Promise<readonly string[]> {
  const events = rivals.map(([event]) => event).filter((event) => event.external_contract_id === contract);
  return (await checkBooks(store, contract, events)).faults;
}
