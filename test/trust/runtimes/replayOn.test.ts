// The replay on the runtime that runs this test, far away and in another language: what the long run does on each of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleReplay } from "../../golden/bundleReplay.ts";
import { readGoldenLine } from "../../golden/replayGolden.ts";
import { repository } from "../../sourceFiles.ts";
import { differences, type Place, replayOn } from "./replayOn.ts";
import type { Runtime } from "./runtimes.ts";

const limit = 300_000;
const place: Place = { zone: "Pacific/Chatham", language: "tr_TR.UTF-8" };
const here: Runtime = { name: "here", version: process.version, command: [process.execPath] };
const kept = readFileSync(join(repository, "test/golden/hashes.txt"), "utf8").trimEnd().split("\n");
const expected = kept
  .slice(1)
  .map(readGoldenLine)
  .filter((_, at) => at % 40 === 0);

describe("replayOn", () => {
  it(
    "answers what is kept, and believes to be where it was put",
    async () => {
      const program = await bundleReplay(repository, "runtimesTest");
      const { sha256, worlds, believes } = await replayOn(program, here, place, 40);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(worlds.length).toBeGreaterThan(4);
      expect(differences(worlds, expected)).toEqual([]);
      expect(believes).toBe("Pacific/Chatham tr-TR");
    },
    limit,
  );

  it(
    "says what went wrong where a runtime cannot do it",
    async () => {
      const { sha256, worlds } = await replayOn("there-is-no-such-program.mjs", here, place, 40);
      expect(sha256).toMatch(/^failed: .*there-is-no-such-program/s);
      expect(worlds).toEqual([]);
    },
    limit,
  );
});

describe("differences", () => {
  it("are named by world and part, also where a world is missing", () => {
    const [first, second] = expected;
    if (first === undefined || second === undefined) throw new Error("there are at least two");
    const other = { ...first, sha256: "0", parts: { ...first.parts, drafts: "0", wire: "0" } };
    expect(differences([other], [first, second])).toEqual([
      `${first.name}: drafts, wire`,
      `${second.name}: ${Object.keys(second.parts).join(", ")}`,
    ]);
    expect(differences([first, second], [first, second])).toEqual([]);
  });
});
