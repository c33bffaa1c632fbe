// The corpus on one runtime, in one place.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type GoldenHash, readGoldenLine } from "../../golden/replayGolden.ts";
import type { Runtime } from "./runtimes.ts";

const run = promisify(execFile);
/** From the repository's root, where both the tests and the long run are. */
const corpus = "test";

export interface Place {
  readonly zone: string;
  readonly language: string;
}

export interface Outcome {
  readonly runtime: Runtime;
  readonly place: Place;
  /** Over all worlds; what went wrong, where nothing came out. */
  readonly sha256: string;
  readonly worlds: readonly GoldenHash[];
  /** Where the runtime believes to be. */
  readonly believes: string;
}

export async function replayOn(
  program: string,
  runtime: Runtime,
  place: Place,
  every: number,
): Promise<Outcome> {
  const [command, ...given] = runtime.command;
  const env = { ...process.env, TZ: place.zone, LANG: place.language, LC_ALL: place.language };
  try {
    const { stdout, stderr } = await run(command, [...given, program, corpus, "plain", String(every)], {
      env,
    });
    const [sha256 = "", ...lines] = stdout.trimEnd().split("\n");
    return { runtime, place, sha256, worlds: lines.map(readGoldenLine), believes: stderr };
  } catch (failure) {
    const words = failure instanceof Error ? failure.message : String(failure);
    return { runtime, place, sha256: `failed: ${words}`, worlds: [], believes: "" };
  }
}

/** `any-007: drafts, wire`, for each world that came out otherwise. */
export function differences(answered: readonly GoldenHash[], expected: readonly GoldenHash[]): string[] {
  return expected.flatMap(({ name, sha256, parts }) => {
    const other = answered.find((world) => world.name === name);
    if (other?.sha256 === sha256) return [];
    const changed = Object.keys(parts).filter((part) => parts[part] !== other?.parts[part]);
    return [`${name}: ${changed.join(", ")}`];
  });
}
