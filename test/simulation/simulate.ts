// One history from its beginning to its end: clients, engines and a store that fails, in an order that the scheduler decides; then everything
// that has to hold.
import type fc from "fast-check";
import { type BillingStore, createEngine, createMemoryStore, type Engine } from "../../src/index.ts";
import { submit } from "./askUsage.ts";
import { checkBooks } from "./books.ts";
import { checkHistory } from "./checkHistory.ts";
import { runClient } from "./client.ts";
import { failingStore } from "./failingStore.ts";
import { type Host, openHost } from "./host.ts";
import type { Plan } from "./plan.ts";
import { settle } from "./settle.ts";
import { programOf, type SimWorld, simNow, simWorlds } from "./simWorlds.ts";
import { noteLanding, openStage, type Stage, violate } from "./stage.ts";

/** What is simulated: an honest store and engine, or ones that have to be found out. */
export interface Subject {
  /** A store over one that is honest; each gap is a moment in which anything else may happen, and the process end. */
  readonly breakStore?: (honest: BillingStore, gap: () => Promise<void>) => BillingStore;
  /** An engine over its store. */
  readonly openEngine?: (store: BillingStore) => Engine;
}

export const honest: Subject = {};

/** Runs one history; what must not be is in its violations. */
export async function simulate(
  plan: Plan,
  scheduler: fc.Scheduler,
  subject: Subject = honest,
): Promise<Stage> {
  const world = simWorlds[plan.world % simWorlds.length] ?? [];
  const memory = createMemoryStore();
  const stage = openStage(plan, world, scheduler, memory);
  await furnish(stage, world);
  const { breakStore = (store) => store, openEngine = plainEngine } = subject;
  const hosts = Array.from(
    { length: plan.engines },
    (): Host =>
      openHost(
        stage,
        (host, life) => {
          const gap = async (): Promise<void> => {
            if (!stage.isCalm) await scheduler.schedule(Promise.resolve(), "a gap");
            if (!life.isAlive) await new Promise(() => {});
          };
          return failingStore(stage, host, life, breakStore(memory, gap));
        },
        openEngine,
      ),
  );
  try {
    await runToEnd(stage, [sendBefore(stage, hosts)]);
    stage.isCalm = false;
    await runToEnd(
      stage,
      plan.clients.map((asks, place) => runClient(stage, hosts, place, asks)),
    );
    await runToEnd(stage, [settle(stage, hosts)]);
    checkHistory(stage);
    await checkBooks(stage, openEngine(memory));
  } catch (error) {
    violate(stage, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return stage;
}

function plainEngine(store: BillingStore): Engine {
  return createEngine({ store, now: () => simNow });
}

/** The contracts, with the first version of their prices. */
async function furnish(stage: Stage, world: SimWorld): Promise<void> {
  for (const of of world) {
    const { contract } = of;
    await stage.truth.commit([
      {
        ...{
          contract: contract.id,
          revision: 0,
          put_contract: contract,
          created_at: "2026-01-01T00:00:00.000Z",
        },
        add_program: programOf(of, 1, 0, 0),
      },
    ]);
    await noteLanding(stage, contract.id);
  }
}

async function sendBefore(stage: Stage, [host]: readonly Host[]): Promise<void> {
  const { before } = stage.plan;
  if (host === undefined || before.length === 0) return;
  await submit(stage, host, before, { patience: undefined, respelled: false });
  stage.calls = 0;
}

/** Lets the scheduler decide until nothing is left; whoever still waits then waits for ever. */
async function runToEnd(stage: Stage, tasks: readonly Promise<unknown>[]): Promise<void> {
  let running = tasks.length;
  const ended = tasks.map((task) =>
    task.finally(() => {
      running -= 1;
    }),
  );
  const all = Promise.all(ended);
  // It is looked at below, once nothing moves any more.
  all.catch(() => {});
  for (;;) {
    await stage.scheduler.waitIdle();
    await new Promise((resolve) => setImmediate(resolve));
    if (stage.scheduler.count() === 0) break;
  }
  if (running > 0) violate(stage, `${running} clients wait for ever`);
  else await all;
}
