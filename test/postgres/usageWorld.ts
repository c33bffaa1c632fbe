// Contracts, price lists and events for many writers at once. Whatever order the events come in, they come to the same: so
// what is to be paid in the end can be said from the events alone.
import { createRandom, type Random } from "../../bench/random.ts";
import type { Engine } from "../../src/index.ts";

/** An event as a client sends it. */
export interface SentEvent {
  readonly external_contract_id: string;
  readonly event_id: string;
  readonly metric: string;
  readonly quantity: string;
  readonly timestamp: string;
  readonly properties?: { readonly region: string };
}

/** One id, with the two things that clients say under it: whichever comes first is kept. */
export type Rivals = readonly [SentEvent, SentEvent];

export interface UsageWorld {
  readonly contracts: readonly string[];
  readonly rivals: readonly Rivals[];
}

export interface WorldSize {
  readonly seed: number;
  readonly contracts: number;
  readonly events: number;
  /** Begins the names of contracts, so that several worlds can share a store. */
  readonly prefix: string;
}

export function usageWorld({ seed, contracts, events, prefix }: WorldSize): UsageWorld {
  const random = createRandom(seed);
  const names = Array.from({ length: contracts }, (_, at) => `${prefix}-${at}`);
  const rivals = Array.from({ length: events }, (_, at): Rivals => {
    const event = eventOf(random, pick(random, names), `event-${at}`);
    return [event, { ...event, quantity: `${Number(event.quantity.split(".")[0]) + 1}.5` }];
  });
  return { contracts: names, rivals };
}

/** Makes the contracts and their price lists; what is there already stays. */
export async function openContracts(engine: Engine, contracts: readonly string[]): Promise<void> {
  for (const id of contracts) {
    await engine.putContract({ ...contract, id });
    await engine.publishPricing({ contract: id, version: 1, rules });
  }
}

/** A moment in the last period that has usage. */
export const worldNow = "2026-03-31T12:00:00.000Z";

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

const metrics = ["calls", "storage", "seats", "mails", "revenue"];

const contract = {
  ...{ customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  ...{ metrics, start_date: "2026-01-01" },
};

const usage = { type: "usage", negative_usage: "reject" };

const tiers = [
  { up_to: "100", unit_amount: "0.30", flat_amount: "5" },
  { up_to: "1000", unit_amount: "0.12" },
  { up_to: null, unit_amount: "0.007" },
];

/** Of each metric a kind of price; calls are charged twice, storage by region. */
const rules = [
  { ...usage, id: "calls", name: "Calls", model: "per_unit", metric: "calls", unit_amount: "0.0125" },
  { ...usage, id: "support", name: "Support", model: "percentage", metric: "calls", rate: "0.001" },
  {
    ...{ ...usage, id: "storage", name: "Storage", model: "tiered", tiers_mode: "graduated" },
    ...{ metric: "storage", tiers, group_by: ["region"] },
  },
  { ...usage, id: "seats", name: "Seats", model: "tiered", tiers_mode: "volume", metric: "seats", tiers },
  {
    ...{ ...usage, id: "mails", name: "Mails", model: "package", metric: "mails" },
    ...{ package_size: "250", package_amount: "1.99" },
  },
  { ...usage, id: "fee", name: "Fee", model: "percentage", metric: "revenue", rate: "0.029" },
];

function eventOf(random: Random, name: string, event_id: string): SentEvent {
  const metric = pick(random, metrics);
  const month = pick(random, ["01", "02", "03"]);
  const day = String(1 + Math.floor(random() * 28)).padStart(2, "0");
  return {
    ...{ external_contract_id: name, event_id, metric },
    quantity: `${Math.floor(random() * 200)}.${1 + Math.floor(random() * 9)}`,
    timestamp: `2026-${month}-${day}T${String(Math.floor(random() * 24)).padStart(2, "0")}:30:00.000Z`,
    ...(metric === "storage" ? { properties: { region: pick(random, ["eu", "us", "ap"]) } } : {}),
  };
}
