// The law of lanes, as a function: what is counted in numbers costs what the plain price says, to the last digit.
import { expect } from "vitest";
import { decimalOf, formatDecimal, subtract } from "../../src/decimal/decimal.ts";
import { createLanes, type Lanes } from "../../src/lane/lanes.ts";
import { mostLimb } from "../../src/lane/limbs.ts";
import { type Pieces, piecesOf } from "../../src/lane/pieces.ts";
import type { CellPrice, UsageRule } from "../../src/model/pricingProgram.ts";
import { compilePrice } from "../../src/pricing/compilePrice.ts";
import type { Price, TotalPrice } from "../../src/pricing/price.ts";
import type { Frame } from "../arbitraries/base.ts";
import type { TotalPick } from "../arbitraries/laneRules.ts";
import { mostQuantity } from "../arbitraries/millionths.ts";
import { boundsOf } from "../arbitraries/quantities.ts";
import { textOfWholes, wholesIn } from "./wholes.ts";

/** All prices of a rule: its own, or those of its cells. */
export function pricesOf(frame: Frame<UsageRule>): Price[] {
  const rule = { ...frame, id: "rule", name: "Rule" } as UsageRule;
  const compiled = compilePrice(rule);
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return [compiled.priceOf(undefined)];
  const standard = rule.default === "error" ? [] : [compiled.priceOf("default")];
  const cells = rule.model === "matrix" ? rule.cells.map(({ when }) => when) : rule.windows.map(timesOf);
  return [...standard, ...cells.map((cell) => compiled.priceOf(cell))];
}

function timesOf({
  from,
  to,
  weekdays,
}: { from: string; to: string; weekdays?: readonly string[] } & CellPrice) {
  return { from, to, ...(weekdays === undefined ? {} : { weekdays }) };
}

/** Totals, in whole millionths, around which a rule's price may turn, and those at which its table ends. */
export function turningPoints(frame: Frame<UsageRule>, most: bigint): bigint[] {
  const included = flooredMillionths(frame.included_quantity ?? "0");
  const named = [...boundsOf(frame).map(flooredMillionths), included];
  const size = frame.model === "package" ? flooredMillionths(frame.package_size) : 0n;
  const far = [999n, 1_000n, 65_537n, 10_000_019n].map((count) => count * size);
  const points = [...named, ...far].flatMap((point) => [point, point + included]);
  return [...points, most, most - mostQuantity].filter((point) => point >= 0n && point <= most + 5n);
}

function flooredMillionths(text: string): bigint {
  return wholesIn(text.replace(/(\.\d{6})\d+$/, "$1"), 6) ?? 0n;
}

function priceAt(price: TotalPrice, total: bigint): ReturnType<TotalPrice["amountAt"]> {
  return price.amountAt(decimalOf(textOfWholes(total, 6)));
}

/**
 * Law: an event is counted exactly if the total after it is no more than the table holds, and `fits` says so before; its amount is the
 * plain price after it, less that before. One that is not counted changes nothing.
 */
export function countsLikePrice(
  price: TotalPrice,
  points: readonly bigint[],
  first: bigint,
  picks: readonly TotalPick[],
  lanes: Lanes = createLanes(),
): void {
  const pieces = piecesOf(price);
  if (pieces === undefined) return;
  const most = BigInt(pieces.most);
  let total = first > most ? most : first;
  const place = lanes.open(pieces, Number(total));
  const other = lanes.open(pieces, 0);
  let counted = 0;
  for (const pick of picks) {
    const quantity = quantityOf(points, total, pick);
    const fits = total + quantity <= most;
    holds(fitsIn(lanes, place, Number(quantity)), fits, "fits");
    // Both ways to count come to the same.
    lanes.asked[0] = Number(quantity);
    const done = counted % 2 === 0 ? lanes.count(place, Number(quantity)) : lanes.countAsked(place);
    holds(done, fits, "count");
    if (fits) {
      amountIs(lanes, pieces, price, total, total + quantity);
      total += quantity;
      counted += 1;
    }
    holds(lanes.total(place), Number(total), "total");
    holds(lanes.events(place), counted, "events");
  }
  holds(lanes.total(other), 0, "another total");
  holds(lanes.events(other), 0, "another total's events");
}

function quantityOf(points: readonly bigint[], total: bigint, { point, step, further }: TotalPick): bigint {
  if (point === undefined) return further;
  const target = (points[point % Math.max(1, points.length)] ?? 0n) + step;
  return target < total || target - total > mostQuantity ? further : target - total;
}

function amountIs(
  { amount }: Lanes,
  { scale }: Pieces,
  price: TotalPrice,
  before: bigint,
  after: bigint,
): void {
  const [high = Number.NaN, low = Number.NaN] = amount;
  const told = BigInt(high) * 1_000_000n + BigInt(low);
  const exact = formatDecimal(subtract(priceAt(price, after), priceAt(price, before)));
  if (told === wholesIn(exact, scale + 6) && Math.abs(high) < mostLimb && Math.abs(low) < mostLimb) return;
  expect({ before, after, amount: textOfWholes(told, scale + 6), high, low }).toEqual({
    ...{ before, after, amount: exact },
    high: "a limb that can be written",
    low: "a limb that can be written",
  });
}

/** Whether a lane would take it. */
export function fitsIn(lanes: Lanes, place: number, quantity: number): boolean {
  lanes.asked[0] = quantity;
  return lanes.fitsAsked(place);
}

/** Compared here, as many runs would spend most of their time in comparing. */
function holds(value: unknown, expected: unknown, what: string): void {
  if (value !== expected) expect({ [what]: value }).toEqual({ [what]: expected });
}
