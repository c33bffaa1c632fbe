// Runs the contestants of a case in turn, round after round, and compares what they came to.
import type { BenchCase } from "./cases.ts";
import type { Entry } from "./contestant.ts";
import { bigByHand } from "./contestants/bigByHand.ts";
import { floatByHand } from "./contestants/floatByHand.ts";
import { ours } from "./contestants/ours.ts";
import { createDigest, type Digest, differences } from "./digest.ts";
import { createScenario, type Scenario } from "./scenario.ts";

export const entries: readonly Entry[] = [ours, bigByHand, floatByHand];

/** Milliseconds, without making the events and without the digest. */
export interface Time {
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

export interface CaseResult {
  readonly benchCase: BenchCase;
  readonly events: number;
  readonly results: readonly EntryResult[];
  /** Empty when all exact contestants agree with the first one, and every contestant with itself in every round. */
  readonly disagreements: readonly string[];
}

export interface Size {
  readonly events: number;
  readonly rounds: number;
}

const warmUpEvents = 50_000;

export function measureCase(
  benchCase: BenchCase,
  size: Size,
  contestants: readonly Entry[] = entries,
): CaseResult {
  const { events, rounds } = size;
  const warmUp = createScenario(benchCase, Math.min(events, warmUpEvents));
  for (const entry of contestants) runOnce(entry, warmUp);
  const scenario = createScenario(benchCase, events);
  const runs = contestants.map((entry) => ({ entry, own: [] as Run[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { entry, own } of runs) own.push(runOnce(entry, scenario));
  }
  const disagreements: string[] = [];
  const results = runs.map(({ entry, own }): EntryResult => {
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
  return { benchCase, events, results, disagreements };
}

interface Run {
  readonly time: Time;
  readonly digest: Digest;
}

function runOnce(entry: Entry, scenario: Scenario): Run {
  // One contestant's garbage is not for the next one's time. Without --expose-gc it is, and minima say more than medians.
  globalThis.gc?.();
  const contestant = entry.create(scenario);
  const digest = createDigest();
  let [charging, drafting] = [0, 0];
  for (const events of scenario.blocks()) {
    const begin = performance.now();
    const charges = contestant.rate(events);
    const charged = performance.now();
    contestant.fold();
    drafting += performance.now() - charged;
    charging += charged - begin;
    digest.add(charges);
  }
  const begin = performance.now();
  const lines = contestant.lines();
  drafting += performance.now() - begin;
  return { time: { charging, drafting }, digest: digest.finish(lines, contestant.tally) };
}

function differ(a: Entry, b: Entry, left: Digest, right: Digest): string[] {
  const between = a === b ? `${a.name}, two rounds` : `${a.name} and ${b.name}`;
  return differences(left, right).map((difference) => `${between}: ${difference}`);
}
