// Samoa went from 2011-12-29 to 2011-12-31: the day between has no second.
import { describe, expect, it } from "vitest";
import { draftInvoice } from "../../src/index.ts";
import { termsOf } from "../laws.ts";

describe("a day that a zone skips", () => {
  it("earns nothing by seconds, and a whole day by days", () => {
    const december = (proration: "second" | "day") => {
      const fee = {
        type: "subscription",
        model: "flat",
        amount: "10",
        frequency: "daily",
        proration,
      } as const;
      const contract = {
        timezone: "Pacific/Apia",
        start_date: "2011-12-01",
        billing_anchor_date: "2011-12-01",
      };
      const period = { start: "2011-12-01", end: "2011-12-31", start_at: "", end_at: "" };
      return draftInvoice(termsOf(fee, contract), [], period).total;
    };
    expect([december("second"), december("day")]).toEqual(["300", "310"]);
  });
});
