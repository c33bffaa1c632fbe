// Usage events of one contract over a year or less, from a seed: mostly in order of time, some late, some sent twice, a
// few sent again with another quantity under the same id.
import type { UsageEvent } from "../../src/index.ts";
import { createRandom, type Random } from "../random.ts";

/** A metric, and how the quantity of one of its events is drawn. */
export interface Metric {
  readonly name: string;
  /** Average of what `draw` answers. */
  readonly mean: number;
  /** Canonical decimal text. */
  draw(random: Random): string;
  /** The properties of one of its events; left out: they have none. */
  properties?(random: Random): NonNullable<UsageEvent["properties"]>;
}

export interface WorkloadOptions {
  readonly seed: number;
  readonly events: number;
  readonly metrics: readonly Metric[];
  /** The first so many of the year have events. */
  readonly months: number;
}

export const contractId = "bench-2026";
export const year = 2026;

/** Few enough that a block is small beside the heap, enough that the clock is read rarely. */
const blockSize = 10_000;
const shares = { sentTwice: 0.01, conflicting: 0.002, late: 0.02 } as const;
const longestDelay = 3 * 86_400_000;
/** Repeats are of one of the last so many events. */
const recentEvents = 500;

/**
 * The events, block by block, new objects each time it is called. Every block goes through JSON once: its texts are then flat and
 * not yet hashed, as they come off the wire, and no contestant profits from what the one before it did to them.
 */
export function* eventBlocks(options: WorkloadOptions): Generator<readonly UsageEvent[]> {
  const { seed, events } = options;
  const random = createRandom(seed);
  const recent: UsageEvent[] = [];
  for (let first = 0; first < events; first += blockSize) {
    const block: UsageEvent[] = [];
    for (let at = first; at < Math.min(first + blockSize, events); at += 1) {
      block.push(repeatedEvent(random, recent) ?? newEvent(random, recent, at, options));
    }
    yield JSON.parse(JSON.stringify(block)) as UsageEvent[];
  }
}

function repeatedEvent(random: Random, recent: readonly UsageEvent[]): UsageEvent | undefined {
  const kind = random();
  if (kind >= shares.sentTwice + shares.conflicting) return undefined;
  const original = recent[Math.floor(random() * recent.length)];
  if (original === undefined || kind < shares.sentTwice) return original;
  // One more digit: another value, and still canonical text.
  return {
    ...original,
    quantity: original.quantity.includes(".") ? `${original.quantity}1` : `${original.quantity}.1`,
  };
}

function newEvent(
  random: Random,
  recent: UsageEvent[],
  at: number,
  { metrics, months, events }: WorkloadOptions,
): UsageEvent {
  const metric = metrics[Math.floor(random() * metrics.length)];
  if (metric === undefined) throw new RangeError("a workload needs a metric");
  const event: UsageEvent = {
    external_contract_id: contractId,
    event_id: `evt-${String(at).padStart(9, "0")}-${Math.floor(random() * 2 ** 32).toString(16)}`,
    metric: metric.name,
    quantity: metric.draw(random),
    timestamp: new Date(instantAt(random, at / events, months)).toISOString(),
    ...(metric.properties === undefined ? {} : { properties: metric.properties(random) }),
  };
  recent[at % recentEvents] = event;
  return event;
}

/** Events come evenly over the months; a late one took place before those that came before it. */
function instantAt(random: Random, share: number, months: number): number {
  const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year, months, 1)];
  const delay = random() < shares.late ? random() * longestDelay : 0;
  return Math.max(start, Math.floor(start + share * (end - start) - delay));
}

/** `units` × 10^-scale as canonical decimal text, without a detour through a fraction in binary. */
export function decimalText(units: number, scale: number): string {
  const digits = String(units).padStart(scale + 1, "0");
  if (scale === 0) return digits;
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
