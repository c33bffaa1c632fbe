// The billing API's quickstart, step by step: its documents in, its documents out.
import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore, type Engine, toWireJson } from "../../src/index.ts";
import { quickstart } from "../fixtures/quickstart.ts";

async function afterStep3(): Promise<Engine> {
  const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-05T11:21:59.868Z" });
  await engine.putContract(quickstart.contracts.data[0]);
  await engine.publishPricing(quickstart.pricing);
  await engine.submitUsage(quickstart.submission);
  return engine;
}

/** The parts of an answer that the expected document shows, on the wire. */
function wire(document: unknown): unknown {
  return JSON.parse(toWireJson(document));
}

describe("the quickstart's five steps", () => {
  it("lists the contract (step 1)", async () => {
    const engine = await afterStep3();
    expect(wire(await engine.listContracts())).toMatchObject(quickstart.contracts);
  });

  it("shows the pricing (step 2)", async () => {
    const engine = await afterStep3();
    expect(wire(await engine.getPricing("acme-corp-2026"))).toMatchObject(quickstart.pricing);
  });

  it("accepts the usage (step 3)", async () => {
    const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-05T11:21:59.868Z" });
    await engine.putContract(quickstart.contracts.data[0]);
    await engine.publishPricing(quickstart.pricing);
    expect(wire(await engine.submitUsage(quickstart.submission))).toEqual(quickstart.submitted);
  });

  it("finds the event rated (step 4)", async () => {
    const engine = await afterStep3();
    expect(wire(await engine.getUsage("evt-2026-03-001"))).toMatchObject(quickstart.event);
  });

  it("drafts the invoice (step 5)", async () => {
    const engine = await afterStep3();
    expect(wire(await engine.getInvoice("INV-2026-003"))).toMatchObject(quickstart.invoice);
  });

  it("writes wire numbers as numbers and rule amounts as text", async () => {
    const engine = await afterStep3();
    expect(toWireJson(await engine.getInvoice("INV-2026-003"))).toContain('"total":2500,');
    expect(toWireJson(await engine.getPricing("acme-corp-2026"))).toContain('"amount":"2000"');
    expect(toWireJson(await engine.getPricing("acme-corp-2026"))).toContain('"rate":0.05');
  });
});
