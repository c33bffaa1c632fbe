// How long is the whole way from the bytes of NDJSON to charges, and what do databases need for less?
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRater, openNdjson, type Rater, type Terms, type UsageEvent } from "../../src/index.ts";
import { createBag } from "../checksum.ts";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import { createBigByHand } from "../contestants/bigByHand.ts";
import { type ColumnSums, createColumnSums } from "../contestants/columnSums.ts";
import type { PathTotal } from "../contestants/wholePath.ts";
import { type EngineProcess, startEngine } from "../engines/engineContestant.ts";
import { findChdb, installDuckDb } from "../engines/installEngines.ts";
import { volumeOutcome } from "../engines/volumeRow.ts";
import type { Section, SectionListener } from "../section.ts";
import { contractCounts, type Size } from "../size.ts";
import { createStopwatch, type Stopwatch } from "../stopwatch.ts";
import { readLines } from "../workload/readLines.ts";
import { bytesOf, createWorkload, type Workload } from "../workload/workload.ts";

const name = "bytes in";
const [wall, processor] = ["ns an event", "ns of processor"];

export const bytes: Section = {
  name: "bytes",
  question:
    "How long is the whole way from bytes of NDJSON to charges? (Databases sum up, and make no charges.)",
  reference: "ours",
  goals: [
    {
      what: "bytes: JSON.parse + big.js / ours",
      contest: name,
      figure: wall,
      of: "JSON.parse + big.js",
      to: "ours",
      atLeast: 15,
    },
    {
      what: "bytes, by time of processor: DuckDB / ours",
      contest: name,
      figure: processor,
      of: "DuckDB",
      to: "ours",
      atLeast: 1.2,
    },
  ],
  run,
};

async function run(size: Size, told: SectionListener): Promise<void> {
  const { events, rounds } = size;
  const warmUpEvents = Math.min(events, 20_000);
  await warmUp(contestantsFor(createInput(warmUpEvents, 40)));
  const input = createInput(events, contractCounts(size).few);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const engines = size.isSmoke ? [] : await startEngines(folder, input, size, told);
  try {
    const all = [...contestantsFor(input), ...engines.map(({ contestant }) => contestant)];
    told.contest(await compete(name, all, rounds));
  } finally {
    for (const engine of engines) engine.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Engines read a file, as they are made to; ours has the same bytes in memory, and reads them in pieces. */
async function startEngines(
  folder: string,
  { chunks, events }: Input,
  { withChdb }: Size,
  told: SectionListener,
): Promise<EngineProcess[]> {
  const file = join(folder, "events.ndjson");
  writeFileSync(file, Buffer.concat(chunks));
  const engines: EngineProcess[] = [];
  async function add(engine: string, program: string, missing: string | undefined): Promise<void> {
    if (missing !== undefined) return told.remark(missing);
    const started = startEngine(engine, program, file, events);
    try {
      await warmUp([started.contestant]);
      engines.push(started);
    } catch (error) {
      started.stop();
      told.remark(`${engine} does not run: ${error}`);
    }
  }
  await add("DuckDB", "./duckdbTurns.js", installDuckDb());
  if (withChdb) await add("ClickHouse", "./chdbTurns.js", findChdb());
  return engines;
}

interface Input extends Workload {
  readonly chunks: readonly Uint8Array[];
}

function createInput(events: number, contracts: number): Input {
  const options = { seed: 501, events, contracts, as: "numbers" } as const;
  return { ...createWorkload(options), chunks: bytesOf(options) };
}

export function contestantsFor(input: Input): Contestant[] {
  return [
    { name: "ours", standing: "exact", isQuick: true, turn: () => scan(input) },
    { name: "JSON.parse + ours", standing: "exact", turn: () => parseAndRate(input) },
    { name: "JSON.parse + big.js", standing: "exact", turn: () => parseAndRateByHand(input) },
  ];
}

function scan({ terms, chunks, events, opening }: Input): Turn {
  const [rater, sums] = openRater(terms, opening());
  const watch = createStopwatch();
  const tally = watch.time(() => {
    const stream = openNdjson(rater, { rated: sums.add });
    for (const chunk of chunks) stream.push(chunk);
    stream.end();
    return stream.tally;
  });
  return turnOf(watch, events, tally.accepted, sums.totals());
}

function openRater(terms: readonly Terms[], opening: Iterable<readonly UsageEvent[]>): [Rater, ColumnSums] {
  const [rater, sums] = [createRater(terms), createColumnSums()];
  for (const block of opening) sums.add(rater.rateColumns(block).charges);
  return [rater, sums];
}

function parseAndRate({ terms, chunks, events, opening }: Input): Turn {
  const [rater, sums] = openRater(terms, opening());
  const watch = createStopwatch();
  let accepted = 0;
  watch.time(() => {
    for (const block of readLines(chunks)) {
      const { statuses, charges } = rater.rateColumns(block);
      for (const status of statuses) if (status === 0) accepted += 1;
      sums.add(charges);
    }
  });
  return turnOf(watch, events, accepted, sums.totals());
}

function parseAndRateByHand({ terms, periods, chunks, events, opening }: Input): Turn {
  const path = createBigByHand({ terms, periods });
  for (const block of opening()) path.rate(block);
  const before = path.tally.accepted;
  const watch = createStopwatch();
  watch.time(() => {
    for (const block of readLines(chunks)) path.rate(block);
  });
  return turnOf(watch, events, path.tally.accepted - before, path.totals());
}

function turnOf(watch: Stopwatch, events: number, accepted: number, totals: Iterable<PathTotal>): Turn {
  const all = [...totals];
  const amounts = createBag();
  for (const { contract, rule_id, period, exact } of all)
    amounts.add(`${contract} ${rule_id} ${period} ${exact}`);
  const rows = all.map(({ contract, rule_id, period, quantity }) => ({
    contract,
    metric: rule_id,
    month: period,
    quantity: String(quantity),
  }));
  return {
    figures: {
      [wall]: watch.nanoseconds("wall") / events,
      [processor]: watch.nanoseconds("processor") / events,
    },
    outcome: { accepted: String(accepted), amounts: amounts.text(), ...volumeOutcome(rows) },
  };
}
