// Numbers of invoices: each period has one, none is given twice, and none is left out.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftInvoice, expectOk, parsePricingProgram, resolveTerms, type Terms } from "../../src/index.ts";
import { periodsFrom, placedContract } from "../arbitraries/contracts.ts";
import { openAcme, use } from "../engine/acme.ts";
import { runs } from "../laws.ts";

function termsFor(contract: Terms["contract"]): Terms {
  const rule = { name: "Fee", type: "subscription", model: "flat", amount: "1", frequency: "monthly" };
  const program = expectOk(parsePricingProgram({ contract: contract.id, version: 1, rules: [rule] }));
  return expectOk(resolveTerms(contract, [program]));
}

// L63: invoice numbers are unique and gapless. They follow from the calendar, so a draft has the number that its invoice will have.
describe("the numbers of a contract's invoices", () => {
  it("L63: count the periods that begin in a year from 1 on, without a gap, in every cadence, zone and anchor", () => {
    fc.assert(
      fc.property(placedContract, ({ contract, focus }) => {
        const terms = termsFor({ ...contract, start_date: focus, status: "active" });
        const periods = periodsFrom({ contract: terms.contract, focus }, 40);
        const expected: string[] = [];
        const places = new Map<string, number>();
        for (const { start } of periods) {
          const year = start.slice(0, 4);
          places.set(year, (places.get(year) ?? 0) + 1);
          expected.push(
            `${contract.invoice_prefix ?? "INV"}-${year}-${String(places.get(year)).padStart(3, "0")}`,
          );
        }
        const numbers = periods.map((period) => draftInvoice(terms, [], period).number);
        expect(numbers).toEqual(expected);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      runs(60),
    );
  });

  it("L63: are given once: what is cut inside a period and what corrects the last one count on their own", async () => {
    const one = await openAcme({
      ...{ contract: { end_date: "2026-04-01" }, above: { progressive_threshold: "10" } },
      now: "2026-03-20T00:00:00Z",
    });
    const given: string[] = [];
    const finalize = async (number: string): Promise<void> => {
      given.push((await one.engine.finalizeInvoice(number)).number);
    };
    await one.submit(use("e1", "15", "2026-03-02"));
    await finalize("INV-2026-003-P1");
    await one.engine.updateInvoice("INV-2026-003-P1", { status: "cancelled" });
    await finalize("INV-2026-003-P2");
    await one.submit(use("e2", "15", "2026-03-03"));
    await finalize("INV-2026-003-P3");
    for (const place of ["001", "002", "003"]) await finalize(`INV-2026-${place}`);
    for (const at of [1, 2]) {
      await one.submit(use(`late${at}`, "5", "2026-03-04"));
      await finalize(`INV-2026-003-C${at}`);
    }
    expect(new Set(given).size).toBe(8);
    const { data } = await one.engine.listInvoices({ limit: 100 });
    expect(data.map(({ number }) => number).sort()).toEqual([...given].sort());
  });
});
