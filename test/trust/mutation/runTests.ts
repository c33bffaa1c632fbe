// Loads test files out of the bundle and runs their tests, in this process, with fresh modules each time.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import type { Loaders } from "./bundleTests.ts";
import { type CollectedTest, collectTests } from "./collectTests.ts";
import { loadingOf } from "./testSelection.ts";

export interface TestResult {
  readonly id: string;
  readonly milliseconds: number;
  /** Undefined: it passed. */
  readonly failure: string | undefined;
}

/** What is told of a test before it runs, and of the loading of a file (its tests are about to be collected). */
export type Announce = (id: string | undefined) => void;

export interface TestRuns {
  /** Fresh modules; the library is loaded at once, test files as they are asked for. */
  readonly start: () => Promise<StartedRun>;
}

export interface StartedRun {
  /** Runs the tests of a file that `wanted` lets through, up to the first failure. */
  readonly runFile: (file: string, wanted: (id: string) => boolean) => AsyncGenerator<TestResult>;
}

type Evaluate = (require: NodeJS.Require, module: { exports: { loaders?: Loaders } }) => void;

export async function prepareRuns(
  root: string,
  bundle: string,
  seed: number,
  announce: Announce,
): Promise<TestRuns> {
  const require = createRequire(join(root, "package.json"));
  const expect = await loadExpect(require);
  fixSeed(require, seed);
  const script = new Script(`(function (require, module) {${bundle}\n})`, { filename: "tests.cjs" });
  const evaluate = script.runInThisContext() as Evaluate;
  return { start: () => startRun(evaluate, require, expect, announce) };
}

async function startRun(
  evaluate: Evaluate,
  require: NodeJS.Require,
  expect: unknown,
  announce: Announce,
): Promise<StartedRun> {
  const module: { exports: { loaders?: Loaders } } = { exports: {} };
  announce(undefined);
  evaluate(require, module);
  const loaders = module.exports.loaders ?? {};
  await loaders.src?.();
  async function collect(file: string): Promise<readonly CollectedTest[]> {
    const { kit, tests } = collectTests();
    Object.assign(globalThis, { mutationTests: { kit, expect } });
    announce(loadingOf(file));
    await loaders[file]?.();
    return tests;
  }
  async function* runFile(file: string, wanted: (id: string) => boolean): AsyncGenerator<TestResult> {
    const collected: { tests: readonly CollectedTest[] } = { tests: [] };
    const loaded = await runOne(loadingOf(file), async () => {
      collected.tests = await collect(file);
    });
    yield loaded;
    for (const { name, run } of collected.tests) {
      const id = `${file} > ${name}`;
      if (!wanted(id)) continue;
      announce(id);
      yield await runOne(id, run);
    }
  }
  return { runFile };
}

async function runOne(id: string, run: () => Promise<void>): Promise<TestResult> {
  const begin = performance.now();
  const failure = await failureOf(run);
  return { id, milliseconds: performance.now() - begin, failure };
}

/** No test waits for anything outside of the process: one that has not come to an end after so many turns never will. */
const mostTurns = 10_000;

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  let ended = false;
  const end = run()
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    )
    .finally(() => {
      ended = true;
    });
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (ended) return end;
  }
  return "never comes to an end";
}

/** The assertions of the test runner, without the runner around them. */
async function loadExpect(require: NodeJS.Require): Promise<unknown> {
  const inside = createRequire(require.resolve("vitest/package.json"));
  const load = (name: string): Promise<unknown> => import(pathToFileURL(inside.resolve(name)).href);
  const chai = (await load("chai")) as typeof import("chai");
  const parts = (await load("@vitest/expect")) as typeof import("@vitest/expect");
  chai.use(parts.JestExtend);
  chai.use(parts.JestChaiExpect);
  chai.use(parts.JestAsymmetricMatchers);
  return chai.expect;
}

/** A mutant lives or dies by the change alone, so each run draws the same values; which example fails does not matter. */
function fixSeed(require: NodeJS.Require, seed: number): void {
  const { configureGlobal } = require("fast-check") as typeof import("fast-check");
  configureGlobal({ seed, endOnFailure: true });
}
