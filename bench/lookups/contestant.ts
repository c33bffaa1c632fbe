// What every contestant does: tells a repeated event from a new one by its id, finds its month and rule, makes one charge
// for it, and in the end one rounded line for each rule and month.
import type { UsageEvent } from "../../src/index.ts";
import type { Scenario } from "./scenario.ts";

/** As exact as its contestant is: decimal text, or a binary float. */
export type Amount = string | number;

export interface BenchCharge {
  readonly event_id: string;
  readonly rule_id: string;
  readonly period: { readonly start: string };
  readonly quantity: Amount;
  readonly amount: Amount;
}

export interface BenchLine {
  readonly rule_id: string;
  /** First day of the billing period. */
  readonly period: string;
  readonly exact: Amount;
  readonly amount: Amount;
}

/** What became of the events. */
export interface Tally {
  accepted: number;
  duplicates: number;
  rejected: number;
}

export interface Contestant {
  /** The charges of a block, for the caller to store. */
  rate(events: readonly UsageEvent[]): readonly BenchCharge[];
  lines(): readonly BenchLine[];
  readonly tally: Readonly<Tally>;
}

export interface Entry {
  readonly name: string;
  /** Exact contestants have to agree to the last digit. */
  readonly exact: boolean;
  create(scenario: Scenario): Contestant;
}
