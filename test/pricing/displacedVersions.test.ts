// A version that the next one displaces on its first day was never in effect: it must not cut what goes on counting.
import { describe, expect, it } from "vitest";
import { createEngine, createMemoryStore, expectOk, previewInvoice } from "../../src/index.ts";

const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
  start_date: "2026-01-01",
};
const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  metric: "calls",
  model: "per_unit",
  unit_amount: "1",
  included_quantity: "100",
};
const fee = { id: "fee", name: "Fee", type: "one_time", model: "flat", amount: "0" };

type Version = readonly [from: string | null, ...rules: object[]];

/** What January's lines for 100 calls on the 10th and 100 on the 20th say: version, quantity and amount. */
function lines(...versions: readonly Version[]): [number, string, string][] {
  const { invoice } = expectOk(
    previewInvoice({
      contract,
      programs: versions.map(([effective_date, ...rules], at) => {
        return { contract: "acme", version: at + 1, effective_date, rules };
      }),
      events: ["2026-01-10", "2026-01-20"].map((day) => {
        const timestamp = `${day}T00:00:00Z`;
        return { external_contract_id: "acme", event_id: day, metric: "calls", quantity: 100, timestamp };
      }),
      at: "2026-01-31",
    }),
  );
  return invoice.line_items
    .filter(({ rule_id }) => rule_id === "calls")
    .map(({ version, quantity, amount }) => [version, quantity ?? "", amount]);
}

const dear = { ...calls, unit_amount: "2" };
const day = "2026-01-16";

describe("a version that another displaced on its first day", () => {
  it("is no break for what the next one changed back", () => {
    expect(lines([null, calls], [day, dear], [day, calls])).toEqual([[1, "200", "100"]]);
    expect(lines([null, calls], [day, fee], [day, calls])).toEqual([[1, "200", "100"]]);
    expect(lines([null, calls], [day, dear], [day, dear, fee], [day, calls])).toEqual([[1, "200", "100"]]);
  });

  it("is where terms begin that the next one keeps", () => {
    expect(lines([null, calls], [day, dear], [day, dear, fee])).toEqual([
      [1, "100", "0"],
      [2, "100", "0"],
    ]);
  });

  it("is a break where it was in effect, if only for a day", () => {
    expect(lines([null, calls], ["2026-01-15", dear], [day, calls])).toEqual([
      [1, "100", "0"],
      [3, "100", "0"],
    ]);
  });

  it("grants nothing twice when a price is put right on the same day", async () => {
    const engine = createEngine({ store: createMemoryStore(), now: () => "2026-01-16T08:00:00Z" });
    await engine.putContract(contract);
    await engine.publishPricing({ contract: "acme", version: 1, rules: [calls] });
    const events = ["2026-01-10", "2026-01-20"].map((on) => {
      const timestamp = `${on}T00:00:00Z`;
      return { external_contract_id: "acme", event_id: on, metric: "calls", quantity: 100, timestamp };
    });
    await engine.submitUsage({ events });
    await engine.updatePricingRule("acme", "calls", { unit_amount: "2" });
    expect((await engine.getInvoice("INV-2026-001")).total).toBe("0");
    await engine.updatePricingRule("acme", "calls", { unit_amount: "1" });
    expect((await engine.getInvoice("INV-2026-001")).total).toBe("100");
  });
});
