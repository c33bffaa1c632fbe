// `npm run trust:fuzz`: hostile input at every public door, by the million, on as many threads as there are cores.
//   --runs N      how many executions, 10,000,000 unless told: one call of one door with one input is one
//   --seed S      where chance begins, a whole number; another one each time unless told
//   --at P        only the execution at that place of the run
//   --door NAME   only doors, or worst inputs, whose name begins so
//   --threads T   how many threads
//   --worst       measures the worst inputs of about 1 MB instead, each in a process of its own
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, workerData } from "node:worker_threads";
import { fuzzInThreads } from "./fuzz/fuzzInThreads.ts";
import { workAsThread } from "./fuzz/fuzzThread.ts";
import { measureOwn, measureWorst } from "./fuzz/measureWorst.ts";
import type { FuzzRun } from "./fuzz/runFuzz.ts";

const ownPath = fileURLToPath(import.meta.url);

if (!isMainThread) await workAsThread(workerData as FuzzRun & { readonly progress: SharedArrayBuffer });
else await lead();

async function lead(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "10000000" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
      threads: { type: "string", default: String(availableParallelism()) },
      at: { type: "string" },
      door: { type: "string" },
      worst: { type: "boolean", default: false },
      measure: { type: "string" },
    },
  });
  if (values.measure !== undefined) return measureOwn(values.measure);
  if (values.worst) return measureWorst(ownPath, values.door);
  const { at, door } = values;
  const run = {
    seed: whole("seed", values.seed, 0),
    door,
    at: at === undefined ? undefined : whole("at", at, 0),
  };
  await fuzzInThreads(ownPath, {
    ...run,
    runs: whole("runs", values.runs, 1),
    threads: whole("threads", values.threads, 1),
  });
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`--${name} has to be a whole number from ${least} on, got ${text}`);
}
