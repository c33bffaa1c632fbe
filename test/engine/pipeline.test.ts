// The engine over a store gives the drafts that the pure path gives, whatever came late and whatever was priced anew.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  createEngine,
  createMemoryStore,
  draftInvoice,
  type Engine,
  expectOk,
  type Invoice,
  type LineItem,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  rateUsage,
  resolveTerms,
  toWireJson,
} from "../../src/index.ts";

const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls", "seats"],
  timezone: "Europe/Berlin",
  start_date: "2026-01-01",
};
const calls = { type: "usage", metric: "calls" };
const tiers = [
  { up_to: "100", unit_amount: "0.10", flat_amount: "5" },
  { up_to: null, unit_amount: "0.07", package_size: "3" },
];
const seats = {
  name: "Seats",
  type: "usage",
  metric: "seats",
  model: "per_unit",
  unit_amount: "10",
  aggregation: "weighted_sum",
  carry_over: true,
  group_by: ["region"],
};
const rules = [
  { ...calls, name: "Regions", model: "tiered", tiers_mode: "graduated", tiers, group_by: ["region"] },
  {
    ...calls,
    name: "All",
    model: "tiered",
    tiers_mode: "volume",
    tiers,
    group_by: ["region"],
    group_ladder: "shared",
  },
  {
    ...calls,
    name: "Sizes",
    model: "matrix",
    dimensions: ["region", "size"],
    cells: [
      { when: { region: "eu" }, unit_amount: "0.013" },
      { when: { region: "eu", size: "l" }, package_size: "7", package_amount: "1.5" },
    ],
    default: { tiers_mode: "graduated", tiers },
  },
  { ...calls, name: "Peak", model: "per_unit", unit_amount: "0.5", aggregation: "max" },
  {
    ...calls,
    name: "Users",
    model: "per_unit",
    unit_amount: "3",
    aggregation: "unique_count",
    aggregate_property: "user",
  },
  {
    ...calls,
    name: "Costs",
    model: "dynamic",
    amount_property: "cost",
    multiplier: "1.1",
    negative_usage: "credit",
  },
  seats,
];
const firstVersion = { contract: "acme", version: 1, rules };
const dearer = rules.map((rule) => (rule === seats ? { ...seats, unit_amount: "20" } : rule));
const secondVersion = { contract: "acme", version: 2, effective_date: "2026-02-15", rules: dearer };

function call(
  event_id: string,
  timestamp: string,
  quantity: string,
  region: unknown,
  more: object = {},
): object {
  const properties = { region, user: `u${quantity}`, cost: quantity, ...more };
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp, properties };
}

function seat(event_id: string, timestamp: string, quantity: string): object {
  const properties = { region: "eu" };
  return { external_contract_id: "acme", event_id, metric: "seats", quantity, timestamp, properties };
}

// Berlin is an hour ahead until 29 March, then two.
const inTime = [
  seat("s1", "2025-12-31T23:00:00Z", "5"),
  call("c1", "2026-01-05T10:00:00Z", "80", "eu", { size: "l" }),
  call("c2", "2026-01-31T22:59:59Z", "50.5", 5),
  call("c3", "2026-01-31T23:00:00Z", "60", "eu", { user: "u80" }),
  call("c4", "2026-02-10T00:00:00Z", "60", "5", { user: "u60" }),
  call("c5", "2026-02-11T00:00:00Z", "0.001", null, { cost: "-3.333" }),
  call("c6", "2026-03-29T00:30:00Z", "12", "eu"),
  call("c7", "2026-03-29T01:30:00Z", "13", "5", { size: "l" }),
  call("c8", "2026-03-30T01:30:00Z", "7", ["no", "value"]),
];
/** In the middle of January: 15 and a half days after its start. */
const late = [
  seat("s2", "2026-01-16T11:00:00Z", "5"),
  call("c9", "2026-01-16T11:00:00Z", "81", "eu", { user: "u50.5" }),
  call("c10", "2026-02-01T11:00:00Z", "500", "us"),
];

async function open(): Promise<Engine> {
  const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-31T12:00:00Z" });
  await engine.putContract(contract);
  await engine.publishPricing(firstVersion);
  return engine;
}

/** One batch for each event: the order in which they come, and nothing else, is the same. */
async function submit(engine: Engine, events: readonly object[]): Promise<void> {
  for (const event of events) {
    const { events: outcomes } = await engine.submitUsage({ events: [event] });
    expect(outcomes).toEqual([expect.objectContaining({ status: "accepted" })]);
  }
}

async function engineDrafts(engine: Engine): Promise<Invoice[]> {
  return [
    await engine.getInvoice("INV-2026-001"),
    await engine.getInvoice("INV-2026-002"),
    await engine.getInvoice("INV-2026-003"),
  ];
}

function pureDrafts(programs: readonly object[], events: readonly object[]): Invoice[] {
  const checked = expectOk(parseContract(contract));
  const versions = programs.map((program) => expectOk(parsePricingProgram(program)));
  const terms = expectOk(resolveTerms(checked, versions));
  const usage = events.map((event) => expectOk(parseUsageEvent(event)));
  const { charges } = rateUsage(terms, usage);
  return billingPeriods(checked, "2026-01-01", "2026-03-31").map((period) =>
    draftInvoice(terms, charges, period),
  );
}

function linesOf(invoices: readonly Invoice[], name: string): (readonly LineItem[])[] {
  return invoices.map(({ line_items }) => line_items.filter(({ description }) => description === name));
}

function amounts(invoices: readonly Invoice[], name: string): string[][] {
  return linesOf(invoices, name).map((lines) => lines.map(({ amount }) => amount));
}

describe("an engine with every step of the pipeline", () => {
  it("drafts as the pure path does", async () => {
    const engine = await open();
    await submit(engine, inTime);
    const drafts = await engineDrafts(engine);
    expect(drafts).toEqual(pureDrafts([firstVersion], inTime));
    expect(amounts(drafts, "Seats")).toEqual([["50"], ["50"], ["50"]]);
    expect(amounts(drafts, "Peak")).toEqual([["40"], ["30"], ["6.5"]]);
    expect(amounts(drafts, "Users")).toEqual([["6"], ["9"], ["9"]]);
  });

  it("lets a late event reach the drafts of later periods", async () => {
    const engine = await open();
    await submit(engine, inTime);
    await submit(engine, late);
    const drafts = await engineDrafts(engine);
    expect(drafts).toEqual(pureDrafts([firstVersion], [...inTime, ...late]));
    expect(amounts(drafts, "Seats")).toEqual([["75"], ["100"], ["100"]]);
    expect(amounts(drafts, "Peak")).toEqual([["40.5"], ["250"], ["6.5"]]);
  });

  it("rates again what a new version changes, from its date on", async () => {
    const engine = await open();
    await submit(engine, inTime);
    await engine.publishPricing(secondVersion);
    await submit(engine, late);
    const drafts = await engineDrafts(engine);
    expect(drafts).toEqual(pureDrafts([firstVersion, secondVersion], [...inTime, ...late]));
    // February is half old and half new, each over the whole month.
    expect(amounts(drafts, "Seats")).toEqual([["75"], ["50", "100"], ["200"]]);
  });

  it("comes to the same in whatever order and batches", async () => {
    const engine = await open();
    await engine.submitUsage({ events: [...late, ...inTime].reverse() });
    await engine.publishPricing(secondVersion);
    expect(await engineDrafts(engine)).toEqual(
      pureDrafts([secondVersion, firstVersion], [...inTime, ...late]),
    );
  });

  it("previews what it would draft, and stores nothing", async () => {
    const engine = await open();
    await submit(engine, inTime);
    const before = await engineDrafts(engine);
    const expected = pureDrafts([firstVersion], [...inTime, ...late]);
    for (const [at, day] of ["2026-01-31", "2026-02-28", "2026-03-31"].entries()) {
      const { invoice } = await engine.previewInvoice({ contract: "acme", at: day, events: late });
      expect(invoice).toEqual(expected[at]);
    }
    expect(await engineDrafts(engine)).toEqual(before);
  });

  it("keeps what is final, and goes on from it", async () => {
    const engine = await open();
    await submit(engine, inTime);
    await engine.putContract({ ...contract, corrections: "refuse" });
    const january = await engine.finalizeInvoice("INV-2026-001");
    const { events } = await engine.submitUsage({ events: late });
    expect(events.map(({ code }) => code ?? "accepted")).toEqual([
      "period_closed",
      "period_closed",
      "accepted",
    ]);
    await engine.publishPricing(secondVersion);
    const [, february, march] = pureDrafts([firstVersion, secondVersion], [...inTime, ...late.slice(2)]);
    expect(await engineDrafts(engine)).toEqual([january, february, march]);
  });

  it("writes group values as text, whatever they look like", async () => {
    const engine = await open();
    await submit(engine, inTime);
    const [january, february] = await engineDrafts(engine);
    // The property was the number 5; it is told apart, and written, as text.
    expect(toWireJson(january)).toContain('"group":{"region":"5"}');
    const { line_items } = JSON.parse(toWireJson(february)) as Invoice;
    expect(line_items.filter(({ description }) => description === "All")).toEqual([
      expect.objectContaining({ group: { region: "5" }, quantity: 60 }),
      expect.objectContaining({ group: { region: "eu" }, quantity: 60 }),
      expect.objectContaining({ group: { region: null }, quantity: 0.001 }),
    ]);
  });
});
