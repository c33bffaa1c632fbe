// Does ours stay as fast when there is more of everything? Itself beside itself.
import { createRater } from "../../src/index.ts";
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import { keptBytes } from "../keptBytes.ts";
import { roomForContracts, type Section, type SectionListener } from "../section.ts";
import { contractCounts, type Size } from "../size.ts";
import { createStopwatch } from "../stopwatch.ts";
import { contractId, createTerms, months, termsOf } from "../workload/contracts.ts";
import { graduated, perUnit } from "../workload/priceLists.ts";
import { calls, storage } from "../workload/quantities.ts";
import { createWorkload, type Workload } from "../workload/workload.ts";

export const growth: Section = {
  name: "growth",
  question: "Does an event cost the same when there is more of everything? Ours, beside itself.",
  goals: [
    { what: "1,000 tiers / 5 tiers", contest: "tiers", of: "1,000 tiers", to: "5 tiers", atMost: 3 },
    {
      what: "ten times the events: time (middle)",
      contest: "events",
      of: "some",
      to: "few",
      times: 10,
      atMost: 12,
    },
    {
      what: "ten times the events: time (most)",
      contest: "events",
      of: "many",
      to: "some",
      times: 10,
      atMost: 12,
    },
  ],
  flags: [roomForContracts],
  run,
};

const seed = 701;

async function run(size: Size, told: SectionListener): Promise<void> {
  const { events, rounds, isSmoke } = size;
  await warmUp([
    lane("warm up", createWorkload({ seed, events: Math.min(events, 20_000), contracts: 40, as: "numbers" })),
  ]);
  const brief = Math.ceil(events / 4);
  const fewer = Math.min(rounds, 3);
  const rules = isSmoke ? [2, 20] : [10, 100, 1_000];
  told.contest(await compete("tiers", tierLanes(brief), rounds));
  told.remark(
    `Of events, few are ${count(events / 100)}, some ${count(events / 10)}, many ${count(events)}.`,
  );
  told.contest(await compete("events", eventLanes(size), fewer));
  told.contest(await compete("rules in a program", ruleLanes(brief, rules), fewer));
  told.contest(await compete("contracts", contractLanes(size), Math.min(rounds, 2)));
}

function tierLanes(events: number): Contestant[] {
  const contracts = 40;
  return [5, 50, 1_000].map((tiers) => {
    const rule = graduated(tiers).rule(events / contracts / months);
    const terms = Array.from({ length: contracts }, (_, at) => termsOf(contractId(at), [rule]));
    const workload = createWorkload({ seed, events, contracts, as: "numbers", of: [storage] }, terms);
    return lane(`${count(tiers)} tiers`, workload);
  });
}

/** Each size is ten times the one before. */
function eventLanes({ events, isFull }: Size): Contestant[] {
  const sizes = {
    few: events / 50,
    some: events / 5,
    many: events * 2,
    ...(isFull ? { most: events * 20 } : {}),
  };
  return Object.entries(sizes).map(([name, own]) => {
    const workload = createWorkload({ seed, events: Math.ceil(own), contracts: 10, as: "numbers" });
    // What is over in no time is done several times.
    return lane(name, workload, Math.max(1, Math.round(sizes.some / own)));
  });
}

/** A contract takes longer to make the more rules it has, and making it is no matter here. */
function ruleLanes(events: number, sizes: readonly number[]): Contestant[] {
  const contracts = 10;
  return sizes.map((rules) => {
    const of = Array.from({ length: rules }, (_, at) => ({ ...calls, metric: `calls-${at}` }));
    const list = of.map(perUnit);
    const terms = Array.from({ length: contracts }, (_, at) => termsOf(contractId(at), list));
    return lane(
      `${count(rules)} rules`,
      createWorkload({ seed, events, contracts, as: "numbers", of }, terms),
    );
  });
}

function contractLanes(size: Size): Contestant[] {
  const { few, many } = contractCounts(size);
  return [10, few, many].map((contracts) => {
    const options = { seed, events: Math.ceil(size.events / 5), contracts, as: "numbers" } as const;
    return lane(
      `${count(contracts)} contracts`,
      createWorkload(options, createTerms(contracts, Math.ceil(size.events / 5))),
    );
  });
}

/** `times`: how often a turn does it, each time from the beginning. */
function lane(name: string, workload: Workload, times = 1): Contestant {
  return {
    name,
    standing: "alone",
    turn() {
      const turns = Array.from({ length: times }, () => rateAll(workload));
      const [first] = turns as [Turn];
      const nanoseconds = turns.reduce((sum, { figures }) => sum + (figures[time] ?? 0), 0) / times;
      return { ...first, figures: { ...first.figures, [time]: nanoseconds } };
    },
  };
}

const time = "ns an event";

function rateAll({ terms, events, blocks, opening }: Workload): Turn {
  const watch = createStopwatch();
  let [accepted, charges] = [0, 0];
  const { kept, bytes } = keptBytes(() => {
    const rater = createRater(terms);
    for (const block of opening()) rater.rateColumns(block);
    for (const block of blocks()) {
      const rated = watch.time(() => rater.rateColumns(block));
      for (const status of rated.statuses) if (status === 0) accepted += 1;
      charges += rated.charges.length;
    }
    return rater;
  });
  return {
    figures: { [time]: watch.nanoseconds("wall") / events, "bytes kept": bytes / accepted },
    outcome: {
      contracts: String(kept.contracts.length),
      accepted: String(accepted),
      charges: String(charges),
    },
  };
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
