// A thread's part of a run. It writes down where it is before each execution, so that one that never ends, or ends the thread, has a name.
import { parentPort } from "node:worker_threads";
import { type Fault, type FuzzResult, type FuzzRun, runFuzz } from "./runFuzz.ts";
import type { Tally } from "./tally.ts";

export type FuzzMessage =
  | { readonly tally: Tally; readonly faults: readonly Fault[] }
  | { readonly result: FuzzResult };

const everyMs = 2000;

export async function workAsThread(run: FuzzRun & { readonly progress: SharedArrayBuffer }): Promise<void> {
  const place = new Float64Array(run.progress);
  let told = performance.now();
  const result = await runFuzz(run, (at, tally, faults) => {
    place[0] = at;
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    parentPort?.postMessage({ tally, faults } satisfies FuzzMessage);
  });
  parentPort?.postMessage({ result } satisfies FuzzMessage);
}
