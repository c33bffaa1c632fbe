// A frozen corpus, and the hash of all that came out of it when it was written. A hash that changes means that somebody's invoice, charge,
// state or wire form changes. Where that is wanted, write the hashes anew and commit them:
//   GOLDEN=hashes npx vitest run test/golden     keeps the worlds, writes hashes.txt
//   GOLDEN=worlds npx vitest run test/golden     draws the worlds anew as well: only where the corpus has to hold something more
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { repository } from "../sourceFiles.ts";
import { type Feature, features, outcomes } from "./features.ts";
import { readGolden } from "./readGolden.ts";
import {
  answerAll,
  type GoldenHash,
  goldenLine,
  hashAll,
  type Replay,
  readGoldenLine,
} from "./replayGolden.ts";

const folder = join(repository, "test");
const worldsPath = join(folder, "golden/worlds.jsonl");
const hashesPath = join(folder, "golden/hashes.txt");
const seed = 20_260_101;
const writes = process.env.GOLDEN;

let replay: Replay;
let answered: string;

beforeAll(async () => {
  if (writes === "worlds") {
    const { drawGolden } = await import("./drawGolden.ts");
    const lines = (await drawGolden(seed)).map((world) => `${JSON.stringify(world)}\n`);
    writeFileSync(worldsPath, lines.join(""));
  }
  const all = await answerAll(readGolden(folder));
  answered = all.map(([, answers]) => JSON.stringify(answers)).join();
  replay = await hashAll(all);
  if (writes === "worlds" || writes === "hashes") writeFileSync(hashesPath, textOf(replay));
}, 600_000);

describe("the golden corpus", () => {
  it("L46: comes to what it came to when it was written, whatever the machine and the runtime", () => {
    const kept = new Map(keptHashes().map((hash) => [hash.name, hash]));
    const changed = replay.worlds.flatMap((world) => changeOf(world, kept.get(world.name)));
    expect(changed, advice).toEqual([]);
    expect(textOf(replay)).toBe(readFileSync(hashesPath, "utf8"));
  });

  it("holds everything that can be priced, agreed and put above the lines", () => {
    expect(missing(features, JSON.stringify(readGolden(folder)))).toEqual([]);
  });

  it("brings forth every kind of line, step, invoice and refusal", () => {
    expect(missing(outcomes, answered)).toEqual([]);
  });

  it("stays small enough to be kept", () => {
    expect(statSync(worldsPath).size).toBeLessThan(1_500_000);
  });
});

function missing(wanted: readonly Feature[], text: string): string[] {
  return wanted.filter(([, pattern]) => !pattern.test(text)).map(([name]) => name);
}

const advice =
  'What is named here comes out otherwise than before. A changed amount needs a line under "Amounts change" in CHANGELOG.md and a ' +
  "major version; where only the form of documents has changed, say so there. Then write the hashes anew: GOLDEN=hashes npx vitest " +
  "run test/golden";

/** `any-007: charges, drafts`. */
function changeOf({ name, sha256, parts }: GoldenHash, before: GoldenHash | undefined): string[] {
  if (before === undefined) return [`${name}: new`];
  const changed = Object.keys(parts).filter((part) => parts[part] !== before.parts[part]);
  return sha256 === before.sha256 ? [] : [`${name}: ${changed.join(", ")}`];
}

function keptHashes(): GoldenHash[] {
  const lines = readFileSync(hashesPath, "utf8").trimEnd().split("\n");
  return lines.slice(1).map(readGoldenLine);
}

/** The hash over all, then a line for each world. */
function textOf({ sha256, worlds }: Replay): string {
  return `${[sha256, ...worlds.map(goldenLine)].join("\n")}\n`;
}
