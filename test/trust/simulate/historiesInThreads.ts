// The lead of a run: deals parts of it out to threads, adds up what they tell, and prints it.
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import type { Histories } from "../../simulation/runHistories.ts";
import { seedAt } from "../oracle/chance.ts";
import type { Part } from "./historiesAsThread.ts";

export interface SimulateOrder {
  readonly runs: number;
  readonly seed: number;
  readonly threads: number;
}

interface Course {
  readonly begin: number;
  readonly counts: Map<string, number>;
  readonly violations: string[];
  histories: number;
}

const partSize = 200;
const everyMs = 30_000;

export async function historiesInThreads(
  path: string,
  { runs, seed, threads }: SimulateOrder,
): Promise<void> {
  console.log(`simulate: ${inGroups(runs)} histories, seed ${seed}, ${threads} threads`);
  const course: Course = { begin: performance.now(), counts: new Map(), violations: [], histories: 0 };
  const parts = partsOf(runs, seed);
  const progress = setInterval(() => console.log(`  ${rateOf(course)}`), everyMs);
  await Promise.all(Array.from({ length: threads }, () => work(path, parts, course)));
  clearInterval(progress);
  report(course, seed);
}

/** Each part has a seed of its own, so that one that fails can be repeated alone; runs from neighbouring seeds share none. */
function* partsOf(runs: number, seed: number): Generator<Part, void, undefined> {
  for (let done = 0; done < runs; done += partSize)
    yield { seed: seedAt(seed, done / partSize) >>> 1, runs: Math.min(partSize, runs - done) };
}

/** One thread, which takes one part after the other. */
function work(path: string, parts: Generator<Part, void, undefined>, course: Course): Promise<void> {
  // Histories leave much behind that is young: more room for it means less time for collecting it.
  const worker = new Worker(path, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  let part: Part | undefined;
  return new Promise((resolve) => {
    const next = (): void => {
      part = parts.next().value ?? undefined;
      if (part !== undefined) worker.postMessage(part);
      else {
        void worker.terminate();
        resolve();
      }
    };
    const fail = (why: string): void => {
      course.violations.push(`a thread ended in the part of seed ${part?.seed}: ${why}`);
      resolve();
    };
    worker.on("message", (told: Histories) => {
      course.histories += told.histories;
      for (const [what, often] of told.counts)
        course.counts.set(what, (course.counts.get(what) ?? 0) + often);
      if (told.violation !== undefined) course.violations.push(told.violation);
      next();
    });
    worker.on("error", (error: unknown) => fail(inspect(error)));
    worker.on("exit", (code) => {
      if (part !== undefined) fail(`with ${code}`);
    });
    next();
  });
}

function report(course: Course, seed: number): void {
  const { counts, violations } = course;
  for (const violation of violations.slice(0, 5))
    console.log(`\nVIOLATION, to repeat with the seed as --seed and the path as --path:\n${violation}`);
  const width = Math.max(0, ...[...counts.keys()].map((name) => name.length));
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log("");
  for (const [name, often] of rows) console.log(`  ${name.padEnd(width)}  ${inGroups(often).padStart(13)}`);
  console.log(`\n${rateOf(course)}, seed ${seed}`);
  if (violations.length > 0) process.exitCode = 1;
}

function rateOf({ histories, violations, begin }: Course): string {
  const seconds = (performance.now() - begin) / 1000;
  const rate = Math.round(histories / seconds);
  return `${inGroups(histories)} histories, ${inGroups(rate)} a second, ${Math.round(seconds)} s, ${violations.length} violations`;
}

function inGroups(count: number): string {
  return count.toLocaleString("en-US");
}
