// The laws as functions: each throws when its law does not hold. Every rule model has to pass all that apply to it.
import { expect, vi } from "vitest";
import {
  type Charge,
  type Contract,
  draftInvoice,
  expectOk,
  type Invoice,
  type LineItem,
  mergeCharges,
  mergeStates,
  type Period,
  type PricingProgram,
  type Rating,
  type RatingState,
  type Rule,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../src/index.ts";
import { type Frame, strip } from "./arbitraries/base.ts";
import { fitting } from "./arbitraries/properties.ts";
import { january, plainContract } from "./laws/plain.ts";
import { add, compare, type Fraction, fraction, multiply, sum, toText, zero } from "./oracle/fraction.ts";

const factor = Number(process.env.LAW_RUNS ?? "1");

// Laws are checked by many runs: how long they may take is not what they are about.
vi.setConfig({ testTimeout: Math.min(600_000 * Math.max(1, factor), 2_000_000_000) });

/** Number of runs of a law; the environment variable LAW_RUNS multiplies it, for long runs outside the suite. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(count * factor) };
}

/** The terms of one rule alone, billed monthly in UTC. */
export function termsOf(rule: Frame<Rule>, contract: Partial<Contract> = {}): Terms {
  const program: PricingProgram = {
    object: "pricing_program",
    contract: "acme",
    version: 1,
    effective_date: null,
    rules: [{ ...rule, id: "rule", name: "Rule" }],
  };
  return expectOk(resolveTerms({ ...plainContract, ...contract }, [program]));
}

/** January events of these quantities, some hours apart, that the rule charges; in two groups, where it groups. */
export function eventsFor(rule: Frame<Rule>, quantities: readonly string[]): UsageEvent[] {
  if (rule.type !== "usage") throw new Error("only usage rules have events");
  const { metric, counterparty, counterparty_side, group_by } = rule;
  return quantities.map((quantity, place) => {
    const group = (group_by ?? []).map((name) => [name, place % 2 === 0 ? "eu" : "us"] as const);
    const properties = fitting(rule, Object.fromEntries(group), place, quantity);
    return {
      external_contract_id: "acme",
      event_id: `e${place}`,
      metric,
      quantity,
      timestamp: new Date(Date.parse("2026-01-10T00:00:00.000Z") + place * 26_000_000).toISOString(),
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
      ...strip({ counterparty, counterparty_side }),
    };
  });
}

/** A currency so fine that every amount of a document is a whole number of its units. */
const finest = { currency: "UNITS", currency_digits: 18 };

/** What the rule asks for these quantities in January, exact; without a line, nothing. */
export function priceOf(rule: Frame<Rule>, quantities: readonly string[]): Fraction {
  const terms = termsOf(rule, finest);
  const events = quantities.length === 0 ? [] : eventsFor(rule, quantities);
  const { charges, outcomes } = rateUsage(terms, events);
  expect(outcomes.filter(({ status }) => status !== "accepted")).toEqual([]);
  return wholeOf(draftInvoice(terms, charges, january).line_items);
}

/** What lines come to, exact; what was shared out over several of them counts once. */
function wholeOf(lines: readonly LineItem[]): Fraction {
  const whole = lines.filter(
    ({ shared, version, rule_id }, place) =>
      shared === undefined ||
      place === lines.findIndex((line) => line.version === version && line.rule_id === rule_id),
  );
  return sum(whole.map(({ shared, exact_amount }) => fraction(shared?.exact_amount ?? exact_amount)));
}

/** The drafts of several periods. */
export function draftAll(terms: Terms, charges: Iterable<Charge>, periods: readonly Period[]): Invoice[] {
  const all = [...charges];
  return periods.map((period) => draftInvoice(terms, all, period));
}

export function sumOfCharges(charges: readonly Charge[]): Fraction {
  return sum(charges.map(({ amount }) => fraction(amount)));
}

/** A state whose totals do not depend on the order in which ladders were first touched. */
export function comparable(state: RatingState): unknown {
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return { ...state, totals: [...state.totals].sort(byText), events: [...state.events].sort(byText) };
}

/** L1: the same events in any order make the same drafts. */
export function ordersAgree(
  terms: Terms,
  a: readonly UsageEvent[],
  b: readonly UsageEvent[],
  periods: readonly Period[],
): void {
  const [first, second] = [rateUsage(terms, a), rateUsage(terms, b)];
  expect(draftAll(terms, second.charges, periods)).toEqual(draftAll(terms, first.charges, periods));
  expect(comparable(second.state)).toEqual(comparable(first.state));
}

/** L2, L3: cut into batches, with the state written to JSON in between, everything is as in one go. */
export function batchesAgree(terms: Terms, batches: readonly (readonly UsageEvent[])[]): Rating {
  const whole = rateUsage(terms, batches.flat());
  const outcomes: unknown[] = [];
  const charges: Charge[] = [];
  let state: RatingState | undefined;
  for (const batch of batches) {
    const part: Rating = rateUsage(terms, batch, state);
    outcomes.push(...part.outcomes);
    charges.push(...part.charges);
    state = JSON.parse(JSON.stringify(part.state));
  }
  expect(outcomes).toEqual(whole.outcomes);
  expect(charges).toEqual(whole.charges);
  if (state !== undefined) expect(state).toEqual(whole.state);
  return whole;
}

/** L4: the charges of events add up to the price of their total, however many events there are. */
export function chargesTelescope(rule: Frame<Rule>, quantities: readonly string[]): void {
  const terms = termsOf(rule);
  const total = toText(sum(quantities.map(fraction)));
  const many = rateUsage(terms, eventsFor(rule, quantities)).charges;
  const single = rateUsage(terms, eventsFor(rule, [total])).charges;
  expect(toText(sumOfCharges(many))).toBe(toText(sumOfCharges(single)));
}

/** L4: a rule's lines, before adjustments, are what each of its ladders costs without usage, and all charges. */
export function linesAreBaseAndCharges(rule: Frame<Rule>, quantities: readonly string[]): void {
  const terms = termsOf(rule, finest);
  const { charges } = rateUsage(terms, eventsFor(rule, quantities));
  const lines = draftInvoice(terms, charges, january).line_items;
  const ladders = "group_ladder" in rule && rule.group_ladder === "shared" ? 1 : lines.length;
  const base = multiply(priceOf(rule, []), fraction(ladders));
  expect(toText(wholeOf(lines))).toBe(toText(add(base, sumOfCharges(charges))));
}

/** L5: events that were accepted before are accepted again as duplicates, and nothing else happens. */
export function replayChangesNothing(terms: Terms, events: readonly UsageEvent[]): void {
  const first = rateUsage(terms, events);
  const accepted = events.filter((_, place) => first.outcomes[place]?.status === "accepted");
  const again = rateUsage(terms, accepted, first.state);
  expect(again.outcomes.every(({ status, duplicate }) => status === "accepted" && duplicate === true)).toBe(
    true,
  );
  expect(again.charges).toEqual([]);
  expect(again.state).toEqual(first.state);
}

/** L14: more usage never costs less. */
export function neverFalls(rule: Frame<Rule>, quantities: readonly string[]): void {
  let before = zero;
  quantities.forEach((_, place) => {
    const after = priceOf(rule, quantities.slice(0, place + 1));
    expect(compare(before, after)).toBeLessThanOrEqual(0);
    before = after;
  });
}

/** Two workers: the merged state is that of the whole, and the joined charges make the same drafts. */
export function halvesMerge(
  terms: Terms,
  a: readonly UsageEvent[],
  b: readonly UsageEvent[],
  periods: readonly Period[],
): void {
  const [left, right, whole] = [rateUsage(terms, a), rateUsage(terms, b), rateUsage(terms, [...a, ...b])];
  expect(comparable(mergeStates(terms, left.state, right.state))).toEqual(comparable(whole.state));
  const joined = draftAll(terms, [...left.charges, ...right.charges], periods);
  expect(joined).toEqual(draftAll(terms, whole.charges, periods));
}

/** Merged charges make the same drafts. */
export function mergedChargesDraftTheSame(
  terms: Terms,
  charges: readonly Charge[],
  periods: readonly Period[],
): void {
  const merged = mergeCharges(terms, charges);
  expect(merged.length).toBeLessThanOrEqual(charges.length);
  expect(draftAll(terms, merged, periods)).toEqual(draftAll(terms, charges, periods));
}

/** L28, L29: the total is the sum of the lines, and a line is its exact amount rounded once. */
export function linesAddUp(invoice: Invoice): void {
  const total = toText(sum(invoice.line_items.map(({ amount }) => fraction(amount))));
  expect({ subtotal: invoice.subtotal, tax: invoice.tax, total: invoice.total }).toEqual({
    subtotal: total,
    tax: "0",
    total,
  });
}

/** L64, L65: a line's steps add up to its exact amount. */
export function stepsAddUp(invoice: Invoice): void {
  for (const { steps, exact_amount } of invoice.line_items) {
    expect(toText(sum(steps.map(({ amount }) => fraction(amount))))).toBe(exact_amount);
  }
}

const decimalKeys = "quantity|amount|exact_amount|unit_price|flat_amount|subtotal|tax|total|free_amount";
const canonical = /(?:0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?))"/.source;
const notCanonical = new RegExp(`"(?:${decimalKeys})":"(?!${canonical})[^"]*"`);

/** L34: no decimal in a value is a negative zero, nor has it an exponent or a needless zero at its end. */
export function decimalsAreCanonical(value: unknown): void {
  expect(notCanonical.exec(JSON.stringify(value))?.[0]).toBeUndefined();
}

/** Everything that can be reached is frozen, so that a write anywhere throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
