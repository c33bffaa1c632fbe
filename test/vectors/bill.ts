// From rules and usage to a bill, through the front door.
import {
  billingPeriods,
  draftInvoice,
  expectOk,
  type Invoice,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { contractWith, programWith, type Refusal, refusal } from "./documents.ts";
import { aboveOf, drawdownOf, grantsOf } from "./pipeline.ts";
import { rulesOf } from "./translate.ts";
import { type Use, usesOf } from "./uses.ts";
import type { Vector } from "./vector.ts";

/** The vector's contract and prices, or why they are refused. */
export function termsOf(vector: Vector): Terms | Refusal {
  const rules = rulesOf(vector);
  const contract = parseContract(
    contractWith({
      currency: vector.currency,
      billing_anchor_date: dayOf(vector),
      ...drawdownOf(vector),
      metrics: [...new Set(rules.flatMap(({ metric }) => (metric === undefined ? [] : [metric])))],
    }),
  );
  const program = parsePricingProgram(programWith(rules, aboveOf(vector)));
  if (!program.ok) return refusal(program);
  return expectOk(resolveTerms(expectOk(contract), [program.value]));
}

/** A vector's usage as checked events; what the peer leaves out for not being a quantity is left out. */
export function eventsOf(vector: Vector, uses: readonly Use[], prefix = "event"): UsageEvent[] {
  return uses.flatMap((use, place) => {
    const event = parseUsageEvent({ external_contract_id: "peer", event_id: `${prefix}-${place}`, ...use });
    return !event.ok && vector.config.non_numeric === "ignore" ? [] : [expectOk(event)];
  });
}

/** The bill of the period that the vector is about. */
export function billOf(vector: Vector, terms: Terms, uses: readonly Use[] = usesOf(vector)): Invoice {
  const [invoice] = billsOf(vector, terms, uses, [dayOf(vector)]);
  if (invoice === undefined) throw new Error("a contract has a period on any day of its term");
  return invoice;
}

/** The bills of the periods of some days. */
export function billsOf(
  vector: Vector,
  terms: Terms,
  uses: readonly Use[],
  days: readonly string[],
): Invoice[] {
  const { charges, outcomes } = rateUsage(terms, eventsOf(vector, uses));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  const periods = days.flatMap((day) => billingPeriods(terms.contract, day, day));
  const grants = grantsOf(vector);
  const history = grants.length === 0 ? undefined : { invoices: [], grants, corrected_periods: [] };
  return periods.map((period) => draftInvoice(terms, charges, period, history));
}

/** First day of the period that the vector is about. */
function dayOf(vector: Vector): string {
  const start = vector.config.period?.start ?? usesOf(vector)[0]?.timestamp ?? "2026-01-01";
  return vector.config.period === undefined ? `${start.slice(0, 7)}-01` : start.slice(0, 10);
}
