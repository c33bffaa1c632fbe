// One run of the mutation tool: which places of the source, against which tests, and what became of each mutant.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { TestSelection } from "./testSelection.ts";

export interface Mutant {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  /** The text of the line on which it starts. */
  readonly line: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly status:
    | "Killed"
    | "Timeout"
    | "Survived"
    | "NoCoverage"
    | "Ignored"
    | "RuntimeError"
    | "CompileError";
  readonly isStatic: boolean;
  readonly killedBy: readonly string[];
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>
  >;
}

interface ReportedMutant {
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: Mutant["status"];
  readonly static?: boolean;
  readonly killedBy?: readonly string[];
}

const folder = "test/trust/mutation";
export const cache = "node_modules/.cache/trust/mutation";
const require = createRequire(resolve("package.json"));

/** The tool is installed when it is first needed, beside this command and not as anybody's dependency. */
export function installStryker(): void {
  if (existsSync(join(folder, "node_modules/@stryker-mutator/core/package.json"))) return;
  const { status, stderr } = spawnSync("npm", ["ci", "--prefix", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the mutation tool could not be installed: ${stderr}`);
}

/** The plugins are bundled, as the tool is JavaScript and loads them by path. */
export async function buildPlugins(): Promise<void> {
  const { build } = require("esbuild") as typeof import("esbuild");
  await build({
    entryPoints: [join(folder, "plugins.ts")],
    outfile: join(cache, "plugins.js"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
}

export function runStryker(
  name: string,
  mutate: readonly string[],
  tests: TestSelection,
  concurrency: number,
): Mutant[] {
  const report = join(cache, `${name}.json`);
  const config = join(cache, `${name}.config.json`);
  mkdirSync(cache, { recursive: true });
  rmSync(report, { force: true });
  writeFileSync(config, JSON.stringify(configuration(report, mutate, tests, concurrency), null, 2));
  const program = join(folder, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const { status, stdout, stderr } = spawnSync("node", [program, "run", config], { encoding: "utf8" });
  if (!existsSync(report)) throw new Error(`the mutation tool failed (${status}):\n${stdout}\n${stderr}`);
  return readReport(report);
}

function configuration(
  report: string,
  mutate: readonly string[],
  mutationTests: TestSelection,
  concurrency: number,
): object {
  return {
    testRunner: "in-process",
    plugins: [resolve(cache, "plugins.js")],
    ignorers: ["sentences"],
    mutationTests,
    mutate,
    concurrency,
    coverageAnalysis: "perTest",
    reporters: ["json"],
    jsonReporter: { fileName: report },
    tempDirName: join(cache, "sandboxes"),
    ignorePatterns: ["/bench", "/dist", "/docs", "/.ci"],
    disableTypeChecks: false,
    // A worker that hangs is replaced; what only runs away is stopped by counting, long before.
    timeoutMS: 15_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 60,
    allowConsoleColors: false,
  };
}

export function readReport(path: string): Mutant[] {
  const { files } = JSON.parse(readFileSync(path, "utf8")) as Report;
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.map((mutant) => ({
      file,
      start: mutant.location.start,
      end: mutant.location.end,
      line: (lines[mutant.location.start.line - 1] ?? "").trim(),
      mutator: mutant.mutatorName,
      original: textBetween(lines, mutant.location.start, mutant.location.end),
      replacement: mutant.replacement,
      status: mutant.status,
      isStatic: mutant.static === true,
      killedBy: mutant.killedBy ?? [],
    }));
  });
}

function textBetween(lines: readonly string[], start: Position, end: Position): string {
  const part = lines.slice(start.line - 1, end.line);
  return part
    .map((line, place) => {
      const to = place === part.length - 1 ? end.column - 1 : line.length;
      return line.slice(place === 0 ? start.column - 1 : 0, to).trim();
    })
    .join(" ");
}
