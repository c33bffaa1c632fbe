import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BillingHistory,
  createEngine,
  createMemoryStore,
  draftInvoice,
  type Engine,
  expectOk,
  type Invoice,
  type LineItem,
  type PricingProgram,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { runs } from "../laws.ts";

const worlds = world({ uniqueEvents: true, maxEvents: 10 });

/** An engine that has rated the events under the first of the programs, and those that it accepted. */
async function opened(w: PlacedWorld): Promise<{ engine: Engine; stored: PlacedWorld }> {
  const engine = createEngine({ store: createMemoryStore(), now: () => "2026-01-01T00:00:00.000Z" });
  const programs = w.programs.slice(0, 1);
  await engine.putContract(w.contract);
  await engine.publishPricing(programs[0]);
  const { outcomes } = rateUsage(expectOk(resolveTerms(w.contract, programs)), w.events);
  const events = w.events.filter((_, place) => outcomes[place]?.status === "accepted");
  if (events.length > 0) await engine.submitUsage({ events });
  return { engine, stored: { ...w, programs, events } };
}

/** Publishes a version; false where it would refuse usage that has been charged. */
async function published(engine: Engine, program: PricingProgram): Promise<boolean> {
  try {
    await engine.publishPricing(program);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "BillingError") return false;
    throw error;
  }
}

/** What the engine would bill, period by period. */
async function draftsOf(engine: Engine, w: PlacedWorld): Promise<Invoice[]> {
  const drafts: Invoice[] = [];
  for (const { end } of periodsFrom(w, 3)) {
    drafts.push((await engine.previewInvoice({ contract: w.contract.id, at: end })).invoice);
  }
  return drafts;
}

/** As for a contract that has not been billed yet: an engine's drafts always have a history. */
const noHistory: BillingHistory = { invoices: [], grants: [], corrected_periods: [] };

/** What rating all from the beginning comes to. */
function fromScratch({ contract, programs, events, focus }: PlacedWorld): Invoice[] {
  const terms = expectOk(resolveTerms(contract, programs));
  const { charges } = rateUsage(terms, events);
  return periodsFrom({ contract, focus }, 3).map((period) => draftInvoice(terms, charges, period, noHistory));
}

/** Lines without the version that brought their terms. */
function unversioned(invoices: readonly Invoice[]): Omit<LineItem, "version">[][] {
  return invoices.map(({ line_items }) => line_items.map(({ version: _, ...line }) => line));
}

describe("L57: rating again", () => {
  it("under further versions comes to what rating from scratch under all versions comes to", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (w) => {
        const { engine, stored } = await opened(w);
        const programs = [...stored.programs];
        expect(await draftsOf(engine, w)).toEqual(fromScratch(stored));
        for (const program of w.programs.slice(1)) {
          if (!(await published(engine, program))) return;
          programs.push(program);
          expect(await draftsOf(engine, w)).toEqual(fromScratch({ ...stored, programs }));
          compared += 1;
        }
      }),
      runs(50),
    );
    expect(compared).toBeGreaterThan(15);
  });

  it("under the same version changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (w) => {
        const { engine, stored } = await opened(w);
        const before = await draftsOf(engine, w);
        await engine.publishPricing(stored.programs[0]);
        expect(await draftsOf(engine, w)).toEqual(before);
      }),
      runs(20),
    );
  });

  it("under other terms and then again under the old ones returns to where it began", async () => {
    let returned = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (w) => {
        const [first, second] = w.programs;
        fc.pre(first !== undefined && second !== undefined);
        const { engine } = await opened(w);
        const before = await draftsOf(engine, w);
        const { effective_date } = first;
        if (!(await published(engine, { ...second, version: 2, effective_date }))) return;
        await engine.publishPricing({ ...first, version: 3 });
        expect(unversioned(await draftsOf(engine, w))).toEqual(unversioned(before));
        returned += 1;
      }),
      runs(40),
    );
    expect(returned).toBeGreaterThan(5);
  });
});
