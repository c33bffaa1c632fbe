// Runs tests for the mutation tool in its own worker process: one bundle, evaluated again for each mutant, so that what
// modules compute when they load is mutated too, and no mutant sees what another one left behind.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleTests } from "./bundleTests.ts";
import { prepareRuns, type StartedRun, type TestResult, type TestRuns } from "./runTests.ts";
import { loadingOf, type TestSelection } from "./testSelection.ts";

/** Where instrumented code looks for the mutant that is active and counts what it passes. */
interface Instruments {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: Coverage | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

interface Coverage {
  readonly static: Record<string, number>;
  readonly perTest: Record<string, Record<string, number>>;
}

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

type DryRunAnswer =
  | { readonly status: "complete"; readonly tests: readonly object[]; readonly mutantCoverage: Coverage }
  | { readonly status: "error"; readonly errorMessage: string };

type MutantAnswer =
  | {
      readonly status: "killed";
      readonly killedBy: readonly string[];
      readonly failureMessage: string;
      readonly nrOfTests: number;
    }
  | { readonly status: "survived"; readonly nrOfTests: number }
  | { readonly status: "timeout"; readonly reason: string };

const theLibrary = "src";

export class InProcessRunner {
  static readonly inject = ["options"] as const;
  readonly #selection: TestSelection;
  readonly #instruments: Instruments;
  #runs: TestRuns | undefined;

  constructor(options: { readonly mutationTests: TestSelection }) {
    this.#selection = options.mutationTests;
    const place = globalThis as unknown as { __stryker__?: Instruments };
    place.__stryker__ ??= {};
    this.#instruments = place.__stryker__;
  }

  capabilities(): { readonly reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    process.env.LAW_RUNS = this.#selection.lawRuns;
    const root = process.cwd();
    const path = join(root, "tests.cjs");
    if (!existsSync(path)) {
      const own = `${path}.${process.pid}`;
      writeFileSync(own, await bundleTests(root, this.#selection.files));
      renameSync(own, path);
    }
    this.#runs = await prepareRuns(root, readFileSync(path, "utf8"), this.#selection.seed, (id) => {
      this.#instruments.currentTestId = id;
    });
  }

  async dryRun(): Promise<DryRunAnswer> {
    const mutantCoverage: Coverage = { static: {}, perTest: {} };
    this.#instrument({ mutantCoverage });
    const results: TestResult[] = [];
    for (const file of this.#selection.files) {
      const run = await this.#start();
      if (typeof run === "string") return { status: "error", errorMessage: run };
      for await (const result of run.runFile(file, (id) => this.#isSelected(id))) results.push(result);
    }
    results.push({ id: loadingOf(theLibrary), milliseconds: 0, failure: undefined });
    return { status: "complete", mutantCoverage, tests: results.map(toReport) };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun): Promise<MutantAnswer> {
    this.#instrument({
      activeMutant: activeMutant.id,
      hitCount: 0,
      hitLimit: hitLimit ?? Number.POSITIVE_INFINITY,
    });
    const answer = await this.#firstFailure(testFilter === undefined ? undefined : new Set(testFilter));
    const { hitCount } = this.#instruments;
    if (hitLimit !== undefined && hitCount !== undefined && hitCount > hitLimit) {
      return { status: "timeout", reason: `passed ${hitCount} times, ${hitLimit} at most` };
    }
    return answer;
  }

  async #firstFailure(filter: ReadonlySet<string> | undefined): Promise<MutantAnswer> {
    const run = await this.#start();
    if (typeof run === "string") {
      return { status: "killed", killedBy: [loadingOf(theLibrary)], failureMessage: run, nrOfTests: 1 };
    }
    let nrOfTests = 0;
    for (const file of this.#selection.files) {
      const some = filter === undefined || [...filter].some((id) => id.startsWith(`${file} `));
      if (!some) continue;
      const whole = filter === undefined || this.#selection.wholeFiles || filter.has(loadingOf(file));
      const isWanted = (id: string): boolean => this.#isSelected(id) && (whole || filter.has(id));
      for await (const { id, failure } of run.runFile(file, isWanted)) {
        nrOfTests += 1;
        if (failure !== undefined)
          return { status: "killed", killedBy: [id], failureMessage: failure, nrOfTests };
      }
    }
    return { status: "survived", nrOfTests };
  }

  /** A text: the library does not load. */
  async #start(): Promise<StartedRun | string> {
    if (this.#runs === undefined) throw new Error("the runner has not been told to begin");
    try {
      return await this.#runs.start();
    } catch (error) {
      return String(error);
    }
  }

  #isSelected(id: string): boolean {
    return !this.#selection.leftOut.some((part) => id.includes(part));
  }

  #instrument(instruments: Instruments): void {
    const clear = { activeMutant: undefined, currentTestId: undefined, mutantCoverage: undefined };
    Object.assign(this.#instruments, clear, { hitCount: undefined, hitLimit: undefined }, instruments);
  }
}

function toReport({ id, milliseconds, failure }: TestResult): object {
  const test = { id, name: id, timeSpentMs: milliseconds };
  if (failure === undefined) return { ...test, status: 0 };
  return { ...test, status: 1, failureMessage: failure };
}
