// How much memory does an event go through, whether or not any of it is kept?
import { PerformanceObserver } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import type { CreateWholePath } from "../contestants/wholePath.ts";
import type { Section, SectionListener } from "../section.ts";
import type { Size } from "../size.ts";
import { createWorkload, type Workload } from "../workload/workload.ts";
import { pathEntries } from "./objects.ts";

/** Large enough that what is measured fits between two collections: only then is growth of the heap what was allocated. */
const youngMegabytes = 256;

export const allocation: Section = {
  name: "allocation",
  question: "How much memory does an event go through on the whole way, with collections out of the way?",
  reference: "ours",
  goals: [],
  flags: [`--min-semi-space-size=${youngMegabytes}`, `--max-semi-space-size=${youngMegabytes}`],
  run,
};

async function run({ events, rounds }: Size, told: SectionListener): Promise<void> {
  const workload = createWorkload({
    seed: 801,
    events: Math.min(events, 40_000),
    contracts: 40,
    as: "numbers",
  });
  const contestants = pathEntries.map(({ name, create }) => lane(name, create, workload));
  await warmUp(contestants);
  told.contest(await compete("allocation", contestants, Math.min(rounds, 3)));
}

function lane(name: string, create: CreateWholePath, workload: Workload): Contestant {
  return { name, standing: "alone", turn: () => takeTurn(create, workload) };
}

/** Of the second half of the events: by then all that is made once is made. */
async function takeTurn(create: CreateWholePath, workload: Workload): Promise<Turn> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  const path = create(workload);
  const blocks = [...workload.blocks()];
  const half = Math.floor(blocks.length / 2);
  for (const events of blocks.slice(0, half)) path.rate(events);
  globalThis.gc?.();
  await setImmediate();
  observer.observe({ entryTypes: ["gc"] });
  const before = usedBytes();
  for (const events of blocks.slice(half)) path.rate(events);
  const bytes = usedBytes() - before;
  await setImmediate();
  observer.disconnect();
  const measured = blocks.slice(half).reduce((sum, block) => sum + block.length, 0);
  return {
    figures: { "bytes an event": bytes / measured, collections },
    outcome: { accepted: String(path.tally.accepted) },
  };
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
