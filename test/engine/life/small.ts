// A small contract with a program, and an engine whose present can be set.
import { createEngine, createMemoryStore, type Engine, type Invoice } from "../../../src/index.ts";

export interface Opened {
  readonly engine: Engine;
  /** Sets the present. */
  readonly at: (now: string) => void;
  readonly drafts: () => Promise<Invoice[]>;
}

export const fee = {
  id: "fee",
  name: "Fee",
  type: "subscription",
  model: "flat",
  amount: "31",
  frequency: "monthly",
};
export const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};

export function used(event_id: string, quantity: string, timestamp: string) {
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp };
}

export async function open(contract: object, program: object): Promise<Opened> {
  let now = "2026-01-01T12:00:00Z";
  const engine = createEngine({ store: createMemoryStore(), now: () => now });
  await engine.putContract({
    id: "acme",
    customer_name: "Acme",
    status: "active",
    start_date: "2026-01-01",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: ["calls"],
    ...contract,
  });
  await engine.publishPricing({ contract: "acme", version: 1, ...program });
  const drafts = async () => {
    const { data } = await engine.listInvoices({ status: "draft" });
    return Promise.all(data.map(({ number }) => engine.getInvoice(number)));
  };
  return {
    engine,
    at: (instant) => {
      now = instant;
    },
    drafts,
  };
}
