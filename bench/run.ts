// `npm run bench`: how long rating takes, beside what one would write by hand. Compare ratios, and on one machine only.
//
// Options: --events N (1,000,000), --rounds N (5), --case NAME (all).
//
// What makes such figures lie, and what is done about it here:
// - Other load on the machine: contestants take turns within each round, ratios are taken round by round, and their
//   spread is shown. A wide spread means: run again, or go by the column of processor time.
// - Drift (heat, clock, heap): A B C A B C, never all of A before all of B.
// - Loops that the compiler removes: every charge and every line goes into a digest that is printed.
// - What one contestant leaves to the next: each gets its own copy of the events, with texts nobody has hashed or
//   flattened yet, and a collection comes before its turn. Collections within its turn are its own cost, and counted.
// - Call sites that have seen several kinds of objects are slower: all contestants and cases share one process, and ours and
//   the one by hand share big.js, as in a host that has several price lists. `--case` shows a case by itself.
// - Events are made, and digests taken, while the clock stands still; in blocks, so that memory holds neither a million
//   events nor a million charges.
import { cases } from "./cases.ts";
import { headLine } from "./headLine.ts";
import { measureCase } from "./measure.ts";
import { readOptions } from "./options.ts";
import { formatReport } from "./report.ts";

const { selected, size } = readOptions("case", cases, { events: 1_000_000, rounds: 5 });
console.log(headLine(size));
for (const benchCase of selected) {
  const result = measureCase(benchCase, size);
  console.log(`\n${formatReport(result)}`);
  if (result.disagreements.length > 0) process.exitCode = 1;
}
