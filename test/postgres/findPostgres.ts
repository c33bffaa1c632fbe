// Where the programs of a PostgreSQL server are, on this machine, and who may run them.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const debianFolder = "/usr/lib/postgresql";

/** What to do where there is no server. */
export const postgresMissing =
  "no PostgreSQL server to test against: install the Debian package `postgresql` (or another that puts `initdb` and `postgres` " +
  "into PATH), or name a server in the environment variable POSTGRES_URL";

/** The folder with `initdb` and `postgres`, the newest version's where Debian keeps several; undefined: there is none. */
export function findPostgres(): string | undefined {
  const inPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...inPath, ...debianFolders()].find((folder) =>
    ["initdb", "postgres"].every((program) => existsSync(join(folder, program))),
  );
}

function debianFolders(): string[] {
  if (!existsSync(debianFolder)) return [];
  const versions = readdirSync(debianFolder).filter((name) => /^\d+$/.test(name));
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianFolder, version, "bin"));
}

/** A user and group; undefined ones are those of this process. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** As whom a server runs: it refuses to be run by root, so root lends it a user that can do little. */
export function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const user of ["postgres", "nobody"]) {
    try {
      return { uid: idOf("-u", user), gid: idOf("-g", user) };
    } catch {
      // The next one may exist.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`");
}

function idOf(kind: "-u" | "-g", user: string): number {
  return Number(execFileSync("id", [kind, user], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}
