// Random invoices, by the million, held against an oracle over exact fractions, on as many threads as there are cores.
//   --runs N      how many invoices, 10,000,000 unless told; only those count that ask for something or have usage
//   --seed S      where chance begins, a whole number; another one each time unless told
//   --world P     only the world at that place of the run
//   --threads T   how many threads
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type Run, type RunResult, runWorlds } from "./oracle/runWorlds.ts";
import { addTally, inGroups, noTally, type Tally, tallyText } from "./oracle/tally.ts";

type Message = { readonly tally: Tally } | { readonly result: RunResult };

const ownPath = fileURLToPath(import.meta.url);
const everyMs = 10_000;

if (isMainThread) await lead();
else work(workerData as Run);

async function lead(): Promise<void> {
  const { runs, seed, threads, world } = readOptions();
  console.log(`oracle: ${inGroups(runs)} invoices, seed ${seed}, ${threads} thread${threads > 1 ? "s" : ""}`);
  const begin = performance.now();
  const done: Tally[] = Array.from({ length: threads }, () => noTally);
  let told = begin;
  const progress = (place: number, tally: Tally) => {
    done[place] = tally;
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    const { invoices } = done.reduce(addTally);
    console.log(`  ${inGroups(invoices)} invoices, ${rateText(invoices, begin)}`);
  };
  const share = Math.ceil(runs / threads);
  const results = await Promise.all(
    Array.from({ length: threads }, (_, place) => {
      const run = { seed, invoices: share, first: world ?? place, step: threads };
      return inThread({ ...run, invoices: world === undefined ? share : 1 }, (tally) =>
        progress(place, tally),
      );
    }),
  );
  report(results, seed, begin);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "10000000" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
      threads: { type: "string", default: String(availableParallelism()) },
      world: { type: "string" },
    },
  });
  const world = values.world === undefined ? undefined : whole("world", values.world, 0);
  const threads = world === undefined ? whole("threads", values.threads, 1) : 1;
  return { runs: whole("runs", values.runs, 1), seed: whole("seed", values.seed, 0), threads, world };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`--${name} has to be a whole number from ${least} on, got ${text}`);
}

function inThread(run: Run, listen: (tally: Tally) => void): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ownPath, { workerData: run });
    worker.on("message", (message: Message) => {
      if ("result" in message) resolve(message.result);
      else listen(message.tally);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a thread ended early, with ${code}`)));
  });
}

function work(run: Run): void {
  let told = performance.now();
  const result = runWorlds(run, (tally) => {
    if (performance.now() - told < everyMs / 10) return;
    told = performance.now();
    parentPort?.postMessage({ tally } satisfies Message);
  });
  parentPort?.postMessage({ result } satisfies Message);
}

function rateText(invoices: number, begin: number): string {
  const seconds = (performance.now() - begin) / 1000;
  return `${inGroups(Math.round(invoices / seconds))} a second, ${Math.round(seconds)} s`;
}

function report(results: readonly RunResult[], seed: number, begin: number): void {
  const tally = results.map((result) => result.tally).reduce(addTally);
  const disagreements = results.flatMap((result) => result.disagreements);
  for (const { place, difference, smallest } of disagreements) {
    console.log(`\nworld ${place} (repeat with --seed ${seed} --world ${place}), ${difference}`);
    console.log(`smallest: ${JSON.stringify(smallest)}`);
  }
  console.log(`${tallyText(tally)}; ${rateText(tally.invoices, begin)}`);
  console.log(`${disagreements.length} mismatches, seed ${seed}`);
  if (disagreements.length > 0) process.exitCode = 1;
}
