// What every contestant of the whole path does: tells a repeated event from a new one, finds its contract, rule and month,
// makes one charge for it, and in the end one rounded line for each contract, rule and month.
import type { UsageEvent } from "../../src/index.ts";
import type { Workload } from "../workload/workload.ts";

/** As exact as its contestant is: decimal text, or a binary float. */
export type Amount = string | number;

export interface PathCharge {
  readonly event_id: string;
  readonly contract: string;
  readonly rule_id: string;
  /** First day of the billing period. */
  readonly period: string;
  readonly quantity: Amount;
  readonly amount: Amount;
}

/** What one running total has come to. */
export interface PathTotal {
  readonly contract: string;
  readonly rule_id: string;
  readonly period: string;
  readonly quantity: Amount;
  readonly exact: Amount;
}

export interface PathLine {
  readonly contract: string;
  readonly rule_id: string;
  readonly period: string;
  readonly exact: Amount;
  /** In whole cents. */
  readonly amount: Amount;
}

/** What became of the events. */
export interface Tally {
  accepted: number;
  duplicates: number;
  rejected: number;
}

export interface WholePath {
  readonly tally: Readonly<Tally>;
  /** Answers how the block's charges are read: reading them is not the contestant's work. */
  rate(events: readonly UsageEvent[]): () => Iterable<PathCharge>;
  /** All lines of these contracts. */
  lines(contracts: readonly string[]): readonly PathLine[];
}

export type CreateWholePath<Path extends WholePath = WholePath> = (
  workload: Pick<Workload, "terms" | "periods">,
) => Path;

/** Whose running totals can be read, for where nothing is drafted. */
export interface PathByHand extends WholePath {
  totals(): Iterable<PathTotal>;
}
