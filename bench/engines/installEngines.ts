// Engines are installed when they are first needed, beside the benchmark and not as anybody's dependency.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = "bench/engines";

/** Undefined: DuckDB is there. Else why it is not. */
export function installDuckDb(): string | undefined {
  const { dependencies } = readPackage(folder) as { readonly dependencies: Readonly<Record<string, string>> };
  if (installedVersion("@duckdb/node-api") === dependencies["@duckdb/node-api"]) return undefined;
  const { status, stderr, error } = spawnSync("npm", ["ci", "--prefix", folder], { encoding: "utf8" });
  if (status === 0) return undefined;
  return `DuckDB could not be installed: ${(error?.message ?? stderr).trim().split("\n").at(-1)}`;
}

/** Undefined: ClickHouse is there. Else how it gets there: it is too large to come unasked. */
export function findChdb(): string | undefined {
  if (installedVersion("chdb") !== undefined) return undefined;
  return `chdb is not installed (543 MB): npm install --prefix ${folder} --no-save --no-package-lock chdb@${chdbVersion}`;
}

const chdbVersion = "3.4.0";

/** Of a package beside the benchmark; undefined: it is not installed. */
export function installedVersion(name: string): string | undefined {
  const installed = join(folder, "node_modules", name);
  return existsSync(join(installed, "package.json")) ? readPackage(installed).version : undefined;
}

function readPackage(path: string): { readonly version?: string } {
  return JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { readonly version?: string };
}
