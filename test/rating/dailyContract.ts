import { expectOk, parseContract } from "../../src/index.ts";

/** Billed day by day, so that a few weeks have more periods than one block of a chain of carried levels. */
export const dailyContract = expectOk(
  parseContract({
    ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "daily" },
    ...{ metrics: ["level"], start_date: "2026-01-01" },
  }),
);
