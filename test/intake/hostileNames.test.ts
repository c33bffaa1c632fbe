// Names that mean something to JavaScript are plain names of properties, dimensions and groups, from the parser to the invoice.
import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore, expectOk, previewInvoice, toWireJson } from "../../src/index.ts";

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "rules",
  "quantity",
];
const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
  start_date: "2026-01-01",
};

/** An object with that own property: a literal would set the prototype. */
function own(name: string, value: unknown): object {
  return Object.fromEntries([[name, value]]);
}

function programOf(name: string): object {
  const rule = {
    name: "Calls",
    type: "usage",
    metric: "calls",
    model: "matrix",
    filters: [{ property: name, in: ["x", "5"] }],
    group_by: [name],
    dimensions: [name],
    cells: [{ when: own(name, "x"), unit_amount: "2" }],
    default: "error",
  };
  const dynamic = { name: "Costs", type: "usage", metric: "calls", model: "dynamic", amount_property: name };
  const largest = { name: "Peak", type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" };
  const peak = { ...largest, aggregation: "max", aggregate_property: name };
  const onlyNumbers = [{ property: name, in: ["5"] }];
  return {
    contract: "acme",
    version: 1,
    rules: [
      rule,
      { ...dynamic, filters: onlyNumbers, counterparty: "costs" },
      { ...peak, filters: onlyNumbers, counterparty: "peak" },
    ],
  };
}

function event(event_id: string, properties: object, counterparty?: string): object {
  const timestamp = "2026-03-10T00:00:00Z";
  const of = counterparty === undefined ? {} : { counterparty };
  return {
    external_contract_id: "acme",
    event_id,
    metric: "calls",
    quantity: "3",
    timestamp,
    properties,
    ...of,
  };
}

function eventsOf(name: string): object[] {
  return [
    event("e1", own(name, "x")),
    event("e2", own(name, "y")),
    event("e3", {}),
    event("e4", own(name, "5"), "costs"),
    event("e5", own(name, 5), "peak"),
    event("e6", own(name, "5")),
  ];
}

const outcomes = [
  "accepted",
  "metric_not_priced",
  "metric_not_priced",
  "accepted",
  "accepted",
  "cell_unmatched",
];

describe.each(names)("a property called %s", (name) => {
  it("selects, groups, finds its cell and prices", () => {
    const input = { contract, programs: [programOf(name)], events: eventsOf(name), at: "2026-03-31" };
    const { invoice, outcomes: told } = expectOk(previewInvoice(input));
    expect(told.map(({ code, status }) => code ?? status)).toEqual(outcomes);
    expect(invoice.line_items.map(({ amount }) => amount)).toEqual(["6", "5", "5"]);
    const [line] = invoice.line_items;
    expect(Object.entries(line?.group ?? {})).toEqual([[name, "x"]]);
    expect(Object.entries(line?.steps[0]?.cell ?? {})).toEqual([[name, "x"]]);
  });

  it("is kept by a store, from text to text", async () => {
    const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-12T00:00:00Z" });
    await engine.putContract(contract);
    await engine.publishPricing(JSON.stringify(programOf(name)));
    const { events } = await engine.submitUsage(JSON.stringify({ events: eventsOf(name) }));
    expect(events.map(({ code, status }) => code ?? status)).toEqual(outcomes);
    const invoice = await engine.getInvoice("INV-2026-003");
    expect(invoice.total).toBe("16");
    expect(toWireJson(invoice)).toContain(`"group":{${JSON.stringify(name)}:"x"}`);
    expect(toWireJson(invoice)).toContain(`"cell":{${JSON.stringify(name)}:"x"}`);
    expect(toWireJson(await engine.getUsage("e4"))).toContain(`"properties":{${JSON.stringify(name)}:"5"}`);
  });

  it("leaves the prototype of everything alone", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { readonly x?: unknown }).x).toBeUndefined();
  });
});
