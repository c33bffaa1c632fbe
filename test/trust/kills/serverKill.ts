// One life of a server: clients submit a world's events, all of its processes are killed somewhere in between, and it is started again.
import { createEngine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { clientKinds } from "../../postgres/clients.ts";
import type { PostgresCluster } from "../../postgres/postgresCluster.ts";
import { splitCommits } from "../../postgres/splitCommits.ts";
import { createHistory, pause, submitUntilHeard } from "../../postgres/submitUntilHeard.ts";
import { usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import { type Aftermath, checkAftermath } from "./aftermath.ts";
import { batchSize } from "./doomedProcess.ts";
import type { KillMoment, KillOrder } from "./killOrder.ts";

export interface ServerKill extends Aftermath {
  /** Batches that were under way when the server was killed. */
  readonly failed: number;
}

/** What clients have begun is answered as soon as the server is back. */
export async function killServer(
  cluster: PostgresCluster,
  order: KillOrder,
  when: KillMoment,
): Promise<ServerKill> {
  const opened = clientKinds[order.client]?.open(order.url, { max: order.tasks, isGuarded: true });
  if (opened === undefined) throw new RangeError(`there is no kind of client ${order.client}`);
  const store = createPostgresStore(opened.client, { schema: order.schema });
  const engine = createEngine({
    store: order.store === "split" ? splitCommits(store) : store,
    now: () => worldNow,
  });
  const events = usageWorld(order.world).rivals.map(([event]) => event);
  const history = createHistory();
  let sent = 0;
  let isKilled = false;
  const acknowledged = new Set<string>();
  const work = async () => {
    while (sent < events.length && !isKilled) {
      const batch = events.slice(sent, sent + batchSize).map((event) => ({ event, payload: 0 as const }));
      sent += batchSize;
      if (!(await submitUntilHeard(engine, batch, history))) return;
      for (const { event } of batch) acknowledged.add(event.event_id);
    }
  };
  const working = Promise.all(Array.from({ length: order.tasks }, work));
  while ((history.attempts.answered ?? 0) < when.batches && history.faults.length === 0) await pause(2);
  await pause(when.milliseconds);
  isKilled = true;
  await cluster.kill();
  await cluster.start();
  await working;
  await opened.close();
  const aftermath = await checkAftermath(order, acknowledged, history.operations);
  const { answered: _, ...failed } = history.attempts;
  return {
    ...aftermath,
    failed: Object.values(failed).reduce((sum, count) => sum + count, 0),
    faults: [...history.faults, ...aftermath.faults],
  };
}
