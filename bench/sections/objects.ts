// How long is the whole way of an event, from a parsed object to a charge and to the drafts?

import Big from "big.js";
import { createSequence } from "../checksum.ts";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import { createBigByHand } from "../contestants/bigByHand.ts";
import { createFloatByHand } from "../contestants/floatByHand.ts";
import { createOursColumns, createOursDocuments } from "../contestants/ours.ts";
import type { CreateWholePath, PathLine } from "../contestants/wholePath.ts";
import { roomForContracts, type Section, type SectionListener } from "../section.ts";
import { contractCounts, type Size } from "../size.ts";
import { createStopwatch } from "../stopwatch.ts";
import type { EventOptions } from "../workload/eventLines.ts";
import { createWorkload, type Workload } from "../workload/workload.ts";

type Entry = Pick<Contestant, "name" | "standing"> & { readonly create: CreateWholePath };

export const pathEntries: readonly Entry[] = [
  { name: "ours", standing: "exact", create: createOursColumns },
  { name: "ours, documents", standing: "exact", create: createOursDocuments },
  { name: "big.js", standing: "exact", create: createBigByHand },
  { name: "float", standing: "near", create: createFloatByHand },
];

const [few, many, texts] = ["few contracts, numbers", "many contracts, numbers", "few contracts, texts"];
const whole = "with drafts";

export const objects: Section = {
  name: "objects",
  question: "How long is the whole way from a parsed event to its charge, and with it to the drafts?",
  reference: "ours",
  goals: [
    { what: "objects, few contracts: big.js / ours", contest: few, of: "big.js", to: "ours", atLeast: 8 },
    { what: "objects, few contracts: float / ours", contest: few, of: "float", to: "ours", atLeast: 4 },
    { what: "objects, many contracts: big.js / ours", contest: many, of: "big.js", to: "ours", atLeast: 8 },
    { what: "objects, many contracts: float / ours", contest: many, of: "float", to: "ours", atLeast: 4 },
    {
      what: "with drafts, few contracts: big.js / ours",
      contest: few,
      figure: whole,
      of: "big.js",
      to: "ours",
      atLeast: 8,
    },
    {
      what: "with drafts, few contracts: float / ours",
      contest: few,
      figure: whole,
      of: "float",
      to: "ours",
      atLeast: 4,
    },
  ],
  flags: [roomForContracts],
  run,
};

async function run(size: Size, told: SectionListener): Promise<void> {
  const { events, rounds } = size;
  const counts = contractCounts(size);
  const seed = 401;
  const warm = createWorkload({ seed, events: Math.min(events, warmUpEvents), contracts: 40, as: "numbers" });
  await warmUp(contestantsFor(pathEntries, warm));
  const contest = async (
    entries: readonly Entry[],
    name: string,
    most: number,
    options: Omit<EventOptions, "seed">,
  ): Promise<void> => {
    const contestants = contestantsFor(entries, createWorkload({ seed, ...options }));
    told.contest(await compete(name, contestants, Math.min(rounds, most)));
  };
  const part = (divisor: number): number => Math.ceil(events / divisor);
  await contest(pathEntries, few, 3, { events, contracts: counts.few, as: "numbers" });
  await contest(pathEntries, texts, 3, { events: part(4), contracts: counts.few, as: "texts" });
  // Most of the time of a turn goes into making so many contracts ready.
  await contest(columnEntries, many, 2, { events: part(2), contracts: counts.many, as: "numbers" });
}

const columnEntries = pathEntries.filter(({ name }) => name !== "ours, documents");
const warmUpEvents = 20_000;
/** So many contracts' drafts are made where there are more: making all takes minutes and shows the same. */
const mostDrafted = 500;
/** Where there are few events, most drafts are empty. */
const leastEvents = 100;

export function contestantsFor(entries: readonly Entry[], workload: Workload): Contestant[] {
  const ids = workload.terms.map(({ contract }) => contract.id);
  const most = Math.min(mostDrafted, Math.ceil(workload.events / leastEvents));
  const step = Math.ceil(ids.length / most);
  const drafted = ids.filter((_, at) => at % step === 0);
  return entries.map(({ create, ...entry }) => ({
    ...entry,
    turn: () => takeTurn(create, workload, drafted, step),
  }));
}

/** `step`: drafts are made for one contract in so many. */
function takeTurn(
  create: CreateWholePath,
  workload: Workload,
  drafted: readonly string[],
  step: number,
): Turn {
  const path = create(workload);
  for (const events of workload.opening()) path.rate(events);
  const [charging, drafting] = [createStopwatch(), createStopwatch()];
  const charges = createSequence();
  let count = 0;
  for (const events of workload.blocks()) {
    const read = charging.time(() => path.rate(events));
    for (const { event_id, contract, rule_id, period, quantity, amount } of read()) {
      charges.add(`${event_id} ${contract} ${rule_id} ${period} ${quantity} ${amount}`);
      count += 1;
    }
  }
  const lines = drafting.time(() => path.lines(drafted));
  const { accepted, duplicates, rejected } = path.tally;
  const toCharges = charging.nanoseconds("wall") / workload.events;
  return {
    figures: {
      "ns to charges": toCharges,
      "ns of processor": charging.nanoseconds("processor") / workload.events,
      [whole]: toCharges + (step * drafting.nanoseconds("wall")) / workload.events,
    },
    outcome: {
      tally: `${accepted} accepted, ${duplicates} twice, ${rejected} refused`,
      charges: `${count} of ${charges.text()}`,
      ...outcomeOf(lines),
    },
  };
}

function outcomeOf(lines: readonly PathLine[]): Turn["outcome"] {
  const all = createSequence();
  for (const { contract, rule_id, period, exact, amount } of lines)
    all.add(`${contract} ${rule_id} ${period} ${exact} ${amount}`);
  const sum = (of: "exact" | "amount"): string =>
    lines.reduce((total, line) => total.plus(line[of]), new Big(0)).toFixed();
  return { lines: `${lines.length} of ${all.text()}`, exact: sum("exact"), total: sum("amount") };
}
