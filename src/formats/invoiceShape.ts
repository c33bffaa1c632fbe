// What converters read of an invoice.
import type { Invoice, LineItem } from "../index.ts";
import type { Shape } from "./readShape.ts";

type Lists = "discounts" | "credits" | "taxes";

/** A line whose lists are there, if empty. */
export type CheckedLine = Omit<LineItem, Lists> & { readonly [list in Lists]-?: NonNullable<LineItem[list]> };

/** An invoice that has been read: amounts are canonical text, lists are there, sums are right. */
export type CheckedInvoice = Omit<Invoice, "line_items" | "taxes" | "carried"> & {
  readonly line_items: readonly CheckedLine[];
  readonly taxes: NonNullable<Invoice["taxes"]>;
  readonly carried: NonNullable<Invoice["carried"]>;
};

const days: Shape = { start: "day", end: "day" };

const step: Shape = {
  kind: "text",
  amount: "decimal",
  quantity: "decimal?",
  unit_price: "decimal?",
  flat_amount: "decimal?",
  packages: "decimal?",
  package_size: "decimal?",
  divide_by: "decimal?",
};

const line: Shape = {
  description: "text",
  quantity: "decimal",
  unit_price: "decimal|null",
  amount: "decimal",
  exact_amount: "decimal",
  rule_id: "text|null",
  version: "count",
  kind: "text?",
  group: "values?",
  service_period: { one: days, optional: true },
  refers_to: { one: { invoice: "text", billing_period: { one: days } }, optional: true },
  steps: { many: step },
  shared: { one: { steps: { many: step } }, optional: true },
  discounts: { many: { discount: "text", amount: "decimal" } },
  credits: { many: { grant: "text", amount: "decimal" } },
  taxes: { many: { tax: "text", amount: "decimal" } },
};

export const invoiceShape: Shape = {
  number: "text",
  type: "text?",
  contract: "text",
  status: "text",
  currency: "text",
  subtotal: "decimal",
  discount_total: "decimal?",
  credit_total: "decimal?",
  tax: "decimal",
  total: "decimal",
  amount_paid: "decimal?",
  billing_period: { one: days },
  issued_date: "day",
  due_date: "day",
  line_items: { many: line },
  taxes: {
    many: {
      tax: "text",
      name: "text",
      rate: "decimal",
      inclusive: "flag",
      period_start: "day",
      taxable_amount: "decimal",
      amount: "decimal",
    },
  },
  carried: { many: { invoice: "text", amount: "decimal" } },
  credit_note: { one: { number: "text", amount: "decimal" }, optional: true },
};
