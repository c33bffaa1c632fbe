import { calendarOf, dayIn } from "../calendar/billingCalendar.ts";
import { add, below, type Findings } from "../intake/findings.ts";
import { readContract } from "../intake/parseContract.ts";
import { parseDocument } from "../intake/parseDocument.ts";
import { readPricingProgram } from "../intake/parsePricingProgram.ts";
import { readArray, readDate, readObject, refuseUnknown } from "../intake/readField.ts";
import type { EventOutcome } from "../model/charge.ts";
import type { Invoice } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import { mostIssues, type Result } from "../model/result.ts";
import type { Terms } from "../model/terms.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import { createRater } from "../session/createRater.ts";
import { rateInputs } from "./rateInputs.ts";

/** Unchecked documents, and the day whose billing period is wanted. */
export interface PreviewInput {
  readonly contract: unknown;
  /** Versions of the contract's program, in any order. */
  readonly programs: readonly unknown[];
  readonly events: Iterable<unknown>;
  /** A local day, `YYYY-MM-DD`. */
  readonly at: string;
}

/** What the invoice would be, and what became of each event. */
export interface Preview {
  readonly invoice: Invoice;
  readonly outcomes: readonly EventOutcome[];
}

/**
 * What the invoice of the period that holds a day would be: from unchecked documents to the draft in one
 * pure call.
 *
 * Events of all periods are taken and rated; only the one period is drafted. An event that is wrong is
 * rejected in its outcome and keeps nothing else from it. The contract's status is of no account, so an
 * offer can be previewed before it is signed.
 *
 * @param input - a contract, its program versions, events, and the day
 * @returns the draft and one outcome for each event, or every issue of the contract, the programs and the day
 *
 * @example
 * const { invoice, outcomes } = expectOk(previewInvoice({
 *   contract: {
 *     id: "acme-corp-2026", customer_name: "Acme Corp", status: "active", currency: "USD",
 *     billing_cadence: "monthly", metrics: ["revenue_amount_invoiced"],
 *   },
 *   programs: [{
 *     contract: "acme-corp-2026", version: 1,
 *     rules: [{ name: "Usage Fee", type: "usage", model: "percentage", rate: 0.05, metric: "revenue_amount_invoiced" }],
 *   }],
 *   events: [{
 *     external_contract_id: "acme-corp-2026", event_id: "evt-1", metric: "revenue_amount_invoiced",
 *     quantity: 10000, timestamp: "2026-03-25T12:00:00Z",
 *   }],
 *   at: "2026-03-31",
 * }));
 * [invoice.number, invoice.total, outcomes[0].status]; // => ["INV-2026-003", "500", "accepted"]
 */
export function previewInvoice(input: PreviewInput): Result<Preview> {
  return parseDocument(input, readPreview);
}

const known: ReadonlySet<string> = new Set(["contract", "programs", "events", "at"]);

function readPreview(input: unknown, findings: Findings): Preview | undefined {
  const fields = readObject(input, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, known, findings);
  const terms = readTerms(fields, findings);
  const at = readDate(fields.get("at"), below(findings, "at"));
  const events = fields.get("events");
  if (!isIterable(events))
    return add(below(findings, "events"), "field_type", "must be a list of usage events");
  if (terms === undefined || at === undefined) return undefined;
  const period = calendarOf(terms.contract).periodOn(dayIn(at));
  if (period === undefined) {
    return add(
      below(findings, "at"),
      "period_unknown",
      `must be a day of the contract, no billing period holds ${at}`,
    );
  }
  const rater = createRater(terms);
  const outcomes = rateInputs(rater, events);
  return { invoice: rater.draft(period.period), outcomes };
}

/** The terms of the documents; undefined once their issues have been told. */
function readTerms(fields: Map<string, unknown>, findings: Findings): Terms | undefined {
  // A list of their own: one that is full already would not show whether anything is wrong with them.
  const own: Findings = { path: findings.path, issues: [] };
  const contract = readContract(fields.get("contract"), below(own, "contract"));
  const programs = readArray(fields.get("programs"), below(own, "programs")) ?? [];
  const versions: PricingProgram[] = [];
  for (const [at, program] of programs.entries()) {
    const version = readPricingProgram(program, below(below(own, "programs"), at));
    if (version !== undefined) versions.push(version);
  }
  if (contract !== undefined && own.issues.length === 0) {
    const terms = resolveTerms({ ...contract, status: "active" }, versions);
    if (terms.ok) return terms.value;
    own.issues.push(...terms.issues);
  }
  findings.issues.push(...own.issues.slice(0, mostIssues - findings.issues.length));
  return undefined;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
