import { type CsvColumn, type CsvRow, csvText } from "./csvText.ts";
import { type Fields, fieldsOf, missing, refuseUnknown } from "./fields.ts";
import type { FocusRow } from "./focusRow.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse, type IssuesAt, issuesAt, resultOf } from "./issuesAt.ts";
import { decimalReaderOf, type LongDecimalReader } from "./longDecimals.ts";
import { readInput, smallDocument } from "./readInput.ts";
import { readList } from "./readList.ts";

/** What a column holds; with `|null`, which may be null. */
type Holds<T> = null extends T ? "text|null" | "number|null" : "text" | "number";

/** Every column, in alphabetical order, and what it holds. */
const holds: { readonly [column in keyof FocusRow]: Holds<FocusRow[column]> } = {
  BilledCost: "number",
  BillingAccountId: "text",
  BillingAccountName: "text",
  BillingCurrency: "text",
  BillingPeriodEnd: "text",
  BillingPeriodStart: "text",
  ChargeCategory: "text",
  ChargeClass: "text|null",
  ChargeDescription: "text",
  ChargeFrequency: "text",
  ChargePeriodEnd: "text",
  ChargePeriodStart: "text",
  ConsumedQuantity: "number|null",
  ConsumedUnit: "text|null",
  ContractedCost: "number",
  EffectiveCost: "number",
  InvoiceId: "text",
  InvoiceIssuerName: "text",
  ListCost: "number|null",
  ListUnitPrice: "number|null",
  PricingQuantity: "number|null",
  PricingUnit: "text|null",
  ProviderName: "text",
  PublisherName: "text",
  ServiceCategory: "text",
  ServiceName: "text",
  SkuId: "text|null",
  SkuPriceId: "text|null",
  Tags: "text|null",
};
const columns: readonly CsvColumn[] = Object.entries(holds).map(([name, kind]) => ({
  name,
  holds: kind.startsWith("text") ? "text" : "number",
}));
/** What names of columns begin with that are none of FOCUS's own. */
const ownPrefix = "x_";
/** Most of these: every row has a cell in each. */
const mostOwn = 100;

/** Most rows in one text. */
const mostRows = 1_000_000;

/**
 * Writes rows of `toFocusRows`, of one invoice or of many, as comma-separated values (RFC 4180): a header with the names of the
 * columns in alphabetical order, and a line for each row. Null is an empty cell; text that would be a formula is defused as in `toCsv`.
 * Columns of the caller's own, `x_…`, hold text and come after the others, in the order in which they are met.
 *
 * @param rows - at most a million, with at most 100 columns `x_…`
 * @returns the text, or every issue with a path such as `$[3].BilledCost`: `field_unknown` for a column that is neither FOCUS's nor
 * `x_…`, `field_missing` where one is null that must not be
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
  const own = new Set<string>();
  readList(rows, mostRows, at, (row, place, isOfText) => {
    const read = rowOf(row, place, decimalReaderOf(row, isOfText), own);
    if (read !== undefined) cells.push(read);
  });
  if (at.issues.length > 0) return resultOf<string>(at, undefined);
  const others = [...own].map((name): CsvColumn => ({ name, holds: "text" }));
  return resultOf(at, csvText([...columns, ...others], cells));
}

/** Adds the names of the row's own columns to those that were met before. */
function rowOf(row: unknown, at: IssuesAt, decimal: LongDecimalReader, own: Set<string>): CsvRow | undefined {
  const copy = readInput(row, at, smallDocument);
  const fields = copy && fieldsOf(copy.value, at);
  if (fields === undefined) return undefined;
  const others = fields.names.filter((name) => name.startsWith(ownPrefix));
  refuseUnknown(fields, Object.keys(holds), others);
  for (const name of others) own.add(name);
  if (own.size > mostOwn)
    return addIssue(
      at,
      "input_too_large",
      `must not have more columns: at most ${mostOwn} of all rows begin with ${ownPrefix}`,
    );
  const standard = Object.entries(holds).map(([name, kind]): [string, string | null] => {
    if (fields.get(name) === undefined && !kind.endsWith("|null")) missing(fields, name);
    return [name, kind.startsWith("text") ? textOf(fields, name) : numberOf(fields, name, decimal)];
  });
  return Object.fromEntries([...standard, ...others.map((name) => [name, textOf(fields, name)] as const)]);
}

function textOf(fields: Fields, name: string): string | null {
  const value = fields.get(name);
  if (value === undefined || typeof value === "string") return value ?? null;
  return addIssue(fields.below(name), "field_type", `must be text or null, got ${glimpse(value)}`) ?? null;
}

function numberOf(fields: Fields, name: string, decimal: LongDecimalReader): string | null {
  const value = fields.get(name);
  if (typeof value === "number") return decimal(value, fields.below(name)) ?? null;
  if (value === undefined || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)))
    return value ?? null;
  const message = `must be decimal text or null, got ${glimpse(value)}`;
  return addIssue(fields.below(name), "field_type", message) ?? null;
}
