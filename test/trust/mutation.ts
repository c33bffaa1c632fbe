// Changes the source one place at a time and looks which test notices. What no test notices has to be explained in
// mutation/survivors.json, by the reason why nobody could notice; and each explanation has to be needed.
import { parseArgs } from "node:util";
import { describeMutant, judge, readExplanations } from "./mutation/explanations.ts";
import { lives, mutateRoom } from "./mutation/mutateRoom.ts";
import { buildPlugins, installStryker, type Mutant } from "./mutation/runStryker.ts";

const allRooms = ["decimal", "pricing", "metering", "rating", "invoicing", "calendar", "intake", "store"];

const { values } = parseArgs({
  options: {
    room: { type: "string", multiple: true, default: allRooms },
    file: { type: "string", multiple: true },
    concurrency: { type: "string", default: "1" },
    runs: { type: "string", default: "0.05" },
    quick: { type: "boolean", default: false },
    left: { type: "boolean", default: false },
    draft: { type: "boolean", default: false },
  },
});

installStryker();
await buildPlugins();
console.log("Each mutant faces the fast tests, then the laws, times", values.quick ? "0" : values.runs);
console.log(
  "room        mutants  killed  timed out  survived  not covered  left out  static   score  seconds",
);
let failed = false;
for (const room of values.room) failed = !reportRoom(room) || failed;
if (failed) process.exitCode = 1;

function reportRoom(room: string): boolean {
  const begin = performance.now();
  const wanted = values.file?.map((name) => `src/${room}/${name}.ts`);
  const mutants = mutateRoom(room, wanted ?? [`src/${room}/**/*.ts`], {
    concurrency: Number(values.concurrency),
    lawRuns: values.quick ? undefined : values.runs,
    onlyLeft: values.left,
  });
  console.log(rowOf(room, mutants, (performance.now() - begin) / 1000));
  const { explained, unexplained, needless } = judge(mutants.filter(lives), readExplanations(), (file) =>
    wanted === undefined ? file.startsWith(`src/${room}/`) : wanted.includes(file),
  );
  for (const { mutant, reason } of explained) console.log(`  ${textOf(mutant)}\n    ${reason}`);
  for (const mutant of unexplained) console.log(`  NOT EXPLAINED ${textOf(mutant)}`);
  for (const { file, line, replacement } of needless)
    console.log(`  NEEDLESS explanation: ${file}: ${line} → ${replacement}`);
  if (values.draft) console.log(JSON.stringify(unexplained.map(describeMutant), null, 2));
  return unexplained.length === 0 && needless.length === 0;
}

function textOf(mutant: Mutant): string {
  const { original, replacement } = describeMutant(mutant);
  return `${mutant.file}:${mutant.start.line}:${mutant.start.column} ${mutant.status} ${original} → ${replacement}`;
}

function rowOf(room: string, mutants: readonly Mutant[], seconds: number): string {
  const count = (status: Mutant["status"]): number => mutants.filter((one) => one.status === status).length;
  const ignored = count("Ignored");
  const all = mutants.length - ignored;
  const noticed = count("Killed") + count("Timeout") + count("RuntimeError");
  const cells = [all, count("Killed"), count("Timeout"), count("Survived"), count("NoCoverage"), ignored];
  const widths = [8, 8, 11, 10, 13, 10];
  const figures = cells.map((cell, place) => String(cell).padStart(widths[place] ?? 0)).join("");
  const statics = String(mutants.filter((one) => one.isStatic && one.status !== "Ignored").length).padStart(
    8,
  );
  const score = `${((100 * noticed) / Math.max(all, 1)).toFixed(1)} %`.padStart(9);
  return `${room.padEnd(11)}${figures}${statics}${score}${seconds.toFixed(0).padStart(8)}`;
}
