// Invoices that have everything: one that is written by hand, with every field that there is, and some from the life of an engine.
import type { Invoice, LineItem, Step } from "../../src/index.ts";
import { openAcme, use } from "../engine/acme.ts";

type Whole<T> = { readonly [field in keyof T]-?: Exclude<T[field], undefined> };

const transform: Whole<
  Pick<Step, "kind" | "cell" | "quantity" | "divide_by" | "round" | "scale" | "result" | "amount">
> = {
  ...{ kind: "transform", cell: { region: "cell-eu" }, quantity: "1001.5", divide_by: "1002", round: "up" },
  ...{ scale: 3, result: "1003.25", amount: "0" },
};
const tier: Whole<
  Pick<
    Step,
    | "kind"
    | "quantity"
    | "packages"
    | "package_size"
    | "unit_price"
    | "flat_amount"
    | "maximum_amount"
    | "up_to"
    | "amount"
  >
> = {
  ...{ kind: "tier", quantity: "1004.5", packages: "1005", package_size: "1006.5", unit_price: "1007.25" },
  ...{ flat_amount: "1008.5", maximum_amount: "1009.5", up_to: "1010.5", amount: "1011.125" },
};
const adjusted: readonly Step[] = [
  { kind: "discount", percent: "0.1235", amount: "-1012.5" },
  { kind: "minimum", limit: "1013.5", amount: "1014.5" },
  { kind: "prorated", elapsed: ["1015", "1016"], of: "1017", quantity: "1", amount: "1018.5" },
];

const period = { start: "2026-03-01", end: "2026-03-31" };

const usage: Whole<LineItem> = {
  kind: "correction",
  description: "Name of usage",
  quantity: "1020.5",
  unit_price: "1021.75",
  amount: "1022.5",
  rule_id: "rule-of-usage",
  group: { property_of_group: "value-of-group", other_property: null },
  version: 1023,
  service_period: { start: "2026-03-05", end: "2026-03-09" },
  refers_to: { invoice: "INV-REFERRED", billing_period: { start: "2026-01-01", end: "2026-01-30" } },
  exact_amount: "1022.504",
  steps: [transform, tier, ...adjusted],
  shared: {
    quantity: "1024.5",
    exact_amount: "1025.5049",
    amount: "1025.5",
    steps: [{ kind: "unit", quantity: "1026.5", unit_price: "1027.25", amount: "1028.5" }],
  },
  discounts: [{ discount: "discount-of-line", amount: "1029.5" }],
  credits: [{ grant: "grant-of-line", amount: "1030.5" }],
  taxes: [{ tax: "tax-of-line", amount: "1031.5" }],
};

/** Every field that an invoice can have, each with a value of its own. Its sums do not add up. */
export const wholeInvoice: Whole<Invoice> = {
  object: "invoice",
  number: "INV-2026-003-C1",
  type: "correction",
  contract: "id-of-contract",
  status: "partial",
  subtotal: "1040.5",
  discount_total: "1041.5",
  credit_total: "1042.5",
  tax: "1050.5",
  total: "1044.5",
  currency: "USD",
  billing_period: period,
  issued_date: "2026-04-02",
  due_date: "2026-04-16",
  paid_date: "2026-04-15",
  metrics: ["metric-one", "metric-two"],
  line_items: [
    usage,
    {
      ...{
        kind: "true_up",
        description: "Name of commitment",
        quantity: "1",
        unit_price: null,
        amount: "1045.5",
      },
      ...{ rule_id: null, version: 1046, exact_amount: "1045.5" },
      steps: [{ kind: "true_up", limit: "1047.5", amount: "1045.5" }],
    },
  ],
  taxes: [
    {
      ...{
        tax: "id-of-tax",
        name: "Name of tax",
        rate: "0.0825",
        inclusive: false,
        period_start: "2026-03-02",
      },
      ...{ taxable_amount: "1049.5", amount: "1050.5" },
    },
    {
      ...{ tax: "id-of-inner", name: "Name of inner tax", rate: "0.19", inclusive: true },
      ...{ period_start: "2026-03-03", taxable_amount: "1051.5", amount: "1052.5" },
    },
  ],
  carried: [
    { invoice: "INV-CARRIED", amount: "-1053.5" },
    { invoice: "INV-2026-003-C1", amount: "1054.5" },
  ],
  credit_note: { object: "credit_note", number: "INV-2026-003-C1-CN", amount: "1055.5" },
  amount_paid: "1056.5",
  history: [
    { status: "sent", at: "2026-04-02T09:00:00.000Z" },
    {
      ...{ status: "partial", at: "2026-04-15T09:00:00.000Z" },
      payment: { id: "id-of-payment", amount: "1057.5", date: "2026-04-14" },
    },
  ],
};

const tiers = [
  { up_to: "100", unit_amount: "1", flat_amount: "5" },
  { up_to: "500", unit_amount: "0.8125" },
  { up_to: null, unit_amount: "0.333", maximum_amount: "4000" },
];
const usageOf = (id: string, terms: object): object => ({
  ...{ id, name: `Name of ${id}`, type: "usage", metric: "calls" },
  ...terms,
});
const cells = [
  { when: { region: "eu" }, unit_amount: "0.0125" },
  { when: { region: "us" }, package_size: "100", package_amount: "1.5" },
];

/** A price list with most that a rule can have. */
const rules = [
  {
    id: "platform",
    name: "Platform",
    type: "subscription",
    model: "flat",
    amount: "310",
    frequency: "monthly",
    proration: "day",
  },
  usageOf("tiered", {
    ...{ model: "tiered", tiers_mode: "graduated", tiers, included_quantity: "10" },
    ...{
      discounts: [{ percent: "0.075" }, { amount: "3" }],
      minimum_amount: "50",
      maximum_amount: "800",
      monthly_cap: "700",
    },
  }),
  usageOf("volume", {
    ...{ model: "tiered", tiers_mode: "volume", tiers, group_by: ["region"], group_ladder: "shared" },
    quantity_transform: { divide_by: "3", round: "up", scale: 1 },
  }),
  usageOf("groups", { model: "per_unit", unit_amount: "0.0017", group_by: ["region"] }),
  usageOf("matrix", { model: "matrix", dimensions: ["region"], cells, default: { unit_amount: "0.5" } }),
  usageOf("clock", {
    ...{ model: "time_of_day", default: { unit_amount: "0.01" } },
    windows: [
      { from: "08:00", to: "18:00", weekdays: ["mon", "tue", "wed", "thu", "fri"], unit_amount: "0.02" },
    ],
  }),
  usageOf("packages", { model: "package", package_size: "250", package_amount: "4.2", round: "nearest" }),
  usageOf("share", {
    model: "percentage",
    rate: "0.015",
    fixed_amount: "0.25",
    free_events: 1,
    per_event_minimum: "1",
    per_event_maximum: "6",
  }),
];

const above = {
  discounts: [
    { id: "loyal", name: "Loyalty", percent: "0.05" },
    { id: "start", amount: "20", rules: ["tiered"] },
  ],
  minimum_commitment: { name: "Least", amount: "2500" },
  taxes: [
    { id: "vat", name: "VAT", rate: "0.19", rounding: "line" },
    { id: "city", name: "City tax", rate: "0.025", inclusive: true, rules: ["platform"] },
  ],
};

/** A final invoice with a payment, the draft after it with a correction and a credit, and one that is below zero. */
export async function livedInvoices(): Promise<Invoice[]> {
  const acme = await openAcme({ rules, above, now: "2026-02-02T09:00:00Z" });
  await acme.engine.grantCredit({ contract: "acme", id: "welcome", amount: "75.50" });
  const region = (name: string): object => ({ properties: { region: name } });
  await acme.submit(
    use("a", "321.5", "2026-01-05", region("eu")),
    use("b", "140.25", "2026-01-05T23:00:00Z", region("us")),
    use("c", "77", "2026-01-18", region("asia")),
  );
  await acme.engine.finalizeInvoice("INV-2026-001");
  const paid = await acme.engine.recordPayment("INV-2026-001", {
    id: "wire-1",
    amount: "100",
    date: "2026-02-01",
  });
  await acme.submit(
    use("d", "600", "2026-02-03", region("eu")),
    use("late", "250", "2026-01-30", region("us")),
  );
  const second = await acme.engine.getInvoice("INV-2026-002");
  await acme.engine.voidUsage("a");
  await acme.engine.voidUsage("b");
  await acme.engine.voidUsage("late");
  const third = await acme.engine.getInvoice("INV-2026-002");
  return [paid, second, third, await below()];
}

/** An invoice below zero, which carries the rest on. */
async function below(): Promise<Invoice> {
  const acme = await openAcme({ now: "2026-02-02T09:00:00Z" });
  await acme.submit(use("a", "50", "2026-01-05"));
  await acme.engine.finalizeInvoice("INV-2026-001");
  await acme.engine.voidUsage("a");
  return acme.engine.getInvoice("INV-2026-002");
}
