import { type CsvColumn, type CsvRow, csvText } from "./csvText.ts";
import { fieldsOf } from "./fields.ts";
import type { FocusRow } from "./focusRow.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse, type IssuesAt, issuesAt, issuesBelow, resultOf } from "./issuesAt.ts";
import { decimalReaderOf, type LongDecimalReader } from "./longDecimals.ts";
import { readInput, smallDocument } from "./readInput.ts";
import { readList } from "./readList.ts";

/** Every column, in alphabetical order, and what it holds. */
const holds: { readonly [column in keyof FocusRow]: CsvColumn["holds"] } = {
  BilledCost: "number",
  BillingAccountId: "text",
  BillingAccountName: "text",
  BillingCurrency: "text",
  BillingPeriodEnd: "text",
  BillingPeriodStart: "text",
  ChargeCategory: "text",
  ChargeClass: "text",
  ChargeDescription: "text",
  ChargeFrequency: "text",
  ChargePeriodEnd: "text",
  ChargePeriodStart: "text",
  ConsumedQuantity: "number",
  ConsumedUnit: "text",
  ContractedCost: "number",
  EffectiveCost: "number",
  InvoiceId: "text",
  InvoiceIssuerName: "text",
  ListCost: "number",
  ListUnitPrice: "number",
  PricingQuantity: "number",
  PricingUnit: "text",
  ProviderName: "text",
  PublisherName: "text",
  ServiceCategory: "text",
  ServiceName: "text",
  SkuId: "text",
  SkuPriceId: "text",
  Tags: "text",
};
const columns: readonly CsvColumn[] = Object.entries(holds).map(([name, kind]) => ({ name, holds: kind }));

/** Most rows in one text. */
const mostRows = 1_000_000;

/**
 * Writes rows of `toFocusRows`, of one invoice or of many, as comma-separated values (RFC 4180): a header with the names of the
 * columns in alphabetical order, and a line for each row. Null is an empty cell; text that would be a formula is defused as in `toCsv`.
 *
 * @param rows - at most a million
 * @returns the text, or every issue with a path such as `$[3].BilledCost`
 *
 * @example
 * const contract = {
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * };
 * const { invoice } = expectOk(previewInvoice({
 *   contract, events: [], at: "2026-03-31", programs: [{ contract: "acme", version: 1, rules: [
 *     { name: "Platform", type: "subscription", model: "flat", amount: "20", frequency: "monthly" },
 *   ] }],
 * }));
 * const rows = toFocusRows(invoice, { contract, issuer: "Example Inc" });
 * const csv = toFocusCsv(rows.ok ? rows.value : []);
 * csv.ok && csv.value.split("\r\n")[1].slice(0, 18); // => "20,acme,Acme,USD,2"
 */
export function toFocusCsv(rows: unknown): FormatResult<string> {
  const at = issuesAt();
  const cells: CsvRow[] = [];
  readList(rows, mostRows, at, (row, place, isOfText) => {
    const read = rowOf(row, place, decimalReaderOf(row, isOfText));
    if (read !== undefined) cells.push(read);
  });
  return resultOf(at, csvText(columns, cells));
}

function rowOf(row: unknown, at: IssuesAt, decimal: LongDecimalReader): CsvRow | undefined {
  const copy = readInput(row, at, smallDocument);
  const fields = copy && fieldsOf(copy.value, at);
  if (fields === undefined) return undefined;
  const cells = columns.map(({ name, holds: kind }): [string, string | null] => {
    const value = fields.get(name) ?? null;
    if (kind === "number" && typeof value === "number")
      return [name, decimal(value, issuesBelow(at, name)) ?? null];
    const isRight =
      value === null || (typeof value === "string" && (kind === "text" || /^-?\d+(\.\d+)?$/.test(value)));
    if (isRight) return [name, value];
    const wanted = kind === "text" ? "text" : "decimal text";
    addIssue(issuesBelow(at, name), "field_type", `must be ${wanted} or null, got ${glimpse(value)}`);
    return [name, null];
  });
  return Object.fromEntries(cells);
}
