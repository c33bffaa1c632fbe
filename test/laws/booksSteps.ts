// Random lives of books: usage, prices, invoices that become final and are cancelled, in any order.
import fc from "fast-check";
import type { InvoiceDiscount } from "../../src/model/discount.ts";
import type { Tax } from "../../src/model/tax.ts";
import { type Books, fee, openBooks, unit } from "../invoicing/books.ts";
import { dayOf, money } from "./abcBooks.ts";

const { unit_amount: _none, ...bare } = unit("a", { minimum_amount: "2", discounts: [{ percent: "0.1" }] });
const tiers = [
  { up_to: "4", unit_amount: "1.1" },
  { up_to: null, unit_amount: "0.35", flat_amount: "1" },
];
/** Graduated, with a minimum and a discount of its own. */
const graduated = { ...bare, model: "tiered", tiers_mode: "graduated", tiers };
/** A volume price that groups share. */
const volume = {
  ...{ ...bare, id: "c", name: "C", metric: "c", model: "tiered", tiers_mode: "volume", tiers },
  ...{ group_by: ["region"], group_ladder: "shared" },
};
const credit = [unit("b", { unit_amount: "0.335" }), unit("b", { unit_amount: "0.2" })];

export const discounts: readonly InvoiceDiscount[] = [
  { id: "tenth", percent: "0.1" },
  { id: "two", amount: "2", rules: ["a", "b"] },
];
export const taxes: readonly Tax[] = [
  { id: "vat", name: "VAT", rate: "0.19" },
  { id: "line", name: "By line", rate: "0.055", rounding: "line", rules: ["a", "c"] },
  { id: "in", name: "Included", rate: "0.07", inclusive: true },
];

type Priced = readonly [rules: readonly object[], above: object];

/** The rules of a version, and what stands above them. */
const priced: fc.Arbitrary<Priced> = fc
  .record({
    fees: fc.subarray([fee("3")]),
    b: fc.constantFrom(...credit),
    discounts: fc.subarray([...discounts]),
    taxes: fc.subarray([...taxes]),
    minimum_commitment: fc.option(fc.constantFrom({ amount: "5" }, { amount: "20", proration: "day" })),
    progressive_threshold: fc.option(fc.constantFrom("2", "6")),
  })
  .map(({ fees, b, ...above }) => {
    const given = Object.entries(above).filter(([, value]) => value !== null);
    return [[graduated, b, volume, ...fees], Object.fromEntries(given)];
  });

/** Something that happens, and how it is told. */
export interface Step {
  readonly told: string;
  act(books: Books): void;
}

const month = fc.nat({ max: 3 });
const id = fc.nat({ max: 7 }).map((at) => `e${at}`);

const use: fc.Arbitrary<Step> = fc
  .record({
    name: id,
    at: month,
    metric: fc.constantFrom("a", "b", "b", "c"),
    quantity: fc.constantFrom("1", "2.5", "7", "13.37", "-3"),
    region: fc.constantFrom("eu", "us"),
  })
  .map(({ name, at, metric, quantity, region }) => ({
    told: `use ${name}: ${quantity} of ${metric} in month ${at}, ${region}`,
    act: (books) => books.use(name, [metric, dayOf(at), quantity, { region }]),
  }));

const drop: fc.Arbitrary<Step> = id.map((name) => ({
  told: `drop ${name}`,
  act: (books) => books.use(name, undefined),
}));

const send: fc.Arbitrary<Step> = fc.tuple(month, fc.constantFrom("own", "own", "cut")).map(([at, which]) => ({
  told: `send ${which} of month ${at}`,
  act(books) {
    const draft = which === "own" ? books.draft(dayOf(at)) : books.cut(dayOf(at));
    if (draft !== undefined && !isClosed(books, draft.billing_period.start)) books.send(draft);
  },
}));

const settle: fc.Arbitrary<Step> = fc.constant({
  told: "send what is corrected after the last period",
  act(books: Books) {
    const draft = books.correction();
    if (draft !== undefined) books.send(draft);
  },
});

const cancel: fc.Arbitrary<Step> = fc.nat({ max: 9 }).map((pick) => ({
  told: `cancel ${pick}`,
  act(books) {
    const live = books.invoices.filter(({ status }) => status === "sent");
    const one = live[pick % Math.max(1, live.length)];
    if (one !== undefined) books.cancel(one.number);
  },
}));

const publish: fc.Arbitrary<Step> = fc
  .tuple(priced, fc.constantFrom("2026-01-01", "2026-01-16", "2026-02-01", "2026-03-10"))
  .map(([[rules, above], date]) => ({
    told: `publish from ${date}: ${rules.length} rules, ${JSON.stringify(above)}`,
    act(books) {
      // Versions take effect in their order.
      const [, from = date] = [date, books.from()].sort();
      books.publish([from, rules, above]);
    },
  }));

/** A contract's first prices, and all that happens to it. */
export interface Life {
  readonly contract: object;
  readonly first: Priced;
  readonly grants: readonly string[];
  readonly steps: readonly Step[];
  /** Those that can have invoices; after the last of them, or in it, nothing is closed. */
  readonly months: readonly number[];
}

export const life: fc.Arbitrary<Life> = fc
  .record({
    money,
    negative_invoice: fc.constantFrom("carry_forward", "credit_note"),
    ends: fc.boolean(),
    first: priced,
    grants: fc.array(fc.constantFrom("3", "10"), { maxLength: 2 }),
    steps: fc.array(fc.oneof(use, use, use, use, drop, send, send, send, settle, cancel, publish), {
      maxLength: 30,
      size: "max",
    }),
  })
  .map(({ money: own, negative_invoice, ends, ...rest }) => ({
    ...rest,
    contract: { ...own, negative_invoice, end_date: ends ? "2026-05-01" : null },
    months: ends ? [0, 1, 2, 3] : [0, 1, 2, 3, 4],
  }));

/** The books of a life, as they are in the end. */
export function lead({ contract, first: [rules, above], grants, steps }: Life): Books {
  const books = openBooks([[null, rules, above]], contract);
  for (const [at, amount] of grants.entries()) books.grant(`g${at}`, amount);
  for (const { act } of steps) act(books);
  return books;
}

export function isClosed({ invoices }: Books, start: string): boolean {
  return invoices.some(({ type, billing_period }) => type === undefined && billing_period.start === start);
}
