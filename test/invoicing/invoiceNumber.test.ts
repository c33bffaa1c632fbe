// Which period an invoice's number belongs to: the one that would be given that number, and no other.
import { describe, expect, it } from "vitest";
import { calendarOf } from "../../src/calendar/billingCalendar.ts";
import { invoiceNumber, periodOfNumber } from "../../src/invoicing/invoiceNumber.ts";
import type { Contract } from "../../src/model/contract.ts";
import { plainContract } from "../laws/plain.ts";

const from2025: Contract = { ...plainContract, start_date: "2025-11-15", end_date: "2026-05-01" };

const startOf = (number: string, contract = from2025) => periodOfNumber(contract, number)?.period.start;

describe("periodOfNumber", () => {
  it("reads the numbers that invoiceNumber writes", () => {
    const calendar = calendarOf(from2025);
    const periods = [0, 1, 2, 3].map((at) => calendar.periodOf(at));
    for (const period of periods) {
      if (period === undefined) throw new Error("the contract lasts half a year");
      expect(startOf(invoiceNumber(from2025, calendar, period))).toBe(period.period.start);
    }
    expect(["INV-2025-001", "INV-2025-002", "INV-2026-001"].map((number) => startOf(number))).toEqual([
      "2025-11-15",
      "2025-12-01",
      "2026-01-01",
    ]);
  });

  it("finds nothing in years that the contract does not reach", () => {
    expect(startOf("INV-2031-001")).toBeUndefined();
    expect(startOf("INV-2024-001")).toBeUndefined();
  });

  it("finds nothing beyond the periods of a year", () => {
    expect(startOf("INV-2025-003")).toBeUndefined();
    expect(startOf("INV-2026-005")).toBeUndefined();
    expect(startOf("INV-2026-000")).toBeUndefined();
  });

  it("takes no second way of writing a number", () => {
    expect(startOf("INV-2026-0003")).toBeUndefined();
    expect(startOf("BILL-2026-003")).toBeUndefined();
    const daily: Contract = { ...plainContract, billing_cadence: "daily" };
    expect(startOf("INV-2026-032", daily)).toBe("2026-02-01");
  });
});
