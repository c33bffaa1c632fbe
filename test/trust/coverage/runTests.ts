// Runs the tests under the coverage provider, in a process of their own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface TestRun {
  /** Where the reports go. */
  readonly folder: string;
  readonly runs: string;
  readonly seed: string;
  readonly workers: string;
}

interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** The titles of the tests that have failed, and the files that could not be loaded. */
export async function runTests({ folder, runs, seed, workers }: TestRun): Promise<string[]> {
  const tests = join(folder, "tests.json");
  const args = [
    ...["node_modules/vitest/vitest.mjs", "run", "--config", "test/trust/coverage/vitest.config.ts"],
    ...["--reporter=json", `--outputFile=${tests}`, `--maxWorkers=${workers}`, "--coverage.enabled"],
    ...["--coverage.reporter=json", `--coverage.reportsDirectory=${folder}`, "--coverage.reportOnFailure"],
    "--coverage.clean=false",
  ];
  const env = { ...process.env, LAW_RUNS: runs, COVERAGE_SEED: seed };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const [status, signal] = (await once(child, "close")) as [number | null, string | null];
  if (!existsSync(tests))
    throw new Error(`the tests have not come to their end: ${signal ?? `status ${status}`}`);
  const { testResults } = JSON.parse(readFileSync(tests, "utf8")) as TestReport;
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [name];
    return failed.map(({ fullName }) => `${name} ${fullName}`);
  });
}
