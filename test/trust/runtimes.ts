// Replays the golden corpus on every runtime, in zones far from each other and in several languages: one hash has to come out of all.
//   --every N     only every Nth world
//   --only NAME   only that runtime: node20, node22, node24, node26, bun, deno
// Zones are the runtime's own: when a country changes its clocks, days that lie after its data was made begin elsewhere, and invoices for
// them come out otherwise. The corpus asks for days up to January 2030 in zones on which all of these agree.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { bundleReplay } from "../golden/bundleReplay.ts";
import { readGoldenLine } from "../golden/replayGolden.ts";
import { differences, type Outcome, type Place, replayOn } from "./runtimes/replayOn.ts";
import { installRuntimes, type Runtime } from "./runtimes/runtimes.ts";

const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Pacific/Chatham"];
const languages = ["C", "de_DE.UTF-8", "tr_TR.UTF-8"];
const places = zones.flatMap((zone) => languages.map((language): Place => ({ zone, language })));

const { values } = parseArgs({
  options: { every: { type: "string", default: "1" }, only: { type: "string" } },
});
const every = Number(values.every);
const program = await bundleReplay(process.cwd(), "runtimesReplay");
const runtimes = installRuntimes().filter(({ name }) => values.only === undefined || name === values.only);
console.log(`runtimes: ${runtimes.length} runtimes in ${places.length} places, one world in ${every}`);
const outcomes = await inTurns(
  runtimes.flatMap((runtime) => places.map((place) => [runtime, place] as const)),
);
const right = report(outcomes);
if (!right) process.exitCode = 1;

/** As many at once as there are cores. */
async function inTurns(all: readonly (readonly [Runtime, Place])[]): Promise<Outcome[]> {
  const found: Outcome[] = [];
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const outcome = await replayOn(program, ...next, every);
      const { runtime, place, sha256 } = outcome;
      console.log(`  ${runtime.name} in ${place.zone}, ${place.language}: ${sha256.slice(0, 16)}`);
      found.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return found;
}

function report(all: readonly Outcome[]): boolean {
  const kept = readFileSync("test/golden/hashes.txt", "utf8").trimEnd().split("\n");
  const expected = kept
    .slice(1)
    .map(readGoldenLine)
    .filter((_, place) => place % every === 0);
  // Of a part of the corpus no hash is kept.
  const wanted = every === 1 ? (kept[0] ?? "") : (all[0]?.sha256 ?? "");
  for (const runtime of runtimes) {
    const own = all.filter((outcome) => outcome.runtime === runtime);
    const hashes = [...new Set(own.map(({ sha256 }) => sha256))];
    const alike = own.filter(({ sha256 }) => sha256 === wanted).length;
    const believed = new Set(own.map(({ believes }) => believes)).size;
    const cells = [runtime.name.padEnd(7), runtime.version.padEnd(38), `${alike} of ${own.length} alike`];
    console.log(`${cells.join(" ")}, ${believed} zones and languages seen, ${hashes.join(" ").slice(0, 64)}`);
  }
  const wrong = all.filter(
    ({ sha256, worlds }) => sha256 !== wanted || differences(worlds, expected).length > 0,
  );
  for (const { runtime, place, sha256, worlds, believes } of wrong) {
    console.log(`${runtime.name} in ${place.zone}, ${place.language} (believes ${believes}): ${sha256}`);
    for (const difference of differences(worlds, expected).slice(0, 20)) console.log(`  ${difference}`);
  }
  console.log(`${all.length - wrong.length} of ${all.length} replays come to ${wanted}`);
  return wrong.length === 0 && all.length > 0;
}
