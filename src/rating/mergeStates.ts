import type { LadderTotal, RatingState } from "../model/charge.ts";
import { BillingError } from "../model/errors.ts";
import { invalidState } from "../model/invalidState.ts";
import { glimpse, show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import { checkState } from "./checkState.ts";
import { type CompiledTerms, compileTerms } from "./compileTerms.ts";
import { copyTotal, mergeTotals, sortTotals, totalKey } from "./totals.ts";

/**
 * The state of two workers that rated different events of one contract, as if one had rated them all.
 *
 * Each worker has begun without a state. Aggregates are merged, so the order of the two is of no account.
 * Percentages with a free part go by order of arrival and cannot be merged once both have counted in the
 * same period.
 *
 * @param terms - the terms that both rated with
 * @param a - one worker's state
 * @param b - the other's
 * @returns the state of all the events
 * @throws BillingError `state_invalid` when a state is another contract's, `event_conflict` when both hold
 * the same event_id (so an event was counted twice, or two were mixed up), `state_not_mergeable` when the
 * order of events matters
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const terms = expectOk(resolveTerms(contract, [program]));
 * const event = { external_contract_id: "acme", metric: "calls", quantity: "5", timestamp: "2026-03-01T00:00:00Z" };
 * const a = rateUsage(terms, [{ ...event, event_id: "e1" }]).state;
 * const b = rateUsage(terms, [{ ...event, event_id: "e2" }]).state;
 * mergeStates(terms, a, b).totals[0].quantity; // => "10"
 */
export function mergeStates(terms: Terms, a: RatingState, b: RatingState): RatingState {
  for (const state of [a, b]) checkState(state, terms.contract.id);
  const ids = new Set(a.events.map(([id]) => id));
  const shared = b.events.find(([id]) => ids.has(id));
  if (shared !== undefined) {
    const message = `both states hold the event ${show(shared[0])}: rate each event in one place only`;
    throw new BillingError([{ code: "event_conflict", path: "state.events", message }]);
  }
  return {
    object: "rating_state",
    contract: a.contract,
    totals: mergeAll(compileTerms(terms), a.totals, b.totals),
    events: [...a.events, ...b.events].map(([id, content]) => [id, content]),
    closed_periods: [...new Set([...a.closed_periods, ...b.closed_periods])],
  };
}

function mergeAll(
  compiled: CompiledTerms,
  a: readonly LadderTotal[],
  b: readonly LadderTotal[],
): readonly LadderTotal[] {
  const merged = new Map(a.map((total) => [totalKey(total), total]));
  for (const total of b) {
    const other = merged.get(totalKey(total));
    merged.set(totalKey(total), other === undefined ? total : mergePair(compiled, other, total));
  }
  return sortTotals([...merged.values()].map(copyTotal));
}

function mergePair(compiled: CompiledTerms, a: LadderTotal, b: LadderTotal): LadderTotal {
  const meter = compiled.meters.get(a.rule_id)?.get(a.version);
  if (meter === undefined)
    throw invalidState(`the terms have no rule ${glimpse(a.rule_id)} of version ${a.version}`);
  const price = meter.compiled.cells === undefined ? meter.compiled.priceOf(undefined) : undefined;
  if (price?.per === "event" && price.ordered) {
    const message = `rule ${a.rule_id} prices events by what came before them: rate its events in one place`;
    throw new BillingError([{ code: "state_not_mergeable", path: "state.totals", message }]);
  }
  return mergeTotals(meter, a, b);
}
