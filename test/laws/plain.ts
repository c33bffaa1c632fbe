// The contract that laws about single rules are about: billed monthly, in UTC, in dollars.
import type { Contract } from "../../src/model/contract.ts";
import type { Period } from "../../src/model/period.ts";

export const january: Period = {
  start: "2026-01-01",
  end: "2026-01-31",
  start_at: "2026-01-01T00:00:00.000Z",
  end_at: "2026-02-01T00:00:00.000Z",
};

export const plainContract: Contract = {
  object: "contract",
  id: "acme",
  customer_name: "Acme",
  status: "active",
  start_date: "2026-01-01",
  end_date: null,
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls", "__proto__", "7"],
  timezone: "UTC",
  billing_anchor_date: "2026-01-01",
  rounding: "half_up",
  net_days: 14,
  invoice_prefix: "INV",
};
