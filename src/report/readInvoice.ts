// An invoice of this library or of its API as the one form that reports are made of: decimals are text, and what a report reads is there.
import { BillingError, type Contract, type Invoice } from "../index.ts";
import { readShape, type Shape } from "./readShape.ts";

const days: Shape = { start: "text", end: "text" };

const step: Shape = {
  kind: "text",
  cell: "cell?",
  quantity: "decimal?",
  divide_by: "decimal?",
  round: "text?",
  scale: "number?",
  result: "decimal?",
  package_size: "decimal?",
  packages: "decimal?",
  unit_price: "decimal?",
  flat_amount: "decimal?",
  maximum_amount: "decimal?",
  up_to: "decimal|null",
  percent: "text?",
  limit: "text?",
  elapsed: "texts?",
  of: "text?",
  amount: "decimal",
};
const steps = { shape: step, isList: true } as const;

const line: Shape = {
  kind: "text?",
  description: "text",
  quantity: "decimal",
  unit_price: "decimal|null",
  amount: "decimal",
  rule_id: "text|null",
  group: "values?",
  version: "number",
  service_period: { shape: days, optional: true },
  refers_to: { shape: { invoice: "text", billing_period: { shape: days } }, optional: true },
  exact_amount: "decimal",
  steps,
  shared: {
    shape: { quantity: "decimal", exact_amount: "decimal", amount: "decimal", steps },
    optional: true,
  },
  discounts: { shape: { discount: "text", amount: "decimal" }, isList: true, optional: true },
  credits: { shape: { grant: "text", amount: "decimal" }, isList: true, optional: true },
  taxes: { shape: { tax: "text", amount: "decimal" }, isList: true, optional: true },
};

const tax: Shape = {
  tax: "text",
  name: "text",
  rate: "decimal",
  inclusive: "flag",
  period_start: "text",
  taxable_amount: "decimal",
  amount: "decimal",
};

const move: Shape = {
  status: "text",
  at: "text",
  payment: { shape: { id: "text", amount: "decimal", date: "text" }, optional: true },
};

const invoice: Shape = {
  number: "text",
  type: "text?",
  contract: "text",
  status: "text",
  subtotal: "decimal",
  discount_total: "decimal?",
  credit_total: "decimal?",
  tax: "decimal",
  total: "decimal",
  currency: "text",
  billing_period: { shape: days },
  issued_date: "text",
  due_date: "text",
  paid_date: "text|null",
  metrics: "texts",
  line_items: { shape: line, isList: true },
  taxes: { shape: tax, isList: true, optional: true },
  carried: { shape: { invoice: "text", amount: "decimal" }, isList: true, optional: true },
  credit_note: { shape: { number: "text", amount: "decimal" }, optional: true },
  amount_paid: "decimal?",
  history: { shape: move, isList: true, optional: true },
};

/** Throws a `BillingError` for what is no invoice, or that of another contract, and for a number that may have lost digits. */
export function readInvoice(input: unknown, contract: Contract | undefined, path: string = ""): Invoice {
  // The shape is that of the type, field by field; only `object` is not there, which no report shows.
  const read = readShape(input, invoice, path) as unknown as Invoice;
  if (contract === undefined || contract.id === read.contract) return read;
  const message = `must be ${contract.id}, the contract that was given, got ${read.contract}`;
  const field = path === "" ? "contract" : `${path}.contract`;
  throw new BillingError([{ code: "contract_conflict", path: field, message }]);
}
