// What a period would come to under other prices: its stored usage, and what is added, rated anew by them.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { parsePricingProgram } from "../intake/parsePricingProgram.ts";
import type { BatchEntry } from "../intake/parseUsageBatch.ts";
import type { BillingHistory } from "../invoicing/billingHistory.ts";
import { draftInvoice } from "../invoicing/draftInvoice.ts";
import { periodOfLine } from "../invoicing/lineKey.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Contract } from "../model/contract.ts";
import { BillingError } from "../model/errors.ts";
import { expectOk } from "../model/expectOk.ts";
import { mostIssues } from "../model/result.ts";
import type { Terms } from "../model/terms.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import { createRater } from "../session/createRater.ts";
import type { Account } from "../store/billingStore.ts";
import { contentOf } from "./amendUsage.ts";
import { carriesOver } from "./carriesOver.ts";
import { periodsChangedBy } from "./correctedPeriods.ts";
import { type Desk, refusal } from "./desk.ts";
import { readGiven } from "./filters.ts";
import type { Preview } from "./previewInvoice.ts";
import { rateEntries } from "./rateEntries.ts";
import { firstPeriodOf } from "./readForDraft.ts";
import { supersededIn } from "./submitUsage.ts";

export async function previewPrices(
  desk: Desk,
  account: Account,
  period: CalendarPeriod,
  entries: readonly BatchEntry[],
  programs: unknown,
): Promise<Preview> {
  const { contract } = account;
  const terms = termsWith(contract, programs);
  const { start } = period.period;
  const corrected = correctedUnder(desk, account, terms);
  const first = carriesOver(terms.programs) ? "" : firstPeriodOf(contract, period);
  const from = [first, ...corrected].sort()[0] as string;
  const event_ids = entries.flatMap(({ parsed }) => (parsed.ok ? [parsed.value.event_id] : []));
  const snapshot = await desk.read(contract.id, { event_ids, from, to: start, include: ["events"] });
  const counted = snapshot.events.filter(
    ({ status, period_start }) => status !== "voided" && period_start >= from && period_start <= start,
  );
  const rater = createRater(terms, {
    object: "rating_state",
    contract: contract.id,
    totals: [],
    events: snapshot.events
      .filter((record) => !counted.includes(record))
      .map(({ event }) => [event.event_id, contentOf(event)]),
    closed_periods: [],
  });
  const stored = counted.flatMap(({ event }) => rater.rate(event).charges);
  const { charges, outcomes } = rateEntries(rater, entries, supersededIn(snapshot));
  const history = { ...leavingOut(account, start), corrected_periods: corrected };
  return { invoice: draftInvoice(terms, [...stored, ...charges], period.period, history), outcomes };
}

function termsWith(contract: Contract, programs: unknown): Terms {
  const given = readGiven(() => (Array.isArray(programs) ? [...programs] : undefined));
  if (given === undefined)
    throw refusal("field_type", "must be an array of versions of a price list", "programs");
  const parsed = given.map(parsePricingProgram);
  const issues = parsed.flatMap((program, at) =>
    program.ok ? [] : program.issues.map((issue) => ({ ...issue, path: pathIn(at, issue.path) })),
  );
  if (issues.length > 0) throw new BillingError(issues.slice(0, mostIssues));
  return expectOk(resolveTerms({ ...contract, status: "active" }, parsed.map(expectOk)));
}

function pathIn(at: number, path: string): string {
  return path === "" ? `programs[${at}]` : `programs[${at}].${path}`;
}

/** Where versions come after those that there are, the final periods to be corrected once they are published; other prices leave them alone. */
function correctedUnder(desk: Desk, account: Account, after: Terms): readonly string[] {
  const { programs, corrected_periods } = account;
  const [added] = after.programs.slice(programs.length);
  const isAfter = programs.every(
    (program, at) => canonicalJson(program) === canonicalJson(after.programs[at]),
  );
  if (programs.length === 0 || added === undefined || !isAfter) return [];
  return [
    ...corrected_periods,
    ...periodsChangedBy(account, desk.termsOf(account), after, added.effective_date),
  ];
}

/** What has been billed of the period counts as not billed, wherever it was. */
function leavingOut({ invoices, grants }: Account, start: string): Omit<BillingHistory, "corrected_periods"> {
  const others = invoices
    .filter(({ billing_period }) => billing_period.start !== start)
    .map((invoice) => ({
      ...invoice,
      line_items: invoice.line_items.filter((line) => periodOfLine(line, invoice) !== start),
      taxes: (invoice.taxes ?? []).filter(({ period_start }) => period_start !== start),
    }));
  return { invoices: others, grants };
}
