import { calendarOf } from "../calendar/billingCalendar.ts";
import { parseDay } from "../calendar/day.ts";
import { parseContract } from "../intake/parseContract.ts";
import { parsePricingProgram } from "../intake/parsePricingProgram.ts";
import { readEntry } from "../intake/parseUsageBatch.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import type { Charge, EventOutcome } from "../model/charge.ts";
import type { Invoice } from "../model/invoice.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Issue, Result } from "../model/result.ts";
import type { Terms } from "../model/terms.ts";
import { createRater } from "../rating/createRater.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import { refusedOutcome } from "./refusedOutcome.ts";

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
  if (typeof input !== "object" || input === null) return refused("", "must be an object");
  const terms = readTerms(input);
  if (!terms.ok) return terms;
  if (!isIterable(input.events)) return refused("events", "must be a list of usage events");
  const day = typeof input.at === "string" ? parseDay(input.at) : undefined;
  if (day === undefined) {
    const message = `must be an existing day such as "2026-03-31", got ${JSON.stringify(input.at) ?? "nothing"}`;
    return { ok: false, issues: [{ code: "date_invalid", path: "at", message }] };
  }
  const period = calendarOf(terms.value.contract).periodOn(day);
  if (period === undefined) {
    const message = `must be a day of the contract, no billing period holds ${input.at}`;
    return { ok: false, issues: [{ code: "period_unknown", path: "at", message }] };
  }
  const { charges, outcomes } = rateAll(terms.value, input.events);
  return { ok: true, value: { invoice: draftInvoice(terms.value, charges, period.period), outcomes } };
}

function readTerms({ contract, programs }: PreviewInput): Result<Terms> {
  const parsed = parseContract(contract);
  const issues: Issue[] = parsed.ok ? [] : parsed.issues.map((issue) => under("contract", issue));
  const versions: PricingProgram[] = [];
  if (!Array.isArray(programs)) {
    issues.push({ code: "field_type", path: "programs", message: "must be an array of pricing programs" });
    return { ok: false, issues };
  }
  for (const [at, program] of programs.entries()) {
    const version = parsePricingProgram(program);
    if (version.ok) versions.push(version.value);
    else issues.push(...version.issues.map((issue) => under(`programs[${at}]`, issue)));
  }
  if (!parsed.ok || issues.length > 0) return { ok: false, issues };
  return resolveTerms({ ...parsed.value, status: "active" }, versions);
}

function refused(path: string, message: string): Result<never> {
  return { ok: false, issues: [{ code: "field_type", path, message }] };
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function under(path: string, issue: Issue): Issue {
  return { ...issue, path: issue.path === "" ? path : `${path}.${issue.path}` };
}

function rateAll(terms: Terms, events: Iterable<unknown>): { charges: Charge[]; outcomes: EventOutcome[] } {
  const rater = createRater(terms);
  const charges: Charge[] = [];
  const outcomes: EventOutcome[] = [];
  for (const event of events) {
    const { event_id, parsed } = readEntry(event);
    if (!parsed.ok) {
      outcomes.push(refusedOutcome(event_id, parsed.issues));
      continue;
    }
    const rated = rater.rate(parsed.value);
    outcomes.push(rated.outcome);
    charges.push(...rated.charges);
  }
  return { charges, outcomes };
}
