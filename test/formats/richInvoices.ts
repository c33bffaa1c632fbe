// Random invoices that have everything: fees, groups, tiers, discounts, a commitment, credits, taxes, corrections, what is carried,
// progressive ones and corrections after the end; drafts and final ones, above zero and below.
import fc from "fast-check";
import type { Invoice } from "../../src/index.ts";
import { maybe, strip } from "../arbitraries/base.ts";
import { type Books, fee, openBooks, unit } from "../invoicing/books.ts";
import { scope } from "../laws/abcBooks.ts";

export interface RichInvoices {
  /** As `parseContract` takes it. */
  readonly contract: object;
  readonly invoices: readonly Invoice[];
}

const hundredths = fc.oneof(fc.integer({ min: -400, max: 900 }), fc.constantFrom(0, 1, 5, 100));
const quantity = hundredths.map(
  (count) =>
    `${count < 0 ? "-" : ""}${Math.floor(Math.abs(count) / 100)}.${String(Math.abs(count) % 100).padStart(2, "0")}`,
);

const choices = fc.record({
  currency: fc.constantFrom("USD", "JPY", "BHD", "CLF"),
  timezone: fc.constantFrom("UTC", "America/New_York", "Pacific/Apia", "Asia/Kolkata"),
  negative_invoice: fc.constantFrom("carry_forward", "credit_note"),
  usage: fc.array(
    fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat({ max: 2 }), quantity, fc.constantFrom("eu", "=us")),
    { maxLength: 9 },
  ),
  late: fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), quantity), { maxLength: 3 }),
  fee: maybe(fc.constantFrom("0", "7", "120"), 1),
  discounts: fc.array(
    fc.tuple(fc.constantFrom<object>({ percent: "0.1" }, { percent: "0.333" }, { amount: "3" }), scope),
    { maxLength: 2 },
  ),
  taxes: fc.array(
    fc.tuple(fc.constantFrom("0.19", "0.077"), fc.constantFrom("sum", "line"), fc.boolean(), scope),
    { maxLength: 2 },
  ),
  least: maybe(fc.constantFrom("20", "500"), 1),
  grants: fc.array(fc.tuple(fc.constantFrom("2", "15", "300"), scope), { maxLength: 2 }),
  threshold: maybe(fc.constantFrom("1", "10"), 2),
  name: fc.constantFrom("A", "=1+1", "@sum", '-2",\r\n"x', "'quoted", "\tTab", "Ünits; 5"),
});

type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

export const richInvoices: fc.Arbitrary<RichInvoices> = choices.map((picked) => {
  const { currency, timezone, negative_invoice } = picked;
  const fields = { currency, timezone, negative_invoice, end_date: "2026-04-01" };
  const books = openBooks([[null, rulesOf(picked), aboveOf(picked)]], fields);
  const invoices = liveOf(books, picked);
  const acme = { id: "acme", customer_name: "Acme, Inc", status: "active", billing_cadence: "monthly" };
  return { contract: { ...acme, metrics: ["a", "b", "c"], start_date: "2026-01-01", ...fields }, invoices };
});

function rulesOf({ fee: amount, name }: Choices): object[] {
  const tiers = [
    { up_to: "2", unit_amount: "0.105", flat_amount: "1" },
    { up_to: null, unit_amount: "0.0525" },
  ];
  const limits = { discounts: [{ percent: "0.15" }], minimum_amount: "1", maximum_amount: "90" };
  const tiered = {
    model: "tiered",
    tiers_mode: "graduated",
    tiers,
    group_by: ["region"],
    unit_amount: undefined,
  };
  return [
    { ...unit("a", { unit_amount: "1.2345" }), name },
    strip(unit("b", tiered)),
    unit("c", { quantity_transform: { divide_by: "3" }, ...limits }),
    ...(amount === undefined ? [] : [fee(amount)]),
  ];
}

function aboveOf({ discounts, taxes, least, threshold }: Choices): object {
  return strip({
    discounts: discounts.map(([taken, only], at) => ({ id: `d${at}`, ...taken, ...only })),
    taxes: taxes.map(([rate, rounding, inclusive, only], at) => ({
      id: `t${at}`,
      name: `=Tax ${at}`,
      rate,
      rounding,
      inclusive,
      ...only,
    })),
    minimum_commitment: least === undefined ? undefined : { amount: least },
    progressive_threshold: threshold,
  });
}

/** Three months: usage, an invoice for each, late usage in between, and what is left after the end. */
function liveOf(books: Books, { usage, late, grants }: Choices): Invoice[] {
  const seen: (Invoice | undefined)[] = [];
  grants.forEach(([amount, only], at) => {
    books.grant(`g${at}`, amount, only);
  });
  usage.forEach(([metric, month, used, region], at) => {
    books.use(`u${at}`, [metric, `2026-0${month + 1}-20`, used, { region }]);
  });
  const cut = books.cut("2026-01-20");
  if (cut !== undefined) seen.push(books.send(cut));
  for (const day of ["2026-01-20", "2026-02-20"]) {
    seen.push(books.alone(day), books.send(books.draft(day)));
    late.forEach(([metric, used], at) => {
      books.use(`late-${day}-${at}`, [metric, "2026-01-25", used]);
    });
  }
  seen.push(books.draft("2026-03-20"));
  books.send(books.draft("2026-03-20"));
  books.use("last", ["a", "2026-02-25", "3"]);
  seen.push(books.correction());
  return seen.flatMap((invoice) => invoice ?? []);
}
