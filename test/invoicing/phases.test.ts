// Rules that are in effect for a time: price phases, trials, fees on a date. Days are the contract's.
import { describe, expect, it } from "vitest";
import { expectOk, type Preview, parsePricingProgram, previewInvoice } from "../../src/index.ts";

const usage = { type: "usage", metric: "calls", model: "per_unit" };

/** What becomes of one call at each of these instants. */
function preview(rules: readonly object[], at: string, ...timestamps: string[]): Preview {
  return expectOk(
    previewInvoice({
      contract: {
        id: "acme",
        customer_name: "Acme",
        status: "active",
        currency: "USD",
        billing_cadence: "monthly",
        metrics: ["calls"],
        timezone: "America/New_York",
        start_date: "2026-01-01",
      },
      programs: [{ contract: "acme", version: 1, rules }],
      events: timestamps.map((timestamp, index) => ({
        external_contract_id: "acme",
        event_id: `e${index}`,
        metric: "calls",
        quantity: 1,
        timestamp,
      })),
      at,
    }),
  );
}

const linesOf = ({ invoice }: Preview) =>
  invoice.line_items.map(({ description, quantity, amount, service_period: days }) => [
    description,
    quantity,
    amount,
    ...(days === undefined ? [] : [days.start, days.end]),
  ]);

describe("rules with effective_from and effective_to", () => {
  const phases = [
    { ...usage, name: "Launch", unit_amount: "1", effective_to: "2026-03-15" },
    { ...usage, name: "Standard", unit_amount: "3", effective_from: "2026-03-15" },
  ];

  it("price usage by the phase that its local day falls in, and say which days each line is about", () => {
    // Midnight in New York is four hours later in UTC.
    const march = preview(
      phases,
      "2026-03-31",
      "2026-03-15T03:59:59.999Z",
      "2026-03-15T04:00:00Z",
      "2026-03-20T00:00:00Z",
    );
    expect(linesOf(march)).toEqual([
      ["Standard", "2", "6", "2026-03-15", "2026-03-31"],
      ["Launch", "1", "1", "2026-03-01", "2026-03-14"],
    ]);
    expect(linesOf(preview(phases, "2026-04-30", "2026-04-01T12:00:00Z"))).toEqual([["Standard", "1", "3"]]);
  });

  it("leave usage unpriced where none of them is in effect", () => {
    const gap = [{ ...usage, name: "Later", unit_amount: "1", effective_from: "2026-03-15" }];
    expect(preview(gap, "2026-03-31", "2026-03-10T12:00:00Z").outcomes[0]?.code).toBe("metric_not_priced");
  });

  it("make a trial: the fee begins when the rule does, and ends with it", () => {
    const fee = { name: "Platform", type: "subscription", model: "flat", amount: "99", frequency: "monthly" };
    const months = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"];
    const billed = (rule: object) => months.map((at) => preview([rule], at).invoice.total);
    expect(billed({ ...fee, effective_from: "2026-03-01" })).toEqual(["0", "0", "99", "99"]);
    expect(billed({ ...fee, effective_to: "2026-03-01" })).toEqual(["99", "99", "0", "0"]);
  });

  it("put a one-time fee on a date", () => {
    const fee = {
      name: "Training",
      type: "one_time",
      model: "flat",
      amount: "500",
      effective_from: "2026-02-14",
    };
    expect(linesOf(preview([fee], "2026-01-31"))).toEqual([]);
    expect(linesOf(preview([fee], "2026-02-28"))).toEqual([
      ["Training", "1", "500", "2026-02-14", "2026-02-28"],
    ]);
    expect(linesOf(preview([fee], "2026-03-31"))).toEqual([]);
  });

  it("ask for a minimum where they are in effect at the end of the period", () => {
    const rule = {
      ...usage,
      name: "Calls",
      unit_amount: "1",
      minimum_amount: "20",
      effective_to: "2026-02-15",
    };
    expect(preview([rule], "2026-01-31").invoice.total).toBe("20");
    expect(preview([rule], "2026-02-28").invoice.total).toBe("0");
    expect(preview([rule], "2026-02-28", "2026-02-03T12:00:00Z").invoice.total).toBe("20");
  });

  it("count a level over the days on which they are in effect", () => {
    const seats = { ...usage, unit_amount: "31", aggregation: "weighted_sum", carry_over: true };
    const rules = [
      { ...seats, id: "s1", name: "Old seats", effective_to: "2026-03-11" },
      { ...usage, id: "s2", name: "Events", unit_amount: "0", aggregation: "count" },
    ];
    // Ten days of March, one of them with 23 hours: 239 of 743.
    const [line] = preview(rules, "2026-03-31", "2026-02-01T12:00:00Z").invoice.line_items.slice(-1);
    expect([line?.description, line?.service_period]).toEqual([
      "Old seats",
      { start: "2026-03-01", end: "2026-03-10" },
    ]);
    expect(line?.quantity).toBe("0.321668909825033647");
  });

  it("must end after they begin", () => {
    const result = parsePricingProgram({
      contract: "acme",
      version: 1,
      rules: [{ ...phases[0], effective_from: "2026-03-15" }],
    });
    expect(result.ok ? [] : result.issues).toEqual([
      {
        code: "date_invalid",
        path: "rules[0].effective_to",
        message: "must be after effective_from 2026-03-15, got 2026-03-15",
      },
    ]);
  });
});
