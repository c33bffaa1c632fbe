// What a rater holds of one contract. Contracts are opened when their first event comes, as a rater may have a great many.

import type { Reign } from "../calendar/timeline.ts";
import type { Lanes } from "../lane/lanes.ts";
import type { Charge, RatingState } from "../model/charge.ts";
import type { Period } from "../model/period.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type CompiledTerms, compileTerms, type Meter } from "../rating/compileTerms.ts";
import { createTotals, type RunningTotals } from "../rating/createTotals.ts";
import type { PlainLanes } from "../rating/plainLanes.ts";
import type { MetricNumbers } from "./metricNumbers.ts";
import type { Stretch } from "./tracks.ts";

export interface Account {
  /** Its place among the rater's contracts. */
  readonly index: number;
  readonly terms: Terms;
  /** Charges that no track has summed up. */
  charges: Charge[];
  /** How many of them are merged ones. */
  merged: number;
  opened: OpenAccount | undefined;
}

export interface OpenAccount {
  readonly terms: Terms;
  readonly compiled: CompiledTerms;
  readonly totals: RunningTotals;
  /** First days of periods that take no more usage. */
  readonly closed: ReadonlySet<string>;
  readonly metricsByName: ReadonlyMap<string, MetricRoutes>;
  /** The last one that was looked for. */
  latest: OpenStretch | undefined;
  /** All of its tracks. */
  readonly tracks: number[];
}

/** A stretch of time within one period, one month and one reign. */
export interface OpenStretch extends Stretch {
  readonly period: Period;
  readonly reign: Reign;
}

/** Where plain events count under one rule, in every period. */
export interface Placed {
  readonly meter: Meter;
  readonly lanes: PlainLanes;
}

/** One metric of a contract. */
export interface MetricRoutes {
  readonly name: string;
  /** Its number among the metrics of all contracts. */
  readonly number: number;
  /** The first tracks of all routes so far. */
  readonly routes: number[];
  /** Where the last of their stretches ends: later events are on none of them. */
  until: number;
  /** Where plain events count in every period of the reign that was asked for last. */
  placed: readonly Placed[] | undefined;
  placedIn: Reign | undefined;
}

export function openAccount(
  account: Account,
  { lanes, metrics }: { readonly lanes: Lanes; readonly metrics: MetricNumbers },
  state: RatingState | undefined,
): OpenAccount {
  const { terms } = account;
  const compiled = compileTerms(terms);
  const opened: OpenAccount = {
    terms,
    compiled,
    totals: createTotals(compiled, state?.totals ?? [], lanes),
    closed: new Set(state?.closed_periods ?? []),
    metricsByName: new Map(terms.contract.metrics.map((name) => [name, routesOf(name, metrics)])),
    latest: undefined,
    tracks: [],
  };
  account.opened = opened;
  return opened;
}

function routesOf(name: string, metrics: MetricNumbers): MetricRoutes {
  return {
    name,
    number: metrics.numberOf(name),
    routes: [],
    until: -Infinity,
    placed: undefined,
    placedIn: undefined,
  };
}

/** What an event must have none of to be a plain one: what rules may look at beside its quantity. */
export function isBare({ properties, counterparty, counterparty_side }: UsageEvent): boolean {
  return properties === undefined && counterparty === undefined && counterparty_side === undefined;
}
