// `npm run trust:coverage`: runs the tests and shows, room by room, which branches of the source they take, and each one that
// none of them takes. Chance begins at a seed, so that one run is as good as another.
//
// Options: --runs N (1; how often properties are tried, as a multiple of what they ask for), --seed N (1), --workers N (one for each
// core), --keep (looks at the report of the last run again). Exit status 1: a goal is missed, or a test has failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatRooms } from "./coverage/formatRooms.ts";
import { missedGoals } from "./coverage/goals.ts";
import { type CoverageReport, roomsIn } from "./coverage/roomsIn.ts";
import { runTests } from "./coverage/runTests.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(availableParallelism()) },
    keep: { type: "boolean", default: false },
  },
});
const folder = join(process.cwd(), "node_modules/.cache/trust/coverage");
const begin = performance.now();
const { runs, seed, workers, keep } = values;
console.log(`coverage: --runs ${runs} --seed ${seed} --workers ${workers}`);
if (!keep) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
const failed = keep ? [] : await runTests({ folder, runs, seed, workers });
const report = JSON.parse(readFileSync(join(folder, "coverage-final.json"), "utf8")) as CoverageReport;
const rooms = roomsIn(report, process.cwd());
const missed = missedGoals(rooms);
for (const line of [...formatRooms(rooms), ...missed, ...failed.map((title) => `failed: ${title}`)])
  console.log(line);
const seconds = Math.round((performance.now() - begin) / 1000);
console.log(`${missed.length} goals missed, ${failed.length} tests failed, seed ${seed}, ${seconds} s`);
if (missed.length + failed.length > 0) process.exitCode = 1;
