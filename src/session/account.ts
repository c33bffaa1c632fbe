// What a rater holds of one contract. Contracts are opened when their first event comes, as a rater may have a great many.

import type { Reign } from "../calendar/timeline.ts";
import type { Lanes } from "../lane/lanes.ts";
import type { Charge, RatingState } from "../model/charge.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type CompiledTerms, compileTerms } from "../rating/compileTerms.ts";
import { createTotals, type RunningTotals } from "../rating/createTotals.ts";
import type { Placed, Route, Slot } from "./slot.ts";

export interface Account {
  /** Its place among the rater's contracts. */
  readonly index: number;
  readonly terms: Terms;
  /** Charges that no slot has summed up. */
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
  /** By name. */
  readonly metrics: ReadonlyMap<string, MetricRoutes>;
  readonly slots: Slot[];
  /** Of a state: what stands among its events under no id that an event can have. */
  readonly unnamed: (readonly [id: string, content: string])[];
}

/** One metric of a contract. */
export interface MetricRoutes {
  readonly name: string;
  /** Its place among the contract's metrics. */
  readonly index: number;
  /** The one that was used last: usage comes mostly in order of time. */
  latest: Route;
  readonly routes: Route[];
  readonly places: Map<Reign, readonly Placed[]>;
}

/** Holds no instant. */
const noRoute: Route = { from: Infinity, until: -Infinity, slots: [] };

export function openAccount(account: Account, lanes: Lanes, state: RatingState | undefined): OpenAccount {
  const { terms } = account;
  const compiled = compileTerms(terms);
  const names = [...new Set(terms.contract.metrics)];
  account.opened = {
    terms,
    compiled,
    totals: createTotals(compiled, state?.totals ?? [], lanes),
    closed: new Set(state?.closed_periods ?? []),
    metrics: new Map(
      names.map((name, index) => [name, { name, index, latest: noRoute, routes: [], places: new Map() }]),
    ),
    slots: [],
    unnamed: [],
  };
  return account.opened;
}

/** What an event must have none of to be a plain one: what rules may look at beside its quantity. */
export function isBare({ properties, counterparty, counterparty_side }: UsageEvent): boolean {
  return properties === undefined && counterparty === undefined && counterparty_side === undefined;
}
