// Kills processes and servers, many times, and adds up what was found after each.
import { createRandom, type Random } from "../../../bench/random.ts";
import { createEngine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { clientKinds } from "../../postgres/clients.ts";
import type { PostgresCluster } from "../../postgres/postgresCluster.ts";
import { openSchemas } from "../../postgres/schemas.ts";
import { openContracts, usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import { addCounts, type Counts } from "../races/raceOrder.ts";
import { batchSize } from "./doomedProcess.ts";
import type { KillMoment, KillOrder } from "./killOrder.ts";
import { killProcess } from "./processKill.ts";
import { killServer } from "./serverKill.ts";

export interface KillsOptions {
  readonly processKills: number;
  readonly serverKills: number;
  readonly seed: number;
  readonly store: KillOrder["store"];
  /** The program that is run again for a process that is to be killed. */
  readonly script: string;
  /** Events of each life. */
  readonly events: number;
  /** Is told after each kill. */
  readonly tell?: (figures: Counts) => void;
}

export interface KillsResult {
  readonly figures: Counts;
  readonly faults: readonly string[];
}

/** Every life has contracts of its own; all of them share one schema, which grows. */
export async function runKills(
  url: string,
  cluster: PostgresCluster | undefined,
  options: KillsOptions,
): Promise<KillsResult> {
  const schemas = openSchemas(url);
  const faults: string[] = [];
  let figures: Counts = { "process kills": 0, "server kills": 0 };
  const random = createRandom(options.seed);
  const add = (counts: Counts, found: readonly string[]) => {
    faults.push(...found);
    figures = addCounts(figures, counts, { violations: found.length });
    options.tell?.(figures);
  };
  try {
    const schema = await schemas.migrated();
    for (let life = 0; (figures["process kills"] ?? 0) < options.processKills; life += 1) {
      if (life > options.processKills * 3 + 10)
        throw new Error("most kills came too late: the events are too few");
      const order = await prepare(url, schema, options, random, `process-${life}`);
      const { wasKilled, ...found } = await killProcess(options.script, order, momentOf(options, random));
      add(
        { [wasKilled ? "process kills" : "kills that came too late"]: 1, ...figuresOf("process", found) },
        found.faults,
      );
    }
    for (let life = 0; life < options.serverKills; life += 1) {
      if (cluster === undefined) throw new Error("only a server of one's own can be killed");
      const order = await prepare(url, schema, options, random, `server-${life}`);
      const { failed, ...found } = await killServer(cluster, order, momentOf(options, random));
      const counts = { "server kills": 1, "server: attempts that failed": failed };
      add({ ...counts, ...figuresOf("server", found) }, found.faults);
    }
  } finally {
    await schemas.drop();
  }
  return { figures, faults };
}

/** By progress rather than by time, so that a slow machine kills in the middle of work too. */
function momentOf({ events }: KillsOptions, random: Random): KillMoment {
  return { batches: Math.floor((random() * 0.8 * events) / batchSize), milliseconds: random() * 20 };
}

function figuresOf(
  what: string,
  { acknowledged, survived }: { readonly acknowledged: number; readonly survived: number },
): Counts {
  return {
    [`${what}: events acknowledged`]: acknowledged,
    [`${what}: events stored without an answer`]: survived - acknowledged,
  };
}

async function prepare(
  url: string,
  schema: string,
  { seed, store: which, events }: KillsOptions,
  random: Random,
  prefix: string,
): Promise<KillOrder> {
  const world = { seed: seed + Math.floor(random() * 1e6), contracts: 3, events, prefix };
  const opened = clientKinds[0]?.open(url, { max: 1 });
  if (opened === undefined) throw new Error("there is a kind of client");
  try {
    const store = createPostgresStore(opened.client, { schema });
    await openContracts(createEngine({ store, now: () => worldNow }), usageWorld(world).contracts);
  } finally {
    await opened.close();
  }
  const client = Math.floor(random() * clientKinds.length);
  return { url, schema, world, client, tasks: 4, store: which };
}
