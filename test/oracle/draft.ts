// The invoice of a period, for the oracle.
import type { Group } from "../../src/model/charge.ts";
import type { Period } from "../../src/model/period.ts";
import { addDays } from "./calendar.ts";
import { currencyDigits } from "./currency.ts";
import { add, type Fraction, fraction, round, smaller, subtract, sum, toText, zero } from "./fraction.ts";
import { programsWithin } from "./ladders.ts";
import { ordinalInYear, periodsBetween } from "./periods.ts";
import type { Entry, World } from "./rate.ts";
import { lastLadder, type Segment, segmentsOf } from "./segments.ts";
import { shareOut, weightsOf } from "./share.ts";
import type { Use } from "./uses.ts";

export interface OracleLine {
  readonly rule_id: string | null;
  readonly version: number;
  readonly group?: Group;
  readonly quantity: string;
  readonly exact_amount: string;
  readonly amount: string;
  readonly shared?: Pick<OracleLine, "quantity" | "exact_amount" | "amount">;
}

export interface OracleInvoice {
  readonly number: string;
  readonly billing_period: { readonly start: string; readonly end: string };
  readonly issued_date: string;
  readonly due_date: string;
  readonly line_items: readonly OracleLine[];
  readonly total: string;
}

/** Drafts the period's invoice from all entries of the contract. */
export function draftByOracle(world: World, entries: readonly Entry[], period: Period): OracleInvoice {
  const { contract } = world;
  const line_items = linesByOracle(world, entries, period);
  const ordinal = String(ordinalInYear(contract, period)).padStart(3, "0");
  return {
    number: `${contract.invoice_prefix}-${period.start.slice(0, 4)}-${ordinal}`,
    billing_period: { start: period.start, end: period.end },
    issued_date: period.start,
    due_date: addDays(period.start, contract.net_days),
    line_items,
    total: toText(sum(line_items.map(({ amount }) => fraction(amount)))),
  };
}

/** The lines of the period's invoice, from all entries of the contract. */
export function linesByOracle(world: World, entries: readonly Entry[], period: Period): OracleLine[] {
  return ruleOrder(world, period).flatMap((ruleId) => linesOf(world, entries, ruleId, period));
}

/** Rules of the period's last version in its order, then those that only earlier versions had, the latest first. */
function ruleOrder(world: World, period: Period): string[] {
  const newestFirst = programsWithin(world, period).reverse();
  return [...new Set(newestFirst.flatMap(({ rules }) => rules.map(({ id }) => id)))];
}

function linesOf(world: World, entries: readonly Entry[], ruleId: string, period: Period): OracleLine[] {
  const segments = segmentsOf(world, entries, ruleId, period);
  const paid = payments(world, entries, ruleId, period, segments);
  const uses = [...new Set(segments.map(({ use }) => use))];
  return uses.flatMap((use) => {
    const exact = sum(paid.filter((_, index) => segments[index]?.use === use));
    return use.shared === undefined ? [lineOf(world, use, exact)] : sharedLines(world, use, exact);
  });
}

function lineOf({ contract }: World, use: Use, exact: Fraction): OracleLine {
  return {
    rule_id: use.rule.id,
    version: use.version,
    ...(use.group === undefined ? {} : { group: use.group }),
    quantity: toText(use.quantity),
    exact_amount: toText(exact),
    amount: toText(round(exact, currencyDigits(contract), contract.rounding)),
  };
}

/** A line for each group: its share of what all of them come to, rounded. */
function sharedLines(world: World, use: Use, exact: Fraction): OracleLine[] {
  const { rule_id, version, ...shared } = lineOf(world, use, exact);
  const groups = use.shared ?? [];
  const weights = weightsOf(groups.map(({ value }) => value));
  const shares = shareOut(fraction(shared.amount), weights, currencyDigits(world.contract));
  return groups.map(({ group, value }, place) => {
    const amount = toText(shares[place] ?? zero);
    return { rule_id, version, group, quantity: toText(value), exact_amount: amount, amount, shared };
  });
}

/** What each segment pays under the monthly cap, given what its month was asked for before. */
function payments(
  world: World,
  entries: readonly Entry[],
  ruleId: string,
  period: Period,
  segments: readonly Segment[],
): Fraction[] {
  const cap = lastLadder(world, ruleId, period)?.rule.monthly_cap;
  if (cap === undefined) return segments.map(({ amount }) => amount);
  return segments.map((segment, index) => {
    const inMonth = segments.slice(0, index).filter(({ month }) => month === segment.month);
    const before = add(
      askedBefore(world, entries, ruleId, period, segment.month),
      sum(inMonth.map((x) => x.amount)),
    );
    const limit = fraction(cap);
    return subtract(smaller(limit, add(before, segment.amount)), smaller(limit, before));
  });
}

function askedBefore(
  world: World,
  entries: readonly Entry[],
  ruleId: string,
  period: Period,
  month: string,
): Fraction {
  const first = `${month}-01`;
  if (period.start <= first) return zero;
  const earlier = periodsBetween(world.contract, first, addDays(period.start, -1));
  const segments = earlier.flatMap((other) => segmentsOf(world, entries, ruleId, other));
  return sum(segments.filter((segment) => segment.month === month).map(({ amount }) => amount));
}
