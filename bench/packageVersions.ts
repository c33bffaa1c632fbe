// The versions of everything that takes part.
import { existsSync, readFileSync } from "node:fs";
import { installedVersion } from "./engines/installEngines.ts";

const libraries = ["big.js", "decimal.js", "bignumber.js", "dinero.js"] as const;
const engines = ["@duckdb/node-api", "chdb"] as const;

export function packageVersions(): string {
  const found = [
    ...libraries.map((name) => [name, versionIn(`node_modules/${name}/package.json`)]),
    ...engines.map((name) => [name, installedVersion(name)]),
  ];
  return found
    .flatMap(([name, version]) => (version === undefined ? [] : [`${name} ${version}`]))
    .join(" · ");
}

function versionIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly version: string }).version;
}
