// Lets processes race for the events of one world, and then holds what they were told against what is stored.
import { type BillingStore, createEngine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { checkBooks } from "../../postgres/bookFaults.ts";
import { clientKinds } from "../../postgres/clients.ts";
import { type Operation, registerFaults } from "../../postgres/register.ts";
import { openSchemas } from "../../postgres/schemas.ts";
import { sendAgain } from "../../postgres/sendAgain.ts";
import { openContracts, type UsageWorld, usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import type { RaceReport } from "./race.ts";
import { addCounts, type Counts, type RaceOrder } from "./raceOrder.ts";

export interface RacesOptions extends Pick<RaceOrder, "store" | "seed"> {
  /** Different event ids; each is sent by every process, and some more often. */
  readonly events: number;
  readonly contracts: number;
  readonly cuts: number;
  readonly processes: number;
  /** Over all processes. */
  readonly tasks: number;
  readonly enginesPerProcess: number;
  /** How one process is run: in this one, or in one of its own. */
  readonly runProcess: (order: RaceOrder) => Promise<RaceReport>;
}

export interface RacesResult {
  /** What was done and looked at, in figures. */
  readonly figures: Counts;
  readonly faults: readonly string[];
}

export async function runRaces(url: string, options: RacesOptions): Promise<RacesResult> {
  const schemas = openSchemas(url);
  const [kind] = clientKinds;
  const direct = kind?.open(url);
  if (direct === undefined) throw new Error("there is a kind of client");
  try {
    const schema = await schemas.migrated();
    const store = createPostgresStore(direct.client, { schema });
    const world = {
      seed: options.seed,
      contracts: options.contracts,
      events: options.events,
      prefix: "race",
    };
    const made = usageWorld(world);
    await openContracts(createEngine({ store, now: () => worldNow }), made.contracts);
    const reports = await Promise.all(
      Array.from({ length: options.processes }, (_, at) =>
        options.runProcess({
          ...{ url, schema, world, store: options.store },
          seed: options.seed * 1000 + at,
          tasks: Math.ceil(options.tasks / options.processes),
          engines: options.enginesPerProcess,
          cuts: Math.ceil(options.cuts / options.processes),
        }),
      ),
    );
    return await judge(store, made, reports);
  } finally {
    await direct.close();
    await schemas.drop();
  }
}

async function judge(
  store: BillingStore,
  world: UsageWorld,
  reports: readonly RaceReport[],
): Promise<RacesResult> {
  const operations = reports.flatMap(({ history }) => history.operations);
  const { stored, strangers } = await storedPayloads(store, world);
  const kept = world.rivals.flatMap((pair) => {
    const payload = stored.get(pair[0].event_id);
    return payload === undefined ? [] : [pair[payload]];
  });
  const books = [];
  for (const contract of world.contracts) {
    const events = kept.filter((event) => event.external_contract_id === contract);
    books.push(await checkBooks(store, contract, events));
  }
  const again = await sendAgain(store, world, stored);
  const faults = [
    ...reports.flatMap(({ history }) => history.faults),
    ...strangers,
    ...registerFaults(operations, stored),
    ...books.flatMap((report) => report.faults),
    ...again.faults,
  ];
  const figures = addCounts(
    ...countsOf(reports, operations),
    ...books.map(({ events, charges, lines }) => ({
      "events stored": events,
      charges,
      "lines of drafts": lines,
    })),
    {
      "sent again: duplicates": again.duplicates,
      "sent again: conflicts": again.conflicts,
      violations: faults.length,
    },
  );
  return { figures, faults };
}

function countsOf(reports: readonly RaceReport[], operations: readonly Operation[]): Counts[] {
  const named = (prefix: string, counts: Counts) =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix}: ${name}`, count]));
  const outcomes: Record<string, number> = {};
  for (const { outcome } of operations) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return [
    { "events sent": operations.length },
    named("told", outcomes),
    ...reports.map(({ history }) => named("batches", history.attempts)),
    { cuts: reports.reduce((sum, { cuts }) => sum + Object.values(cuts).reduce((a, b) => a + b, 0), 0) },
    ...reports.map(({ cuts }) => named("cut", cuts)),
    ...reports.map(({ sabotage }) => sabotage),
  ];
}

/** Which of the two things that are said under an id the store has kept. */
async function storedPayloads(
  store: BillingStore,
  { contracts, rivals }: UsageWorld,
): Promise<{ readonly stored: ReadonlyMap<string, 0 | 1>; readonly strangers: readonly string[] }> {
  const sent = new Map(rivals.map((pair) => [pair[0].event_id, pair]));
  const stored = new Map<string, 0 | 1>();
  const strangers: string[] = [];
  for (const contract of contracts) {
    const snapshot = await store.read(contract, { include: ["events"] });
    for (const { event } of snapshot?.events ?? []) {
      const payload = sent.get(event.event_id)?.findIndex(({ quantity }) => quantity === event.quantity);
      if (payload === 0 || payload === 1) stored.set(event.event_id, payload);
      else strangers.push(`nobody sent what is stored: ${JSON.stringify(event)}`);
    }
  }
  return { stored, strangers };
}
