// Usage events over a year, from a seed, each as a line of JSON: mostly in order of time, some late, some sent twice, a few
// of a metric that no contract has.
import { createRandom, type Random } from "../random.ts";
import { contractId, months, year } from "./contracts.ts";
import { type Quantity, quantities } from "./quantities.ts";

export interface EventOptions {
  readonly seed: number;
  readonly events: number;
  readonly contracts: number;
  /** How quantities are written. */
  readonly as: "numbers" | "texts";
  /** All of the mix where it is left out. */
  readonly of?: readonly Quantity[];
  /** The first so many of the year have events; all where it is left out. */
  readonly until?: number;
}

/** Few enough that a block is small beside the heap, enough that the clock is read rarely. */
const blockSize = 10_000;
const shares = { sentTwice: 0.05, late: 0.02, unknown: 0.002 } as const;
const longestDelay = 3 * 86_400_000;
/** What is sent twice is one of the last so many. */
const recentEvents = 10_000;
const start = Date.UTC(year, 0, 1);

/** Block by block. */
export function* eventLines(options: EventOptions): Generator<readonly string[]> {
  const random = createRandom(options.seed);
  const recent: string[] = [];
  for (let first = 0; first < options.events; first += blockSize) {
    const block: string[] = [];
    for (let at = first; at < Math.min(first + blockSize, options.events); at += 1)
      block.push(lineAt(at, random, recent, options));
    yield block;
  }
}

function lineAt(at: number, random: Random, recent: string[], options: EventOptions): string {
  if (recent.length > 0 && random() < shares.sentTwice)
    return recent[Math.floor(random() * recent.length)] ?? "";
  if (random() < shares.unknown) return newLine(at, random, options, "unknown");
  const line = newLine(at, random, options);
  recent[recent.length < recentEvents ? recent.length : at % recentEvents] = line;
  return line;
}

/** Events of nothing that make everybody read every price list: one of each contract and metric, on the first day. */
export function* openingLines({ contracts, of = quantities }: EventOptions): Generator<readonly string[]> {
  for (let first = 0; first < contracts; first += openedAtOnce) {
    const some = Array.from({ length: Math.min(openedAtOnce, contracts - first) }, (_, at) =>
      contractId(first + at),
    );
    yield some.flatMap((id) => of.map(({ metric }) => lineOf(id, `open-${metric}`, metric, "0", start)));
  }
}

const openedAtOnce = 1_000;

function newLine(at: number, random: Random, options: EventOptions, metric?: string): string {
  const { contracts, events, as, of = quantities, until = months } = options;
  const contract = contractId(Math.floor(random() * contracts));
  const drawn = of[Math.floor(random() * of.length)];
  if (drawn === undefined) throw new RangeError("a workload needs a metric");
  const text = drawn.draw(random);
  const quantity = as === "texts" ? `"${text}"` : text;
  const instant = instantAt(random, at / events, Date.UTC(year, until, 1));
  return lineOf(contract, uuidOf(random), metric ?? drawn.metric, quantity, instant);
}

function lineOf(contract: string, id: string, metric: string, quantity: string, instant: number): string {
  const timestamp = new Date(instant).toISOString();
  return `{"external_contract_id":"${contract}","event_id":"${id}","metric":"${metric}","quantity":${quantity},"timestamp":"${timestamp}"}`;
}

/** Events come evenly over the time; a late one took place before those that came before it. */
function instantAt(random: Random, share: number, end: number): number {
  const delay = random() < shares.late ? random() * longestDelay : 0;
  return Math.max(start, Math.floor(start + share * (end - start) - delay));
}

/** As long, and as random, as ids of this kind are. */
export function uuidOf(random: Random): string {
  const hex = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  const [a, b, c, d] = [hex(), hex(), hex(), hex()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
