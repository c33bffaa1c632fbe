// `npm run bench:lookups`: whether costs grow as they should with price lists, groups and events. Compare ratios, and on
// one machine only; what makes such figures lie, and what is done about it, stands in `run.ts` and holds here as well.
//
// Options: --events N (100,000), --rounds N (3), --part NAME (all). Parts whose costs lie in the price list get a tenth of
// the events.
import { headLine } from "./headLine.ts";
import { measurePart } from "./lookups/measurePart.ts";
import { readOptions } from "./lookups/options.ts";
import { parts } from "./lookups/parts.ts";
import { formatPart } from "./lookups/reportPart.ts";

const { selected, size } = readOptions("part", parts, { events: 100_000, rounds: 3 });
console.log(headLine(size));
for (const part of selected) {
  const result = measurePart(part, size);
  console.log(`\n${formatPart(result)}`);
  if (result.rows.some(({ disagreements }) => disagreements.length > 0)) process.exitCode = 1;
}
