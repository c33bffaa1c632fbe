// Everything that comes out of a contract, its price lists and its usage. Imports the public door and nothing else of the library.
import {
  type BillingError,
  billingPeriods,
  type Contract,
  createRater,
  draftInvoice,
  expectOk,
  lintProgram,
  mergeCharges,
  type Period,
  type PricingProgram,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  previewInvoice,
  type Result,
  rateNdjson,
  rateUsage,
  resolveTerms,
  type Terms,
  toWireJson,
  type UsageEvent,
} from "../../src/index.ts";
import type { RatingWorld } from "./goldenWorld.ts";

/** By the name of what it is. */
export type Answers = Readonly<Record<string, unknown>>;

export function ratingAnswers({ contract, programs, events, from, to }: RatingWorld): Answers {
  const checked = {
    contract: expectOk(parseContract(contract)),
    programs: programs.map((program) => expectOk(parsePricingProgram(program))),
    events: events.map(parseUsageEvent),
  };
  const terms = expectOk(resolveTerms(checked.contract, checked.programs));
  const taken = checked.events.flatMap((event) => (event.ok ? [event.value] : []));
  const periods = billingPeriods(checked.contract, from, to);
  const rating = rateUsage(terms, taken);
  const drafts = periods.map((period) => draftInvoice(terms, rating.charges, period));
  const at = periods.at(-1)?.end ?? to;
  return {
    documents: { ...checked, events: checked.events.map(valueOrCodes), periods },
    warnings: warningsOf(checked.contract, checked.programs),
    outcomes: rating.outcomes,
    charges: [rating.charges, mergeCharges(terms, rating.charges)],
    state: rating.state,
    drafts,
    wire: drafts.map(toWireJson),
    rater: raterAnswers(terms, taken, periods),
    bytes: bytesAnswers(terms, events, periods),
    preview: valueOrCodes(previewInvoice({ contract, programs, events, at })),
  };
}

/** One event after another, a batch in columns, and what has been summed up. */
function raterAnswers(terms: Terms, events: readonly UsageEvent[], periods: readonly Period[]): unknown {
  const rater = createRater(terms);
  const half = Math.floor(events.length / 2);
  const rated = events.slice(0, half).map((event) => rater.rate(event));
  const { statuses, refusals, charges } = rater.rateColumns(events.slice(half));
  const { event, ladder, ladders, timestamp, quantity, amount, rest } = charges;
  const numbers = [event, ladder, timestamp, quantity, amount, rest].map((column) => [...column].map(String));
  const columns = { statuses: [...statuses], refusals, numbers, ladders };
  return { rated, columns, charges: rater.charges(), state: rater.state(), drafts: draftsOf(rater, periods) };
}

function bytesAnswers(terms: Terms, events: readonly unknown[], periods: readonly Period[]): unknown {
  const lines = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const cut = Math.floor(lines.length / 2);
  const { tally, rater } = rateNdjson([lines.subarray(0, cut), lines.subarray(cut)], terms);
  return { tally: { ...tally }, drafts: draftsOf(rater, periods) };
}

function draftsOf(rater: ReturnType<typeof createRater>, periods: readonly Period[]): unknown {
  return periods.map((period) => rater.draft(period));
}

function warningsOf(contract: Contract, programs: readonly PricingProgram[]): unknown {
  return programs.map((program) => lintProgram(contract, program).map(({ code, path }) => ({ code, path })));
}

/** A value as it is; of what is wrong the codes and where, as the words may be put better. */
function valueOrCodes(result: Result<unknown>): unknown {
  return result.ok ? result.value : codesOf(result);
}

function codesOf({ issues }: Pick<BillingError, "issues">): unknown {
  return issues.map(({ code, path }) => ({ code, path }));
}
