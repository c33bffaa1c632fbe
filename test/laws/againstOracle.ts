// The library and the oracle asked the same, their answers in one form.
import { expect } from "vitest";
import {
  type Charge,
  draftInvoice,
  type EventOutcome,
  expectOk,
  type Invoice,
  type LineItem,
  type RatingState,
  rateUsage,
  resolveTerms,
} from "../../src/index.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { draftByOracle, type OracleInvoice, type OracleLine } from "../oracle/draft.ts";
import { toText } from "../oracle/fraction.ts";
import { contentOf } from "../oracle/ladders.ts";
import { type Entry, rateByOracle } from "../oracle/rate.ts";

/** What is compared of a charge. */
type BriefCharge = Pick<
  Charge,
  "event_id" | "rule_id" | "version" | "group" | "cell" | "quantity" | "amount"
> & {
  readonly period_start: string;
};

export interface Answer {
  readonly verdicts: readonly string[];
  readonly charges: readonly BriefCharge[];
  readonly invoices: readonly OracleInvoice[];
}

/** Library and oracle agree; only where they do not is the difference worked out. */
export function expectAgreement(w: PlacedWorld): void {
  const [answered, expected] = [answeredTo(w), expectedOf(w)];
  if (contentOf(answered) !== contentOf(expected)) expect(answered).toEqual(expected);
}

/** What the oracle says of a world, in the words of the library. */
export function expectedOf(w: PlacedWorld): Answer {
  const { verdicts, entries } = rateByOracle(w);
  return {
    verdicts,
    charges: entries.map(chargeOf),
    invoices: periodsFrom(w, 3).map((period) => draftByOracle(w, entries, period)),
  };
}

/** What the library says of it, with nothing that the oracle does not speak of. */
function answeredTo(w: PlacedWorld): Answer {
  const terms = expectOk(resolveTerms(w.contract, w.programs));
  const start: RatingState = {
    object: "rating_state",
    contract: w.contract.id,
    totals: [],
    events: [],
    closed_periods: w.closed ?? [],
  };
  const { outcomes, charges } = rateUsage(terms, w.events, w.closed === undefined ? undefined : start);
  return {
    verdicts: outcomes.map(verdictOf),
    charges: charges.map(({ event_id, rule_id, version, period, group, cell, quantity, amount }) => ({
      ...{ event_id, rule_id, version, period_start: period.start, quantity, amount },
      ...(group === undefined ? {} : { group }),
      ...(cell === undefined ? {} : { cell }),
    })),
    invoices: periodsFrom(w, 3).map((period) => inBrief(draftInvoice(terms, charges, period))),
  };
}

function chargeOf({ event_id, rule, version, period_start, reading, quantity, charge }: Entry): BriefCharge {
  const { group, cell } = reading;
  return {
    ...{ event_id, rule_id: rule.id, version, period_start },
    ...{ quantity: toText(quantity), amount: toText(charge) },
    ...(group === undefined ? {} : { group }),
    ...(cell === undefined ? {} : { cell }),
  };
}

function verdictOf({ status, duplicate, code }: EventOutcome): string {
  if (status === "rejected") return code ?? "rejected without a code";
  return duplicate === true ? "duplicate" : "accepted";
}

function inBrief(invoice: Invoice): OracleInvoice {
  const { number, billing_period, issued_date, due_date, total } = invoice;
  const line_items = invoice.line_items.map(lineInBrief);
  return { number, billing_period, issued_date, due_date, line_items, total };
}

function lineInBrief(line: LineItem): OracleLine {
  const { rule_id, version, group, shared } = line;
  return {
    ...{ rule_id, version, ...amountsOf(line) },
    ...(group === undefined ? {} : { group }),
    ...(shared === undefined ? {} : { shared: amountsOf(shared) }),
  };
}

function amountsOf({
  quantity,
  exact_amount,
  amount,
}: Pick<OracleLine, "quantity" | "exact_amount" | "amount">) {
  return { quantity, exact_amount, amount };
}
