// What does it cost to have an engine with a store around the rating?
import {
  createEngine,
  createMemoryStore,
  createRater,
  type Engine,
  expectOk,
  type Period,
  parseUsageBatch,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { createSequence } from "../checksum.ts";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import type { Section, SectionListener } from "../section.ts";
import type { Size } from "../size.ts";
import { createStopwatch, type Stopwatch } from "../stopwatch.ts";
import { createTerms, year } from "../workload/contracts.ts";
import { eventLines } from "../workload/eventLines.ts";
import { periodsOf } from "../workload/workload.ts";

const name = "batches of 100";
const batchSize = 100;

export const engine: Section = {
  name: "engine",
  question: "What does an engine with a store in memory cost beside parsing and rating the same batches?",
  reference: "parse and rate",
  goals: [{ what: "engine / parse and rate", contest: name, of: "engine", to: "parse and rate", atMost: 3 }],
  run,
};

async function run({ events, rounds }: Size, told: SectionListener): Promise<void> {
  const input = createInput(Math.ceil(events / 50));
  const contestants: Contestant[] = [
    { name: "parse and rate", standing: "exact", turn: () => rateBatches(input) },
    { name: "engine", standing: "exact", turn: () => submitBatches(input) },
  ];
  await warmUp(contestants);
  told.contest(await compete(name, contestants, Math.min(rounds, 3)));
}

interface Input {
  readonly terms: readonly Terms[];
  readonly periods: readonly Period[];
  /** JSON of each batch: events of one contract, as a customer sends them. */
  readonly texts: readonly string[];
  readonly events: number;
}

function createInput(events: number): Input {
  const contracts = 10;
  const open = new Map<string, string[]>();
  const texts: string[] = [];
  for (const lines of eventLines({ seed: 1001, events, contracts, as: "numbers" })) {
    for (const line of lines) {
      const { external_contract_id } = JSON.parse(line) as UsageEvent;
      const batch = open.get(external_contract_id) ?? [];
      open.set(external_contract_id, batch);
      if (batch.push(line) < batchSize) continue;
      texts.push(batchText(batch));
      open.delete(external_contract_id);
    }
  }
  for (const rest of open.values()) texts.push(batchText(rest));
  const terms = createTerms(contracts, events);
  return { terms, periods: periodsOf(terms), texts, events };
}

function batchText(lines: readonly string[]): string {
  return `{"events":[${lines.join(",")}]}`;
}

function rateBatches({ terms, periods, texts, events }: Input): Turn {
  const rater = createRater(terms);
  const watch = createStopwatch();
  let accepted = 0;
  for (const text of texts) {
    const batch: unknown = JSON.parse(text);
    const { outcomes } = watch.time(() => {
      const entries = expectOk(parseUsageBatch(batch));
      return rater.rateBatch(entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : [])));
    });
    for (const { status } of outcomes) if (status === "accepted") accepted += 1;
  }
  const totals = terms.flatMap(({ contract }) =>
    periods.map((period) => rater.draft(period, contract.id).total),
  );
  return turnOf(watch, events, accepted, totals);
}

async function submitBatches({ terms, periods, texts, events }: Input): Promise<Turn> {
  const own = await openEngine(terms);
  const watch = createStopwatch();
  let accepted = 0;
  for (const text of texts) {
    const batch: unknown = JSON.parse(text);
    accepted += (await watch.timeAsync(() => own.submitUsage(batch))).accepted;
  }
  const totals: string[] = [];
  for (const { contract } of terms)
    for (const { start } of periods)
      totals.push((await own.previewInvoice({ contract: contract.id, at: start })).invoice.total);
  return turnOf(watch, events, accepted, totals);
}

async function openEngine(terms: readonly Terms[]): Promise<Engine> {
  const own = createEngine({ store: createMemoryStore(), now: () => `${year}-01-01T00:00:00.000Z` });
  for (const { contract, programs } of terms) {
    const { object: _, ...document } = contract;
    await own.putContract(document);
    for (const { object: _object, ...program } of programs) await own.publishPricing(program);
  }
  return own;
}

function turnOf(watch: Stopwatch, events: number, accepted: number, totals: readonly string[]): Turn {
  const nanoseconds = watch.nanoseconds("wall") / events;
  const all = createSequence();
  for (const total of totals) all.add(total);
  return {
    figures: { "ns an event": nanoseconds, "events a second": 1e9 / nanoseconds },
    outcome: { accepted: String(accepted), totals: `${totals.length} of ${all.text()}` },
  };
}
