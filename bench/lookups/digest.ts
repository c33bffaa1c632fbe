// What a run came to, small enough to print and to compare: no result is made for nothing, and two exact contestants
// that disagree anywhere cannot have the same digest by oversight.
import Big from "big.js";
import type { BenchCharge, BenchLine, Tally } from "./contestant.ts";

export interface Digest {
  readonly tally: Readonly<Tally>;
  readonly charges: number;
  /** Sum of the charges' exact amounts. */
  readonly exact: string;
  /** Over every charge: event, rule, period, quantity and amount, in order. */
  readonly hash: string;
  /** `rule period exact amount` of every line. */
  readonly lines: readonly string[];
  /** Sum of the lines' rounded amounts. */
  readonly total: string;
}

export interface DigestBuilder {
  add(charges: readonly BenchCharge[]): void;
  finish(lines: readonly BenchLine[], tally: Readonly<Tally>): Digest;
}

export function createDigest(): DigestBuilder {
  let charges = 0;
  let exact = new Big(0);
  let hash = 0x811c9dc5;

  function mix(text: string): void {
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }

  return {
    add(block) {
      for (const { event_id, rule_id, period, quantity, amount } of block) {
        charges += 1;
        exact = exact.plus(amount);
        mix(`${event_id} ${rule_id} ${period.start} ${quantity} ${amount}\n`);
      }
    },
    finish: (lines, tally) => ({
      tally: { ...tally },
      charges,
      exact: exact.toFixed(),
      hash: (hash >>> 0).toString(16).padStart(8, "0"),
      lines: lines.map((line) => `${line.rule_id} ${line.period} ${line.exact} ${line.amount}`),
      total: lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed(),
    }),
  };
}

/** Where two digests that should be the same are not; empty: they agree. */
export function differences(a: Digest, b: Digest): string[] {
  const found = (["charges", "exact", "hash", "total"] as const)
    .filter((key) => a[key] !== b[key])
    .map((key) => `${key}: ${a[key]} and ${b[key]}`);
  for (const key of ["accepted", "duplicates", "rejected"] as const) {
    if (a.tally[key] !== b.tally[key]) found.push(`${key}: ${a.tally[key]} and ${b.tally[key]}`);
  }
  for (let at = 0; at < Math.max(a.lines.length, b.lines.length); at += 1) {
    if (a.lines[at] !== b.lines[at]) found.push(`line ${at}: ${a.lines[at]} and ${b.lines[at]}`);
  }
  return found;
}
