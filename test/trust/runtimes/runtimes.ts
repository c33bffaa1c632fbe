// The runtimes that there are: put into the cache when they are first needed, and asked which version they are.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Runtime {
  readonly name: string;
  /** Of the runtime, and of the data by which it knows zones, where it says so. */
  readonly version: string;
  /** The program, and what stands before the path of a script. */
  readonly command: readonly [program: string, ...given: string[]];
}

const own = "test/trust/runtimes";
const cache = "node_modules/.cache/trust/runtimes";
const asks = "const { icu, tz } = process.versions; console.log(icu ?? '', tz ?? '')";

/** @throws Error where they cannot be installed, with npm's last line */
export function installRuntimes(): Runtime[] {
  const { dependencies } = readPackage(own);
  const names = Object.keys(dependencies ?? {});
  if (names.some((name) => installedVersion(name) !== dependencies?.[name]?.split("@").at(-1))) install();
  return names.map((name): Runtime => {
    const command = commandOf(name);
    const [program, ...given] = command;
    const question = name === "deno" ? ["eval", asks] : [...given, "-e", asks];
    const { stdout, error } = spawnSync(program, question, { encoding: "utf8" });
    if (error !== undefined) throw error;
    const [icu, tz] = stdout.trim().split(" ");
    const data = [icu && `ICU ${icu}`, tz && `zones ${tz}`].filter(
      (word) => word !== undefined && word !== "",
    );
    return { name, version: [installedVersion(name), ...data].join(", "), command };
  });
}

function install(): void {
  mkdirSync(cache, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(own, file), join(cache, file));
  // The packages hold the programs themselves; there is nothing to be run or fetched besides.
  const given = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", cache];
  const { status, stderr, error } = spawnSync("npm", given, { encoding: "utf8" });
  if (status === 0) return;
  const why = (error?.message ?? stderr).trim().split("\n").at(-1);
  throw new Error(`the runtimes could not be installed (they are packaged for Linux on x64): ${why}`);
}

function commandOf(name: string): Runtime["command"] {
  const folder = join(cache, "node_modules", name);
  if (name !== "deno") return [join(folder, "bin", name === "bun" ? "bun" : "node")];
  const program = join(folder, "deno");
  chmodSync(program, 0o755);
  return [program, "run", "--quiet", "--allow-read", "--allow-env"];
}

function installedVersion(name: string): string | undefined {
  const path = join(cache, "node_modules", name);
  return existsSync(join(path, "package.json")) ? readPackage(path).version : undefined;
}

interface Package {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
}
