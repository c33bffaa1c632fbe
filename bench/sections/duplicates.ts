// What does it cost to remember ids, in time, in memory and in pauses?
import { type Contestant, compete, type Turn, warmUp } from "../contest.ts";
import { createMapIds, createSetIds, type Ids } from "../contestants/ids.ts";
import { createOurIds } from "../contestants/ourIds.ts";
import { keptBytes } from "../keptBytes.ts";
import { createRandom } from "../random.ts";
import type { Section, SectionListener } from "../section.ts";
import type { Size } from "../size.ts";
import { uuidOf } from "../workload/eventLines.ts";

const name = "ids remembered";
const bytes = "bytes an id";

export const duplicates: Section = {
  name: "duplicates",
  question: "What does it cost to remember event ids, in time, in memory, and in pauses?",
  reference: "ours",
  goals: [
    { what: "bytes an id: ours / Set", contest: name, figure: bytes, of: "ours", to: "Set", atMost: 0.4 },
  ],
  run,
};

type Entry = Pick<Contestant, "name"> & { readonly create: () => Ids };

export const idEntries: readonly Entry[] = [
  { name: "ours", create: createOurIds },
  { name: "Set", create: createSetIds },
  { name: "Map", create: createMapIds },
];

async function run({ events, rounds, isFull }: Size, told: SectionListener): Promise<void> {
  const count = (isFull ? 10 : 1) * events;
  await warmUp(contestantsFor(idEntries, createIdBlocks(Math.min(count, 50_000))));
  told.contest(await compete(name, contestantsFor(idEntries, createIdBlocks(count)), Math.min(rounds, 3)));
}

export interface IdBlock {
  /** A JSON array of ids. */
  readonly text: string;
  readonly contracts: Uint32Array;
}

const blockSize = 10_000;
const contractCount = 1_000;
const sentTwice = 0.05;

export function createIdBlocks(count: number): IdBlock[] {
  const random = createRandom(601);
  const blocks: IdBlock[] = [];
  for (let first = 0; first < count; first += blockSize) {
    const length = Math.min(blockSize, count - first);
    const [ids, contracts] = [new Array<string>(length), new Uint32Array(length)];
    for (let at = 0; at < length; at += 1) {
      const before = at > 0 && random() < sentTwice ? Math.floor(random() * at) : at;
      ids[at] = before < at ? (ids[before] as string) : uuidOf(random);
      contracts[at] = before < at ? (contracts[before] as number) : Math.floor(random() * contractCount);
    }
    blocks.push({ text: JSON.stringify(ids), contracts });
  }
  return blocks;
}

export function contestantsFor(entries: readonly Entry[], blocks: readonly IdBlock[]): Contestant[] {
  return entries.map((entry) => ({
    name: entry.name,
    standing: "exact",
    turn: () => takeTurn(entry.create, blocks),
  }));
}

/** Of so many ids the longest pause is told: of fewer, the clock would count too much. */
const paceSize = 1_000;

/** Ids come out of JSON block by block, so that nobody but the contestant holds them, and nobody has hashed them. */
function takeTurn(create: () => Ids, blocks: readonly IdBlock[]): Turn {
  let [time, longest, count, fresh] = [0, 0, 0, 0];
  const { kept, bytes: size } = keptBytes(() => {
    const ids = create();
    for (const { text, contracts } of blocks) {
      const block = JSON.parse(text) as string[];
      count += block.length;
      for (let first = 0; first < block.length; first += paceSize) {
        const begin = performance.now();
        fresh += addAll(ids, block, contracts, first);
        const pace = performance.now() - begin;
        time += pace;
        longest = Math.max(longest, pace);
      }
    }
    return ids;
  });
  // Still there when the memory is read, and knows what it was told last.
  const last = (JSON.parse(blocks.at(-1)?.text ?? "[]") as string[]).at(-1) ?? "";
  const knows = !kept.add(blocks.at(-1)?.contracts.at(-1) ?? 0, last);
  return {
    figures: {
      "ns an id": (time * 1e6) / count,
      [bytes]: size / fresh,
      "longest µs": longest * 1e3,
    },
    outcome: { ids: `${fresh} of ${count}`, knows: String(knows) },
  };
}

function addAll(ids: Ids, block: readonly string[], contracts: Uint32Array, first: number): number {
  const end = Math.min(first + paceSize, block.length);
  let fresh = 0;
  for (let at = first; at < end; at += 1)
    if (ids.add(contracts[at] as number, block[at] as string)) fresh += 1;
  return fresh;
}
