// What an invoice holds beside its lines and sums: facts, its taxes, its moves.
import type { Invoice } from "../index.ts";
import { percentOf } from "./formatNumber.ts";
import { spanOf } from "./lineRows.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Said at the head of a page already. */
  readonly isAbove?: true;
  /** It may be long. */
  readonly isWide?: true;
}

/** A table of its own. */
export interface SideTable {
  readonly title: string;
  readonly columns: readonly SideColumn[];
  readonly rows: readonly (readonly string[])[];
}

export interface SideColumn {
  readonly head: string;
  /** Whether it holds amounts of money. */
  readonly isAmount?: true;
}

export function invoiceFacts(invoice: Invoice): Fact[] {
  const { type, paid_date, metrics } = invoice;
  return [
    { label: "Status", value: invoice.status, isAbove: true },
    ...(type === undefined ? [] : [{ label: "Type", value: type }]),
    { label: "Contract", value: invoice.contract },
    { label: "Period", value: spanOf(invoice.billing_period) },
    { label: "Issued", value: invoice.issued_date },
    { label: "Due", value: invoice.due_date, isAbove: true },
    ...(paid_date === null ? [] : [{ label: "Paid on", value: paid_date }]),
    { label: "Currency", value: invoice.currency },
    ...(metrics.length === 0 ? [] : [{ label: "Metrics", value: metrics.join(", "), isWide: true as const }]),
  ];
}

/** The taxes and the moves, where there are any. */
export function sideTables({ taxes = [], history = [] }: Invoice): SideTable[] {
  const tables: SideTable[] = [
    {
      title: "Taxes",
      columns: [
        { head: "Tax" },
        { head: "Id" },
        { head: "Rate" },
        { head: "Period from" },
        { head: "In the prices" },
        { head: "On", isAmount: true },
        { head: "Amount", isAmount: true },
      ],
      rows: taxes.map(({ name, tax, rate, period_start, inclusive, taxable_amount, amount }) => {
        return [name, tax, percentOf(rate), period_start, inclusive ? "yes" : "no", taxable_amount, amount];
      }),
    },
    {
      title: "History",
      columns: [
        { head: "Status" },
        { head: "At" },
        { head: "Payment" },
        { head: "Paid on" },
        { head: "Amount", isAmount: true },
      ],
      rows: history.map(({ status, at, payment }) => {
        return [status, at, payment?.id ?? "", payment?.date ?? "", payment?.amount ?? ""];
      }),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
