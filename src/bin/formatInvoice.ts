// An invoice as a table for people.
import type { Contract, Invoice, LineItem } from "../index.ts";
import { alignDecimals, alignText, padFraction } from "./alignCells.ts";
import { describeStep, tellingSteps } from "./describeStep.ts";
import { printable } from "./printable.ts";

interface Row {
  readonly text: string;
  readonly quantity?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly amount: string;
}

/** @param digits - what an amount has at least after the point; steps are exact and may have more */
export function formatInvoice(invoice: Invoice, contract: Contract, digits: number): string {
  const { billing_period: period } = invoice;
  const head = [
    `Invoice ${invoice.number} (${invoice.status})`,
    `${contract.customer_name}, contract ${invoice.contract}`,
    `${period.start} to ${period.end}, issued ${invoice.issued_date}, due ${invoice.due_date}, in ${invoice.currency}`,
  ];
  const lines = invoice.line_items.flatMap((item) => rowsOf(item, invoice));
  const sums = sumsOf(invoice);
  const [columns = "", ...table] = formatRows([...lines, ...sums], digits);
  const rule = "-".repeat(Math.max(columns.length, ...table.map((row) => row.length)));
  const body = [columns, rule, ...table.slice(0, lines.length), ...(lines.length > 0 ? [rule] : [])];
  return [...head.map(printable), "", ...body, ...table.slice(lines.length), ""].join("\n");
}

/** Everything between the lines and the total; a tax that is included stands below it, as it adds nothing. */
function sumsOf({ subtotal, discount_total, tax, taxes = [], total }: Invoice): Row[] {
  const taxRows = taxes.map(({ name, inclusive, amount }) => ({ text: name, inclusive, amount }));
  const added = taxRows.filter(({ inclusive }) => !inclusive);
  return [
    { text: "Subtotal", amount: subtotal },
    ...(discount_total === undefined ? [] : [{ text: "Discounts", amount: opposite(discount_total) }]),
    ...(added.length === 0 ? [{ text: "Tax", amount: tax }] : added),
    { text: "Total", amount: total },
    ...taxRows
      .filter(({ inclusive }) => inclusive)
      .map(({ text, amount }) => ({ text: `includes ${text}`, amount })),
  ];
}

function opposite(amount: string): string {
  if (amount === "0") return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** A line, and below it how its amount came about. */
function rowsOf(item: LineItem, { line_items }: Pick<Invoice, "line_items">): Row[] {
  const { quantity, unit_price, amount, exact_amount, rule_id } = item;
  // Of a rule whose terms changed within the period, each line says which terms it is of.
  const alone = line_items.every((other) => other.rule_id !== rule_id || other.version === item.version);
  const named = `${item.description}${describeGroup(item)}`;
  const text = alone ? named : `${named} (version ${item.version})`;
  const told = tellingSteps(item).map((step, at, steps) => ({
    text: `  ${describeStep(step, steps[at - 1])}`,
    quantity: step.quantity,
    unitPrice: step.unit_price,
    amount: step.amount,
  }));
  // A single step shows the exact amount already.
  const rounded = exact_amount === amount || told.length === 1 ? [] : [beforeRounding(exact_amount)];
  const line = { text, quantity, unitPrice: unit_price ?? undefined, amount };
  return [line, ...told, ...rounded, ...sharedRows(item, line_items)];
}

function describeGroup({ group }: LineItem): string {
  if (group === undefined) return "";
  return `, ${Object.values(group)
    .map((value) => value ?? "other")
    .join(", ")}`;
}

/** Below the last line of groups that one ladder prices: what was shared out. */
function sharedRows(item: LineItem, lines: readonly LineItem[]): Row[] {
  const { shared, rule_id, version } = item;
  const last = lines.filter((other) => other.rule_id === rule_id && other.version === version).at(-1);
  if (shared === undefined || item !== last) return [];
  const { group: _group, shared: _shared, ...plain } = item;
  return rowsOf(
    { ...plain, ...shared, description: `  ${item.description} in all`, unit_price: null },
    { line_items: [] },
  );
}

function beforeRounding(amount: string): Row {
  return { text: "  before rounding", amount };
}

/** The rows under their heads, without blanks at the ends. */
function formatRows(rows: readonly Row[], digits: number): string[] {
  const columns = [
    alignText(["", ...rows.map(({ text }) => printable(text))]),
    alignDecimals(
      "Quantity",
      rows.map(({ quantity = "" }) => quantity),
    ),
    alignDecimals(
      "Unit price",
      rows.map(({ unitPrice = "" }) => unitPrice),
    ),
    alignDecimals(
      "Amount",
      rows.map(({ amount }) => padFraction(amount, digits)),
    ),
  ];
  return ["", ...rows].map((_, at) =>
    columns
      .map((cells) => cells[at] ?? "")
      .join("  ")
      .trimEnd(),
  );
}
