// `npm run bench`: how long rating takes, beside what one would write by hand with other libraries, beside databases, and
// beside itself at other sizes. Compare ratios, and on one machine only.
//
// Options: --only SECTION (all), --events N (1,000,000), --rounds N (5), --full (ten times as many ids and events where growth is
// looked at), --smoke (next to nothing, in one process), --chdb (ClickHouse as well).
//
// What makes such figures lie, and what is done about it here:
// - Other load on the machine: contestants take turns within each round, ratios are taken round by round, and their
//   spread is shown. A wide spread means: run again, or go by the time of the processor.
// - Drift (heat, clock, heap): A B C A B C, never all of A before all of B. What is quick takes a turn before each of the others.
// - Loops that the compiler removes: every charge and every total goes into an outcome that is printed and compared.
// - What one contestant leaves to the next: each gets its own copy of the events, with texts nobody has hashed or
//   flattened yet, and a collection comes before its turn. Collections within its turn are its own cost, and counted.
// - Call sites that have seen several kinds of objects are slower: contestants share no code that runs for each event but what is
//   the same for all of them; each section has a process of its own.
// - Collections that throw away compiled code (they do where it was not used for a while): --no-flush-bytecode.
// - Price lists are read when a contract has its first event: every contestant has had one of each before the clock runs.
// - Events are made, and outcomes taken, while the clock stands still; in blocks, so that memory holds no more than one.
//
// The exit status tells whether all agree; goals that are missed are told, and change nothing about it.
import { readBenchOptions } from "./benchOptions.ts";
import { headLine } from "./headLine.ts";
import { packageVersions } from "./packageVersions.ts";
import { failuresIn, formatSummary } from "./report.ts";
import { runSection, runSectionApart } from "./runSection.ts";
import type { SectionResult } from "./section.ts";
import { contractCounts } from "./size.ts";
import { formatContest } from "./table.ts";

const { size, selected } = readBenchOptions(process.argv.slice(2));
const contracts = contractCounts(size);
const [events, few, many] = [size.events, contracts.few, contracts.many].map((count) =>
  count.toLocaleString("en-US"),
);
console.log(`${headLine(size)} · ${events} events`);
console.log(`few contracts or totals: ${few}; many: ${many}`);
const results: SectionResult[] = [];
for (const section of selected) {
  console.log(`\n${section.name}: ${section.question}`);
  const run = size.isSmoke ? runSection : runSectionApart;
  const result = await run(section, size, {
    contest: (contest) => console.log(`\n${formatContest(contest, section.reference)}`),
    remark: (text) => console.log(`\n  ${text}`),
  });
  results.push(result);
}
if (selected.some(({ goals }) => goals.length > 0)) console.log(`\n${formatSummary(selected, results)}`);
// Last, as engines may have been installed meanwhile.
console.log(`\n${packageVersions()}`);
const failures = failuresIn(results);
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
