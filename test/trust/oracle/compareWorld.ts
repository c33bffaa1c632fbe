// The library and the oracle asked for the same world, and the first thing on which they do not agree.
import type { Charge, Invoice, LineItem } from "../../../src/index.ts";
import { linesByOracle, type OracleLine } from "../../oracle/draft.ts";
import { fraction, sum, toText } from "../../oracle/fraction.ts";
import { contentOf } from "../../oracle/ladders.ts";
import { type Entry, rateByOracle } from "../../oracle/rate.ts";
import type { Answered, Way } from "./answered.ts";
import type { LongWorld } from "./longWorld.ts";
import type { Tally } from "./tally.ts";

export interface Comparison {
  readonly tally: Tally;
  /** In words; undefined: they agree in everything. */
  readonly difference: string | undefined;
}

export function compareWorld(world: LongWorld, way: Way): Comparison {
  const answered = way(world);
  const { verdicts, entries } = rateByOracle(world);
  const expected = world.periods.map((period) => linesByOracle(world, entries, period));
  const difference =
    firstDifference("event", answered.verdicts, verdicts) ??
    firstDifference("charge", answered.charges.map(chargeText), entries.map(entryText)) ??
    firstDifference("invoice", answered.drafts.map(draftText), expected.map(invoiceText));
  return { tally: tallyOf(world, answered), difference };
}

function firstDifference(
  what: string,
  answered: readonly string[],
  expected: readonly string[],
): string | undefined {
  const longer = answered.length > expected.length ? answered : expected;
  const at = longer.findIndex((_, place) => answered[place] !== expected[place]);
  if (at < 0) return undefined;
  return `${what} ${at}:\n  library ${answered[at] ?? "none"}\n  oracle  ${expected[at] ?? "none"}`;
}

function chargeText({ event_id, rule_id, version, period, group, cell, quantity, amount }: Charge): string {
  return [event_id, rule_id, version, period.start, placeText(group, cell), quantity, amount].join(" ");
}

function entryText({ event_id, rule, version, period_start, reading, quantity, charge }: Entry): string {
  const place = placeText(reading.group, reading.cell);
  return [event_id, rule.id, version, period_start, place, toText(quantity), toText(charge)].join(" ");
}

function placeText(group: unknown, cell: unknown): string {
  return group === undefined && cell === undefined ? "-" : contentOf([group ?? null, cell ?? null]);
}

/** All lines, exact and rounded, and what they come to. */
function draftText({ line_items, subtotal, tax, total }: Invoice): string {
  const above = subtotal === total && tax === "0" ? "" : ` of ${subtotal} and ${tax}`;
  return [...line_items.map(lineText), `total ${total}${above}`].join("\n  ");
}

function invoiceText(lines: readonly OracleLine[]): string {
  const total = toText(sum(lines.map(({ amount }) => fraction(amount))));
  return [...lines.map(lineText), `total ${total}`].join("\n  ");
}

function lineText({ rule_id, version, group, shared, ...line }: LineItem | OracleLine): string {
  const whole = shared === undefined ? "" : `of ${amountsText(shared)}`;
  return [rule_id, version, placeText(group, undefined), amountsText(line), whole].join(" ");
}

function amountsText({ quantity, exact_amount, amount }: Omit<OracleLine, "rule_id" | "version">): string {
  return `${quantity} costs ${exact_amount}, rounded ${amount}`;
}

function tallyOf({ events, periods }: LongWorld, { verdicts, charges, drafts }: Answered): Tally {
  const used = new Set(charges.map(({ period }) => period.start));
  const asking = drafts.filter(
    ({ line_items, billing_period: { start } }) =>
      line_items.some(({ exact_amount, amount }) => exact_amount !== "0" || amount !== "0") ||
      (line_items.length > 0 && used.has(start)),
  );
  return {
    worlds: 1,
    events: events.length,
    accepted: verdicts.filter((verdict) => verdict === "accepted").length,
    charges: charges.length,
    periods: periods.length,
    invoices: asking.length,
    lines: asking.reduce((count, { line_items }) => count + line_items.length, 0),
  };
}
