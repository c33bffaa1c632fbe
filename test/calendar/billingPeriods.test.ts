import { describe, expect, it } from "vitest";
import { billingPeriods, expectOk, parseContract } from "../../src/index.ts";

function periods(more: object, from: string, to: string): [string, string][] {
  const contract = {
    id: "c",
    customer_name: "C",
    status: "active",
    currency: "USD",
    billing_cadence: "monthly",
    metrics: [],
    ...more,
  };
  return billingPeriods(expectOk(parseContract(contract)), from, to).map(({ start, end }) => [start, end]);
}

function instants(more: object, day: string): [string, string][] {
  const contract = {
    id: "c",
    customer_name: "C",
    status: "active",
    currency: "USD",
    billing_cadence: "daily",
    metrics: [],
    ...more,
  };
  return billingPeriods(expectOk(parseContract(contract)), day, day).map(({ start_at, end_at }) => [
    start_at,
    end_at,
  ]);
}

describe("billingPeriods", () => {
  it("clamps the anchor's day to short months and gives it back after them", () => {
    const anchored = { billing_anchor_date: "2024-01-31" };
    expect(periods(anchored, "2024-01-31", "2024-05-30")).toEqual([
      ["2024-01-31", "2024-02-28"],
      ["2024-02-29", "2024-03-30"],
      ["2024-03-31", "2024-04-29"],
      ["2024-04-30", "2024-05-30"],
    ]);
    expect(
      periods({ billing_cadence: "annual", billing_anchor_date: "2024-02-29" }, "2025-03-01", "2028-03-01"),
    ).toEqual([
      ["2025-02-28", "2026-02-27"],
      ["2026-02-28", "2027-02-27"],
      ["2027-02-28", "2028-02-28"],
      ["2028-02-29", "2029-02-27"],
    ]);
  });

  it("cuts the first and the last period short where the contract starts and ends", () => {
    const term = { start_date: "2026-01-15", end_date: "2026-03-10" };
    expect(periods(term, "2020-01-01", "2030-01-01")).toEqual([
      ["2026-01-15", "2026-01-31"],
      ["2026-02-01", "2026-02-28"],
      ["2026-03-01", "2026-03-09"],
    ]);
    expect(periods(term, "2026-03-10", "2030-01-01")).toEqual([]);
    expect(periods(term, "2026-02-02", "2026-02-01")).toEqual([]);
  });

  it("counts backwards from an anchor that lies after the days asked for", () => {
    expect(
      periods(
        { billing_cadence: "quarterly", billing_anchor_date: "2026-05-31" },
        "2026-01-01",
        "2026-02-28",
      ),
    ).toEqual([
      ["2025-11-30", "2026-02-27"],
      ["2026-02-28", "2026-05-30"],
    ]);
    expect(periods({ billing_cadence: "weekly" }, "2026-03-25", "2026-03-25")).toEqual([
      ["2026-03-23", "2026-03-29"],
    ]);
  });

  it("begins local days where the clock skips midnight, has it twice, or goes back just after it", () => {
    expect(instants({ timezone: "America/Santiago" }, "2024-09-08")).toEqual([
      ["2024-09-08T04:00:00.000Z", "2024-09-09T03:00:00.000Z"],
    ]);
    expect(instants({ timezone: "America/Havana" }, "2024-11-03")).toEqual([
      ["2024-11-03T04:00:00.000Z", "2024-11-04T05:00:00.000Z"],
    ]);
    expect(instants({ timezone: "America/St_Johns" }, "2010-11-07")).toEqual([
      ["2010-11-07T02:30:00.000Z", "2010-11-08T03:30:00.000Z"],
    ]);
  });

  it("has no period for a day that the zone skipped", () => {
    expect(instants({ timezone: "Pacific/Apia" }, "2011-12-30")).toEqual([]);
    expect(instants({ timezone: "Pacific/Apia" }, "2011-12-31")).toEqual([
      ["2011-12-30T10:00:00.000Z", "2011-12-31T10:00:00.000Z"],
    ]);
  });
});
