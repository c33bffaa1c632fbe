// How long does the arithmetic take, when everything else about an event is known?
import { expectOk, parsePricingProgram, type UsageRule } from "../../src/index.ts";
import { createSequence } from "../checksum.ts";
import { type Contest, type Contestant, compete, warmUp } from "../contest.ts";
import { createBigLanes } from "../contestants/bigLanes.ts";
import { createBigNumberLanes } from "../contestants/bigNumberLanes.ts";
import { createDecimalLanes } from "../contestants/decimalLanes.ts";
import { createDineroLanes } from "../contestants/dineroLanes.ts";
import { createFloatLanes } from "../contestants/floatLanes.ts";
import type { LaneEvent, Lanes } from "../contestants/lanes.ts";
import { createOurLanes } from "../contestants/ourLanes.ts";
import { createRandom } from "../random.ts";
import type { Section, SectionListener } from "../section.ts";
import { contractCounts, type Size } from "../size.ts";
import { createStopwatch } from "../stopwatch.ts";
import { documentsOf } from "../workload/contracts.ts";
import { type PriceList, priceLists } from "../workload/priceLists.ts";

type Entry = Pick<Contestant, "name" | "standing" | "isQuick"> & { readonly create: () => Lanes };

export const laneEntries: readonly Entry[] = [
  { name: "ours", standing: "exact", isQuick: true, create: createOurLanes },
  { name: "float", standing: "near", isQuick: true, create: createFloatLanes },
  { name: "big.js", standing: "exact", create: createBigLanes },
  { name: "decimal.js", standing: "exact", create: createDecimalLanes },
  { name: "bignumber.js", standing: "exact", create: createBigNumberLanes },
  { name: "dinero.js", standing: "exact", create: createDineroLanes },
];

const [few, many] = ["mix, few totals, numbers", "mix, many totals, numbers"];

export const ratingAlone: Section = {
  name: "rating-alone",
  question: "How long does the arithmetic take, when the running total that an event falls on is known?",
  reference: "ours",
  goals: [
    { what: "rating alone, few totals: big.js / ours", contest: few, of: "big.js", to: "ours", atLeast: 30 },
    { what: "rating alone, few totals: ours / float", contest: few, of: "ours", to: "float", atMost: 1.15 },
    { what: "rating alone, many totals: ours / float", contest: many, of: "ours", to: "float", atMost: 1.3 },
  ],
  run,
};

async function run(size: Size, told: SectionListener): Promise<void> {
  const { events, rounds } = size;
  const totals = contractCounts(size);
  const fewer = Math.min(rounds, 3);
  const part = (divisor: number): number => Math.ceil(events / divisor);
  told.contest(await contest(few, priceLists, totals.few, "numbers", part(4), rounds));
  told.contest(await contest(many, priceLists, totals.many, "numbers", part(2), fewer));
  told.contest(await contest("mix, few totals, texts", priceLists, totals.few, "texts", part(8), fewer));
  told.contest(await contest("mix, many totals, texts", priceLists, totals.many, "texts", part(8), fewer));
  // Single price lists show where time goes; goals go by the mix, which gets most of it.
  for (const [name, own] of Object.entries(totals)) {
    for (const list of priceLists)
      told.contest(await contest(`${list.name}, ${name} totals`, [list], own, "numbers", part(20), fewer));
  }
}

async function contest(
  name: string,
  lists: readonly PriceList[],
  totals: number,
  as: "numbers" | "texts",
  events: number,
  rounds: number,
): Promise<Contest> {
  const warm = Math.min(events, warmUpEvents);
  await warmUp(contestantsFor(laneEntries, laneWorkload(lists, Math.min(totals, warm), as, warm)));
  return compete(name, contestantsFor(laneEntries, laneWorkload(lists, totals, as, events)), rounds);
}

const warmUpEvents = 20_000;

export interface LaneWorkload {
  /** Of each running total. */
  readonly rules: readonly UsageRule[];
  readonly events: number;
  /** New objects each time, with texts that nobody has looked at. */
  blocks(): Iterable<readonly LaneEvent[]>;
}

/** Running totals take turns through the price lists; each gets about as many events. */
export function laneWorkload(
  lists: readonly PriceList[],
  totals: number,
  as: "numbers" | "texts",
  events: number,
): LaneWorkload {
  const random = createRandom(301);
  const rules = lists.map((list) => ruleOf(list, events / totals));
  const texts: string[] = [];
  for (let first = 0; first < events; first += blockSize) {
    const block: string[] = [];
    for (let at = first; at < Math.min(first + blockSize, events); at += 1) {
      const total = Math.floor(random() * totals);
      const quantity = lists[total % lists.length]?.quantity.draw(random);
      block.push(`{"total":${total},"quantity":${as === "texts" ? `"${quantity}"` : quantity}}`);
    }
    texts.push(`[${block.join(",")}]`);
  }
  return {
    rules: Array.from({ length: totals }, (_, at) => rules[at % rules.length] as UsageRule),
    events,
    *blocks() {
      for (const text of texts) yield JSON.parse(text) as LaneEvent[];
    },
  };
}

const blockSize = 10_000;

function ruleOf(list: PriceList, events: number): UsageRule {
  const { program } = documentsOf("bench", [list.rule(events)]);
  const [rule] = expectOk(parsePricingProgram(program)).rules;
  if (rule?.type !== "usage") throw new RangeError("a price list of the workload has one usage rule");
  return rule;
}

export function contestantsFor(entries: readonly Entry[], workload: LaneWorkload): Contestant[] {
  return entries.map(({ create, ...entry }) => ({
    ...entry,
    turn() {
      const lanes = create();
      for (const rule of workload.rules) lanes.open(rule);
      const watch = createStopwatch();
      for (const block of workload.blocks()) watch.time(() => lanes.rate(block));
      const amounts = createSequence();
      for (const amount of lanes.amounts()) amounts.add(amount);
      return {
        figures: {
          "ns an event": watch.nanoseconds("wall") / workload.events,
          "ns of processor": watch.nanoseconds("processor") / workload.events,
        },
        outcome: { charged: lanes.charged(), amounts: amounts.text() },
      };
    },
  }));
}
