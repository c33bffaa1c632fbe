// Plain events, in numbers from end to end: no text is made, no object, and nothing is looked up twice. Whatever is not plain, or would
// be refused, is left alone and goes the long way round (`rateAnyEvent`).
import type { Lanes } from "../lane/lanes.ts";
import { million } from "../lane/millionths.ts";
import type { MetricRoutes, OpenAccount } from "./account.ts";
import type { EventMemory } from "./eventMemory.ts";
import { findRoute, type MakeSlot } from "./findRoute.ts";
import type { Route, Slot } from "./slot.ts";

/** Takes the charges of plain events. */
export interface PlainCharges {
  /** @param event - where the rater remembers it */
  add(slot: Slot, event: number, quantity: number, high: number, low: number, instant: number): void;
}

/** What became of an event: it is not for this way, it is new, or it was accepted before. */
export type Passed = "not plain" | "accepted" | "duplicate";

export interface PlainRating {
  readonly memory: EventMemory;
  readonly lanes: Lanes;
  readonly makeSlot: MakeSlot;
}

/** The route of an instant; undefined where there is none. */
export function routeAt(
  account: OpenAccount,
  metric: MetricRoutes,
  instant: number,
  makeSlot: MakeSlot,
): Route | undefined {
  const { latest } = metric;
  if (instant >= latest.from && instant < latest.until) return latest;
  const known = metric.routes.find(({ from, until }) => instant >= from && instant < until);
  const route = known ?? findRoute(account, metric, instant, makeSlot);
  // Near the bounds of months a route may not reach as far as the instant that it was asked for.
  if (route === undefined || !(instant >= route.from && instant < route.until)) return undefined;
  if (known === undefined) {
    metric.routes.push(route);
    account.slots.push(...route.slots);
  }
  metric.latest = route;
  return route;
}

/** Rates an event that the memory has been told of: its name and what it says. */
export function ratePlainEvent(
  { memory, lanes }: PlainRating,
  { slots }: Route,
  quantity: number,
  instant: number,
  charges: PlainCharges,
): Passed {
  if (slots.length === 0) return "not plain";
  const found = memory.find();
  if (found !== "new") return found === "same" ? "duplicate" : "not plain";
  const { amount } = lanes;
  const first = slots[0] as Slot;
  if (slots.length === 1) {
    const counted = first.counts ? million : quantity;
    if (!lanes.count(first.lane.place, counted)) return "not plain";
    charges.add(first, memory.keep(), counted, amount[0] as number, amount[1] as number, instant);
    return "accepted";
  }
  // Under several rules an event counts everywhere or nowhere.
  for (const { lane, counts } of slots)
    if (!lanes.fits(lane.place, counts ? million : quantity)) return "not plain";
  const event = memory.keep();
  for (const slot of slots) {
    const counted = slot.counts ? million : quantity;
    lanes.count(slot.lane.place, counted);
    charges.add(slot, event, counted, amount[0] as number, amount[1] as number, instant);
  }
  return "accepted";
}
