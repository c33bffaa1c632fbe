// The lead of a run: shares it out over threads, watches that none of them stands still, and prints what came of it.
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import type { FuzzMessage } from "./fuzzThread.ts";
import type { Fault, FuzzResult, FuzzRun } from "./runFuzz.ts";
import { addTallies, sumOf, type Tally, tallyTable } from "./tally.ts";

export interface FuzzOrder extends Pick<FuzzRun, "seed" | "runs" | "door"> {
  readonly at: number | undefined;
  readonly threads: number;
}

const everyMs = 30_000;
/** An execution that takes longer does not end. */
const longestMs = 60_000;

export async function fuzzInThreads(
  path: string,
  { seed, runs, door, at, threads }: FuzzOrder,
): Promise<void> {
  const count = at === undefined ? threads : 1;
  console.log(`fuzz: ${inGroups(at === undefined ? runs : 1)} executions, seed ${seed}, ${count} threads`);
  const begin = performance.now();
  const tallies: Tally[] = Array.from({ length: count }, () => ({}));
  const progress = setInterval(() => console.log(`  ${rateOf(addTallies(tallies), begin)}`), everyMs);
  const results = await Promise.all(
    tallies.map((_, thread) => {
      const part = {
        seed,
        door,
        first: at ?? thread,
        step: count,
        runs: at === undefined ? Math.ceil(runs / count) : 1,
      };
      let told = 0;
      return inThread(path, part, (tally, faults) => {
        tallies[thread] = tally;
        // At once, as a long run may be broken off.
        for (const { place, door: name, fault } of faults.slice(told))
          console.log(`  at ${place}, ${name}: ${fault}`);
        told = faults.length;
      });
    }),
  );
  clearInterval(progress);
  report(results, seed, door, begin);
}

function inThread(
  path: string,
  run: FuzzRun,
  listen: (tally: Tally, faults: readonly Fault[]) => void,
): Promise<FuzzResult> {
  const progress = new SharedArrayBuffer(8);
  const place = new Float64Array(progress);
  let tally: Tally = {};
  return new Promise((resolve) => {
    const worker = new Worker(path, { workerData: { ...run, progress }, argv: process.argv.slice(2) });
    let last = { at: -1, since: performance.now() };
    const end = (result: FuzzResult): void => {
      clearInterval(watch);
      resolve(result);
    };
    const fail = (why: string): void => {
      const fault: Fault = { place: place[0] ?? 0, door: "any", fault: why, input: "" };
      end({ tally, faults: [fault] });
      void worker.terminate();
    };
    const watch = setInterval(() => {
      const at = place[0] ?? 0;
      if (at !== last.at) last = { at, since: performance.now() };
      else if (performance.now() - last.since > longestMs)
        fail(`has not come back after ${longestMs / 1000} s`);
    }, 1000);
    worker.on("message", (message: FuzzMessage) => {
      if ("result" in message) return end(message.result);
      tally = message.tally;
      listen(tally, message.faults);
    });
    worker.on("error", (error: unknown) => fail(`ended the thread: ${inspect(error)}`));
    worker.on("exit", (code) => fail(`ended the thread, with ${code}`));
  });
}

function report(results: readonly FuzzResult[], seed: number, door: string | undefined, begin: number): void {
  const tally = addTallies(results.map((result) => result.tally));
  const faults = results.flatMap((result) => result.faults);
  const only = door === undefined ? "" : ` --door ${JSON.stringify(door)}`;
  for (const { place, door: name, fault, input } of faults)
    console.log(`\n${name}, repeat with --seed ${seed}${only} --at ${place}\n${fault}\ninput: ${input}`);
  console.log(`\n${tallyTable(tally)}\n\n${rateOf(tally, begin)}`);
  console.log(`${inGroups(sumOf(tally, "faults"))} faults, ${faults.length} told, seed ${seed}`);
  if (faults.length > 0 || sumOf(tally, "faults") > 0) process.exitCode = 1;
}

/** By the clock, and by the time that the processor gave: other programs may want it too. */
function rateOf(tally: Tally, begin: number): string {
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage();
  const [executions, faults] = [sumOf(tally, "executions"), sumOf(tally, "faults")];
  const rates = [seconds, (user + system) / 1_000_000].map((time) => inGroups(Math.round(executions / time)));
  return `${inGroups(executions)} executions, ${rates[0]} a second, ${rates[1]} a second of a core, ${Math.round(seconds)} s, ${inGroups(faults)} faults`;
}

function inGroups(count: number): string {
  return count.toLocaleString("en-US");
}
