// Replays the corpus in a process of its own, under one climate, and prints what came out: a line over all, and one for each world. Beside
// it, to the errors, it says where it believes to be.
//   replayProgram <folder of the corpus> <climate> <take every nth world>
import { climates } from "../purity/climates.ts";
import { freezeAll } from "./freezeAll.ts";
import { readGolden } from "./readGolden.ts";

const [folder = "test", name = "plain", every = "1"] = process.argv.slice(2);
const worlds = readGolden(folder).filter((_, place) => place % Number(every) === 0);
const climate = climates[name];
if (climate === undefined) throw new Error(`there is no climate ${name}`);
const print = (text: string) => process.stdout.write(text);

const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
process.stderr.write(`${timeZone} ${locale}`);
freezeAll(worlds);
const end = climate.before?.();
const { answerAll, goldenLine, hashAll } = await import("./replayGolden.ts");
const endToo = climate.loaded?.();
const holds = climate.holds();
const answers = await answerAll(worlds);
for (const allow of [endToo, end]) allow?.();
const replay = await hashAll(answers);
if (!holds) throw new Error(`it has not been ${name}`);
print(`${[replay.sha256, ...replay.worlds.map(goldenLine)].join("\n")}\n`);
