// One turn of a contestant, and what the contestants came to in all of theirs, compared.
import { type Clock, createStopwatch } from "../stopwatch.ts";
import type { Entry } from "./contestant.ts";
import { createDigest, type Digest, differences } from "./digest.ts";
import type { Scenario } from "./scenario.ts";

/** Nanoseconds an event, without making the events and without the digest. */
export interface Time {
  readonly wall: Phases;
  /** Of all threads of this process only: what else runs on the machine hardly shows in it. */
  readonly processor: Phases;
}

export interface Phases {
  /** To every charge. */
  readonly charging: number;
  /** From the charges to the drafts. */
  readonly drafting: number;
}

export interface EntryResult {
  readonly entry: Entry;
  readonly digest: Digest;
  /** One for each round. */
  readonly times: readonly Time[];
}

export interface Comparison {
  readonly results: readonly EntryResult[];
  /** Empty when all exact contestants agree with the first one, and every contestant with itself in every round. */
  readonly disagreements: readonly string[];
}

export interface Size {
  readonly events: number;
  readonly rounds: number;
}

/** What one contestant did in every round. */
export interface Lane {
  readonly entry: Entry;
  readonly own: Run[];
}

/** Contestants that had the same to do, of whom each has run at least once. */
export function compareLanes(lanes: readonly Lane[]): Comparison {
  const disagreements: string[] = [];
  const results = lanes.map(({ entry, own }): EntryResult => {
    const [first, ...others] = own;
    if (first === undefined) throw new RangeError("needs at least one round");
    for (const other of others) disagreements.push(...differ(entry, entry, first.digest, other.digest));
    return { entry, digest: first.digest, times: [first, ...others].map(({ time }) => time) };
  });
  const [reference, ...rest] = results.filter(({ entry }) => entry.exact);
  for (const { entry, digest } of rest) {
    if (reference !== undefined)
      disagreements.push(...differ(reference.entry, entry, reference.digest, digest));
  }
  return { results, disagreements };
}

export interface Run {
  readonly time: Time;
  readonly digest: Digest;
}

export function runOnce(entry: Entry, scenario: Scenario): Run {
  // One contestant's garbage is not for the next one's time. Without --expose-gc it is, and minima say more than medians.
  globalThis.gc?.();
  const contestant = entry.create(scenario);
  const digest = createDigest();
  const [charging, drafting] = [createStopwatch(), createStopwatch()];
  for (const events of scenario.blocks()) {
    const charges = charging.time(() => contestant.rate(events));
    digest.add(charges);
  }
  const lines = drafting.time(() => contestant.lines());
  const phases = (clock: Clock): Phases => ({
    charging: charging.nanoseconds(clock) / scenario.events,
    drafting: drafting.nanoseconds(clock) / scenario.events,
  });
  const time = { wall: phases("wall"), processor: phases("processor") };
  return { time, digest: digest.finish(lines, contestant.tally) };
}

function differ(a: Entry, b: Entry, left: Digest, right: Digest): string[] {
  const between = a === b ? `${a.name}, two rounds` : `${a.name} and ${b.name}`;
  return differences(left, right).map((difference) => `${between}: ${difference}`);
}
