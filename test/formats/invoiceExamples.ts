// One invoice worked out by hand, and its correction: January of a contract in New York.
import type { Invoice } from "../../src/index.ts";
import { fee, openBooks, unit } from "../invoicing/books.ts";

const fields = { timezone: "America/New_York" };

/** As `parseContract` takes it. */
export const contract = {
  ...{
    id: "acme",
    customer_name: "Acme, Inc",
    status: "active",
    currency: "USD",
    billing_cadence: "monthly",
  },
  ...{ metrics: ["a", "b", "c"], start_date: "2026-01-01", ...fields },
};

/**
 * January: a fee of 20; 10 of a at 1.2345 are 12.345; 150 of b in two tiers are 10 and 2.5. A tenth of 44.85 is off, 4.49; 15 of credit
 * pay; 20 % of the 25.36 that are left are 5.07. With 2 more of January's a, found in February, January comes to 2.46 more and a
 * discount of 0.24 more; its tax is 5.52 in all, so 0.45 more.
 */
export function examples(): { readonly january: Invoice; readonly february: Invoice } {
  const tiers = [
    { up_to: "100", unit_amount: "0.1" },
    { up_to: null, unit_amount: "0.05" },
  ];
  const ladder = { ...unit("b"), model: "tiered", tiers_mode: "graduated", tiers };
  const { unit_amount: _, ...b } = ladder;
  const above = {
    discounts: [{ id: "partner", percent: "0.1" }],
    taxes: [{ id: "vat", name: "VAT", rate: "0.2" }],
  };
  const books = openBooks([[null, [fee("20"), unit("a", { unit_amount: "1.2345" }), b], above]], fields);
  books.grant("gift", "15");
  books.use("a", ["a", "2026-01-10", "10"]);
  books.use("b", ["b", "2026-01-11", "150"]);
  const january = books.send(books.draft("2026-01-15"));
  books.use("late", ["a", "2026-01-30", "2"]);
  return { january, february: books.draft("2026-02-15") };
}
