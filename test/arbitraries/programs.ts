// Price lists of one to three versions, whose rules stay, change, vanish and come back.
import fc from "fast-check";
import type { Contract } from "../../src/model/contract.ts";
import type { CellPrice, PricingProgram, Rule, Tier } from "../../src/model/pricingProgram.ts";
import { addDays } from "../oracle/calendar.ts";
import { currencyDigits } from "../oracle/currency.ts";
import { fraction, round, toText } from "../oracle/fraction.ts";
import { areAmbiguous } from "../oracle/select.ts";
import { type Frame, strip } from "./base.ts";
import { type PlacedContract, periodsFrom } from "./contracts.ts";
import { adjustments, feeRule, prorating, usageRule } from "./rules.ts";

const ids: readonly string[] = ["fee", "__proto__", "constructor", "7", "use"];

/** What a rule may change without counting its usage in another way. */
type Limits = Pick<Rule, "discounts" | "minimum_amount" | "maximum_amount" | "monthly_cap">;

/** What becomes of a rule in the next version. */
type Change = "same" | "gone" | { readonly limits: Limits } | Frame<Rule>;

/** Choices from which a program is built, once the contract is known. */
export interface ProgramPick {
  readonly slots: readonly (readonly Change[])[];
  readonly versions: readonly { readonly period: number; readonly days: number; readonly always: boolean }[];
  /** For each slot: from and to which day, counted from the first period's, its rule is in effect. */
  readonly phases: readonly { readonly from: number | undefined; readonly length: number | undefined }[];
}

/** Rules are drawn from `rule`; by default from all models. */
export function programPick(rule: fc.Arbitrary<Frame<Rule>> = anyRule()): fc.Arbitrary<ProgramPick> {
  const change = fc.oneof(
    { weight: 4, arbitrary: fc.constant("same" as const) },
    { weight: 1, arbitrary: fc.constant("gone" as const) },
    { weight: 2, arbitrary: fc.record({ limits: adjustments }) },
    { weight: 3, arbitrary: rule },
  );
  const slot = fc.tuple(
    fc.oneof({ weight: 9, arbitrary: rule }, { weight: 1, arbitrary: fc.constant("gone" as const) }),
    change,
    change,
  );
  const seldom = (days: fc.Arbitrary<number>) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: days });
  return fc.record({
    slots: fc.array(slot, { minLength: 1, maxLength: 4 }),
    phases: fc.array(
      fc.record({
        from: seldom(fc.integer({ min: -3, max: 40 })),
        length: seldom(fc.integer({ min: 1, max: 40 })),
      }),
      { minLength: 4, maxLength: 4 },
    ),
    versions: fc.array(
      fc.record({
        period: fc.oneof(
          { weight: 2, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }) },
        ),
        days: fc.oneof(fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 25 })),
        always: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
}

/** Usage rules of all models, and fees. */
export function anyRule(): fc.Arbitrary<Frame<Rule>> {
  return fc.oneof({ weight: 6, arbitrary: usageRule }, { weight: 1, arbitrary: feeRule });
}

/** The program's versions, ascending, checked against nothing but each other. */
export function buildPrograms(pick: ProgramPick, placed: PlacedContract): PricingProgram[] {
  const { contract } = placed;
  const periods = periodsFrom(placed, 3);
  let latest = "";
  return pick.versions.map(({ period, days, always }, index) => {
    // The first version is there from the start, give or take a day; later ones come in between.
    const first = index === 0;
    const wanted = addDays(
      periods[first ? 0 : period]?.start ?? placed.focus,
      first ? Math.min(days, 1) : days,
    );
    latest = wanted > latest ? wanted : latest;
    const opens = first && always && (contract.start_date !== null || !hasOneTime(pick));
    if (opens) latest = "";
    return {
      object: "pricing_program",
      contract: contract.id,
      version: index + 1,
      effective_date: opens ? null : latest,
      rules: rulesOf(pick, index, currencyDigits(contract)).map((rule) =>
        phased(pick, inMonths(rule, contract), periods[0]?.start),
      ),
    };
  });
}

/** Months of thirty days are counted only where billing periods have months. */
function inMonths(rule: Rule, { billing_cadence }: Contract): Rule {
  const hasMonths = billing_cadence !== "daily" && billing_cadence !== "weekly";
  const counts = rule.type === "usage" && rule.proration === "fixed_30";
  return counts && !hasMonths ? { ...rule, proration: "day" } : rule;
}

/** The rule with the days of its slot, where it has any. */
function phased({ phases }: ProgramPick, rule: Rule, start: string | undefined): Rule {
  const phase = phases[ids.indexOf(rule.id)];
  if (phase === undefined || start === undefined) return rule;
  const { from, length } = phase;
  const begin = from === undefined ? undefined : addDays(start, from);
  const end = length === undefined ? undefined : addDays(begin ?? start, length);
  return { ...rule, ...strip({ effective_from: begin, effective_to: end }) };
}

function hasOneTime({ slots }: ProgramPick): boolean {
  return slots.flat().some((change) => isTerms(change) && change.type === "one_time");
}

function rulesOf({ slots }: ProgramPick, version: number, digits: number): Rule[] {
  const rules: Rule[] = [];
  slots.forEach((changes, slot) => {
    const terms = settle(changes, version);
    const id = ids[slot] ?? `rule-${slot}`;
    if (terms !== undefined) rules.push({ ...payable(terms, digits), id, name: `Rule ${slot}` });
  });
  const unambiguous = rules.filter(
    (rule, index) => !rules.slice(0, index).some((other) => areAmbiguous(rule, other)),
  );
  const spare: Rule = {
    id: "spare",
    name: "Spare",
    type: "subscription",
    model: "flat",
    amount: "1",
    frequency: "monthly",
  };
  return unambiguous.length === 0 ? [spare] : unambiguous;
}

/** The terms that hold in a version: the last change up to it; a rule keeps its type for good. */
function settle(changes: readonly Change[], version: number): Frame<Rule> | undefined {
  const first = changes.find(isTerms);
  let terms: Frame<Rule> | undefined;
  for (const change of changes.slice(0, version + 1)) {
    if (change === "gone") terms = undefined;
    else if (change === "same") continue;
    else if (isTerms(change)) terms = change.type === first?.type ? change : terms;
    else if (terms !== undefined) terms = prorating({ ...withoutLimits(terms), ...change.limits });
  }
  return terms;
}

function isTerms(change: Change): change is Frame<Rule> {
  return typeof change === "object" && "type" in change;
}

function withoutLimits(terms: Frame<Rule>): Frame<Rule> {
  const { discounts: _, minimum_amount: _least, maximum_amount: _most, monthly_cap: _cap, ...rest } = terms;
  return rest;
}

/** Amounts that are due as they stand are amounts that the currency can pay. */
function payable(terms: Frame<Rule>, digits: number): Frame<Rule> {
  const pay = (amount: string) => toText(round(fraction(amount), digits, "down"));
  const payIn = <P extends CellPrice>(price: P): P =>
    "tiers" in price ? { ...price, tiers: price.tiers.map((tier) => payableTier(tier, pay)) } : price;
  const limits = strip({
    minimum_amount: terms.minimum_amount && pay(terms.minimum_amount),
    maximum_amount: terms.maximum_amount && pay(terms.maximum_amount),
    monthly_cap: terms.monthly_cap && pay(terms.monthly_cap),
  });
  const byDefault = "default" in terms && typeof terms.default === "object" ? terms.default : undefined;
  const rest = byDefault === undefined ? {} : { default: payIn(byDefault) };
  switch (terms.model) {
    case "flat":
      return { ...terms, ...limits, amount: pay(terms.amount) };
    case "tiered":
      return payIn({ ...terms, ...limits });
    case "matrix":
      return { ...terms, ...limits, ...rest, cells: terms.cells.map(payIn) };
    case "time_of_day":
      return { ...terms, ...limits, ...rest, windows: terms.windows.map(payIn) };
    default:
      return { ...terms, ...limits };
  }
}

function payableTier(tier: Tier, pay: (amount: string) => string): Tier {
  const { flat_amount, maximum_amount } = tier;
  return {
    ...tier,
    ...strip({
      flat_amount: flat_amount && pay(flat_amount),
      maximum_amount: maximum_amount && pay(maximum_amount),
    }),
  };
}
