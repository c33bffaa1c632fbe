// A server that is stopped in the middle of work, and comes back: the clients go on, and nothing is lost or there twice.
import { expect, it } from "vitest";
import { createEngine } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import { checkBooks } from "./bookFaults.ts";
import { clientKinds } from "./clients.ts";
import { startCluster } from "./postgresCluster.ts";
import { registerFaults } from "./register.ts";
import { createHistory, pause, submitUntilHeard } from "./submitUntilHeard.ts";
import { openContracts, usageWorld, worldNow } from "./usageWorld.ts";

const world = usageWorld({ seed: 9, contracts: 3, events: 300, prefix: "stop" });

it.each(clientKinds)(
  "work through $name goes on after the server was stopped and started twice",
  async (kind) => {
    const cluster = await startCluster();
    const opened = kind.open(cluster.url, { max: 4, isGuarded: true });
    const fresh = kind.open(cluster.url, { max: 1 });
    try {
      await migratePostgres(opened.client, { schema: "billing" });
      const engine = createEngine({
        store: createPostgresStore(opened.client, { schema: "billing" }),
        now: () => worldNow,
      });
      await openContracts(engine, world.contracts);
      const history = createHistory();
      let sent = 0;
      const work = async () => {
        while (sent < world.rivals.length) {
          const batch = world.rivals.slice(sent, sent + 5).map(([event]) => ({ event, payload: 0 as const }));
          sent += 5;
          await submitUntilHeard(engine, batch, history);
        }
      };
      const working = Promise.all([work(), work(), work(), work()]);
      for (const delay of [60, 120]) {
        await pause(delay);
        await cluster.stop();
        await cluster.start();
      }
      await working;
      expect(history.faults).toEqual([]);
      const all = new Map(world.rivals.map(([{ event_id }]) => [event_id, 0 as const]));
      expect(registerFaults(history.operations, all)).toEqual([]);
      // A connection that was begun while the server went down may say so only now.
      const store = createPostgresStore(fresh.client, { schema: "billing" });
      for (const contract of world.contracts) {
        const own = world.rivals
          .map(([event]) => event)
          .filter((event) => event.external_contract_id === contract);
        expect((await checkBooks(store, contract, own)).faults).toEqual([]);
      }
    } finally {
      await Promise.all([opened.close(), fresh.close()]);
      await cluster.remove();
    }
  },
);
