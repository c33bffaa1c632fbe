// What the page begins with, and what else there is to try.
import type { Sources } from "./sources.ts";

export interface Example extends Sources {
  readonly name: string;
}

function example(
  name: string,
  at: string,
  contract: object,
  rules: readonly object[],
  usage: readonly object[],
): Example {
  const pricing = { contract: "acme-corp-2026", version: 1, rules };
  return {
    name,
    at,
    contract: pretty(contract),
    pricing: pretty(pricing),
    usage: usage.map(oneLine).join("\n"),
  };
}

function pretty(document: object): string {
  return JSON.stringify(document, null, 2);
}

function oneLine(document: object): string {
  return JSON.stringify(document);
}

function contractOf(metric: string): object {
  return {
    ...{ id: "acme-corp-2026", customer_name: "Acme Corp", status: "active", currency: "USD" },
    ...{ billing_cadence: "monthly", start_date: "2026-01-01", metrics: [metric] },
  };
}

function event(metric: string, day: string, quantity: number, more: object = {}): object {
  const event_id = `evt-2026-03-${day}`;
  const timestamp = `2026-03-${day}T12:00:00.000Z`;
  return { external_contract_id: "acme-corp-2026", event_id, metric, quantity, timestamp, ...more };
}

const subscription = {
  ...{ name: "Platform Subscription", type: "subscription", model: "flat" },
  ...{ amount: "2000", frequency: "monthly" },
};

function calls(more: object): object {
  return { name: "API calls", type: "usage", metric: "api_calls", ...more };
}

const callsOfMarch = [
  event("api_calls", "04", 600),
  event("api_calls", "11", 550.5),
  event("api_calls", "25", 350),
];

export const examples: readonly [Example, ...Example[]] = [
  example(
    "A share of revenue",
    "2026-03-31",
    contractOf("revenue_amount_invoiced"),
    [
      subscription,
      {
        name: "Usage Fee",
        type: "usage",
        model: "percentage",
        rate: 0.05,
        metric: "revenue_amount_invoiced",
      },
    ],
    [event("revenue_amount_invoiced", "25", 10000)],
  ),
  example(
    "Graduated tiers, 100 included",
    "2026-03-31",
    contractOf("api_calls"),
    [
      subscription,
      calls({
        ...{ model: "tiered", tiers_mode: "graduated", included_quantity: "100" },
        tiers: [
          { up_to: "500", unit_amount: "0.10" },
          { up_to: "1000", unit_amount: "0.05", flat_amount: "10" },
          { up_to: null, unit_amount: "0.015" },
        ],
      }),
    ],
    callsOfMarch,
  ),
  example(
    "A volume cliff",
    "2026-03-31",
    contractOf("api_calls"),
    [
      calls({
        ...{ model: "tiered", tiers_mode: "volume", minimum_amount: "20" },
        tiers: [
          { up_to: "1000", unit_amount: "0.10" },
          { up_to: null, unit_amount: "0.04" },
        ],
      }),
    ],
    callsOfMarch,
  ),
  example(
    "Packages by region, with a discount and tax",
    "2026-03-31",
    contractOf("api_calls"),
    [
      calls({
        ...{ model: "package", package_size: "250", package_amount: "12.50", group_by: ["region"] },
        discounts: [{ percent: "0.1" }],
      }),
    ],
    [
      event("api_calls", "04", 600, { properties: { region: "eu" } }),
      event("api_calls", "11", 550.5, { properties: { region: "us" } }),
      event("api_calls", "25", 350, { properties: { region: "eu" } }),
    ],
  ),
];
