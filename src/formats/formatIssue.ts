// What a converter says of data that it cannot convert: the codes of the front door, and a closed list of its own.
import type { IssueCode } from "../index.ts";

/** Every code that a converter adds to `issueCodes`, grouped by what it is about. */
export const formatIssueCodes = [
  // any document
  "input_too_large",
  "option_missing",
  "value_conflict",
  // events
  "customer_unmapped",
  "metric_unmapped",
  "property_conflict",
  "timestamp_ambiguous",
  "specversion_unsupported",
  "content_unsupported",
  // prices
  "price_not_expressible",
  "currency_ambiguous",
  // invoices
  "invoice_inconsistent",
  "amount_not_expressible",
  "tax_not_expressible",
] as const;

/** One of the codes in `formatIssueCodes`. */
export type FormatIssueCode = (typeof formatIssueCodes)[number];

/** One thing that keeps a document from being converted. */
export interface FormatIssue {
  /** What kind of problem it is; match on this. */
  readonly code: IssueCode | FormatIssueCode;
  /** Where in the document that was given, in its own words: `payload.value`, `$[3].data`; empty for the whole. */
  readonly path: string;
  /** What was found and what would be right; for people, not for matching. */
  readonly message: string;
}

/** A value, or every issue that kept it from being one (never an empty list, never more than 100). */
export type FormatResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly FormatIssue[] };
