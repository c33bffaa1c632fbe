// One racing process: tasks that submit the events of a world in overlapping batches, over connections that are cut all the time.
import { createRandom, type Random } from "../../../bench/random.ts";
import { createEngine, type Engine } from "../../../src/index.ts";
import { createPostgresStore } from "../../../src/postgres/index.ts";
import { clientKinds } from "../../postgres/clients.ts";
import { type CutPlan, type CuttingProxy, openCuttingProxy } from "../../postgres/cuttingProxy.ts";
import { splitCommits } from "../../postgres/splitCommits.ts";
import { createHistory, type History, type Sent, submitUntilHeard } from "../../postgres/submitUntilHeard.ts";
import { pick, type UsageWorld, usageWorld, worldNow } from "../../postgres/usageWorld.ts";
import { addCounts, type Counts, type RaceOrder } from "./raceOrder.ts";
import { openSaboteur, type Saboteur } from "./saboteur.ts";

export interface RaceReport {
  readonly history: History;
  readonly cuts: Counts;
  /** What else the saboteur did. */
  readonly sabotage: Counts;
}

export async function race(order: RaceOrder): Promise<RaceReport> {
  const world = usageWorld(order.world);
  const history = createHistory();
  const random = createRandom(order.seed);
  const proxy = await openCuttingProxy(order.url);
  const saboteur = await openSaboteur(order, world.contracts, createRandom(order.seed + 1));
  const course = courseOf(order, world, random, () => totalOf(cutsOf(proxy, saboteur)));
  proxy.plan = planCuts(random, course, proxy);
  const { engines, close } = openEngines(order, proxy.url);
  const sabotage = saboteur.run(course, proxy);
  try {
    await Promise.all(
      Array.from({ length: order.tasks }, async (_, task) => {
        const engine = engines[task % engines.length] as Engine;
        for (let batch = course.next(); batch.length > 0; batch = course.next())
          if (!(await submitUntilHeard(engine, batch, history))) return;
      }),
    );
  } finally {
    course.stop();
    proxy.plan = () => undefined;
    await sabotage;
    await close();
    await proxy.close();
    await saboteur.close();
  }
  return { history, cuts: cutsOf(proxy, saboteur), sabotage: saboteur.done };
}

function cutsOf(proxy: CuttingProxy, saboteur: Saboteur): Counts {
  return addCounts({ ...proxy.cuts }, { terminated: saboteur.terminated });
}

function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** How far the race is: which events were sent, and whether enough was cut for that. */
export interface Course {
  /** The next batch to send; empty: it is over. */
  next(): Sent[];
  /** Whether fewer connections than should have been by now were cut in one way, which has a share of all cuts. */
  isBehind(cuts: number, share: number): boolean;
  isOver(): boolean;
  stop(): void;
}

/** Every event is sent by every process, in the same order, and some again and again: so all of them meet. */
function courseOf(order: RaceOrder, { rivals }: UsageWorld, random: Random, cuts: () => number): Course {
  let sent = 0;
  let isStopped = false;
  const isOver = () => isStopped || (sent >= rivals.length && cuts() >= order.cuts);
  const send = (at: number): Sent => {
    const payload = random() < 0.8 ? 0 : 1;
    const pair = rivals[at];
    if (pair === undefined) throw new RangeError(`there is no event ${at}`);
    return { event: pair[payload], payload };
  };
  return {
    next() {
      if (isOver()) return [];
      const fresh = Math.min(1 + Math.floor(random() * 32), rivals.length - sent);
      const again = fresh === 0 ? 4 : Math.floor(random() * 6);
      const batch = Array.from({ length: fresh }, (_, at) => send(sent + at));
      sent += fresh;
      const recent = Math.min(sent, 300);
      for (let at = 0; at < again; at += 1) batch.push(send(sent - 1 - Math.floor(random() * recent)));
      return batch;
    },
    isBehind: (done, share) => done * rivals.length < share * order.cuts * Math.max(1, sent),
    isOver,
    stop() {
      isStopped = true;
    },
  };
}

/** Cuts where it is hardest to tell what has happened more often than elsewhere: where a transaction that has written ends. */
function planCuts(random: Random, course: Course, { cuts }: CuttingProxy): CutPlan {
  return (statement, hasWritten) => {
    if (course.isOver() || !course.isBehind(cuts.before + cuts.sent + cuts.answered, 0.6)) return undefined;
    const isDecisive = hasWritten && /^\s*commit\b/i.test(statement);
    if (random() > (isDecisive ? 0.7 : 0.015)) return undefined;
    return pick(
      random,
      isDecisive ? (["before", "sent", "answered", "answered"] as const) : (["before", "sent"] as const),
    );
  };
}

interface Engines {
  readonly engines: readonly Engine[];
  close(): Promise<void>;
}

/** Over both kinds of clients in turn; the second of each kind runs out of time quickly. */
function openEngines({ schema, engines: count, store: kind }: RaceOrder, url: string): Engines {
  const opened = Array.from({ length: count }, (_, at) => {
    const clientKind = pick(() => (at % clientKinds.length) / clientKinds.length, clientKinds);
    const isHasty = Math.floor(at / clientKinds.length) % 2 === 1;
    const client = clientKind.open(url, {
      max: 6,
      isGuarded: true,
      settings: { application_name: schema, statement_timeout: isHasty ? "400ms" : "20s" },
    });
    const store = createPostgresStore(client.client, { schema });
    return { client, store: kind === "split" ? splitCommits(store) : store };
  });
  return {
    engines: opened.map(({ store }) => createEngine({ store, now: () => worldNow })),
    async close() {
      await Promise.all(opened.map(({ client }) => client.close()));
    },
  };
}
