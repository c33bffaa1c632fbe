// The drawings below the lines of usage.
import {
  type Invoice,
  type LineItem,
  type PriceCurve,
  parseDecimal,
  priceCurve,
  type UsageRule,
} from "../index.ts";
import { cellOfLine, curveEnd } from "./curveOf.ts";
import { effectivePriceSvg } from "./effectivePriceSvg.ts";
import { type LadderLines, ladderLines } from "./ladderLines.ts";
import { priceCurveSvg } from "./priceCurveSvg.ts";
import type { DayCharge } from "./readCharges.ts";
import type { ReadOptions } from "./readOptions.ts";
import { usageBarsSvg } from "./usageBarsSvg.ts";
import { addUpDays, groupText } from "./usageByDay.ts";

/** Lines with drawings on an invoice: one with a line for each of thousands of groups is to stay a page. */
const mostLines = 100;

/** For each line its drawings, one `svg` element each; none for lines that are not of usage, or refer to another invoice. */
export function lineCharts(invoice: Invoice, options: ReadOptions): Map<LineItem, readonly string[]> {
  const charges = byLine((options.usage ?? []).filter(({ contract }) => contract === invoice.contract));
  const ladders = ladderLines(invoice.line_items);
  const drawn = new Map<LineItem, readonly string[]>();
  for (const item of invoice.line_items) {
    if (item.kind !== undefined || item.rule_id === null || drawn.size >= mostLines) continue;
    const own = charges.get(keyOf(item)) ?? [];
    const charts = [
      ...curveChart(item, invoice, ladders, options),
      ...daysChart(item, invoice, options, own),
    ];
    if (charts.length > 0) drawn.set(item, charts);
  }
  return drawn;
}

function byLine(charges: readonly DayCharge[]): Map<string, DayCharge[]> {
  const lines = new Map<string, DayCharge[]>();
  for (const charge of charges) {
    const key = keyOf(charge);
    const others = lines.get(key);
    if (others === undefined) lines.set(key, [charge]);
    else others.push(charge);
  }
  return lines;
}

function keyOf({ rule_id, version, group }: Pick<LineItem, "rule_id" | "version" | "group">): string {
  return JSON.stringify([rule_id, version, groupText(group)]);
}

function curveChart(
  item: LineItem,
  { currency, contract }: Invoice,
  ladders: LadderLines,
  { curves = [] }: ReadOptions,
): string[] {
  const { rule_id, version, shared, description } = item;
  const rule = ruleOf(item, contract, curves);
  // Groups of one ladder have one curve between them, which stands below the first.
  const first = ladders.get(rule_id)?.get(version)?.first;
  if (rule === undefined || (shared !== undefined && item !== first)) return [];
  const quantity = shared?.quantity ?? item.quantity;
  // An invoice of another system need not hold a decimal there.
  if (!parseDecimal(quantity).ok) return [];
  const cell = cellOfLine(item);
  const to = curveEnd(rule, quantity);
  // Where each event has its own price, or several cells stand on the line, there is no such curve.
  const curve = priceCurve(rule, { to, ...(cell === undefined ? {} : { cell }) });
  if (!curve.ok) return [];
  const whole = priceCurveSvg(curve.value, {
    quantity,
    currency,
    title: `Price of ${description} by quantity`,
  });
  if (hasOnePrice(curve.value)) return [whole];
  const title = `Effective price of a unit of ${description}`;
  return [whole, effectivePriceSvg(curve.value, { quantity, currency, title })];
}

/** Whether every unit costs the same, so that there is nothing to see in the price of one. */
function hasOnePrice({ amount_at_zero, pieces }: PriceCurve): boolean {
  const [first] = pieces;
  return (
    amount_at_zero === "0" &&
    first?.amount_at_from === "0" &&
    pieces.every((piece) => piece.effective_unit_price === first.effective_unit_price)
  );
}

function ruleOf(
  { rule_id, version }: LineItem,
  contract: string,
  programs: NonNullable<ReadOptions["curves"]>,
): UsageRule | undefined {
  const program = programs.find((one) => one.contract === contract && one.version === version);
  const rule = program?.rules.find(({ id }) => id === rule_id);
  return rule?.type === "usage" ? rule : undefined;
}

function daysChart(
  { description }: LineItem,
  { billing_period: period }: Invoice,
  { contract }: ReadOptions,
  charges: readonly DayCharge[],
): string[] {
  if (contract === undefined || charges.length === 0) return [];
  const days = addUpDays(charges, contract, period);
  if (days.every(({ quantity }) => quantity === null)) return [];
  return [usageBarsSvg(days, { title: `Usage of ${description} by day` })];
}
