// The price of a total as a table of whole numbers: lines between points, or a staircase. The table is made by asking the plain
// price at a few points, so that nothing about any model is said a second time. `lanes.md` has the bounds and why they suffice.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  formatDecimal,
  multiply,
  scaleOf,
  subtract,
} from "../decimal/decimal.ts";
import type { PriceShape, TotalPrice } from "../pricing/price.ts";
import { mostLimb } from "./limbs.ts";
import { decimalOfMillionths, integerIn, million, millionthsOfDecimal } from "./millionths.ts";

/** One line: amount = (high × 10^6 + low) × 10^-(scale + 6) + (total − start) × rate × 10^-(scale + 6). */
interface Piece {
  /** Upper bound, inclusive. */
  readonly bound: number;
  readonly start: number;
  readonly high: number;
  readonly low: number;
  /** What a unit costs; with a stair, what a step does. */
  readonly rate: number;
  /** The length of a step. */
  readonly stair: number | undefined;
}

/** A price of totals up to `most`, in millionths. */
export interface Pieces {
  readonly scale: number;
  readonly most: number;
  /** The pieces one after the other, each in `pieceSize` numbers: bound, start, high, low, rate, stair (0: it has none). */
  readonly table: Float64Array;
}

export const pieceSize = 6;

/** A sum of two below it is a limb that can be written. */
const half: number = mostLimb / 2;
/** A million of it stay below `half`. */
const mostRate = Math.floor(half / million);
/** As many digits as a number of JavaScript holds. */
const mostTotal = 2 ** 53 - 1;

const known: WeakMap<TotalPrice, Pieces | null> = new WeakMap();

/** The table of a price, or undefined where none is exact; made once for the same price. */
export function piecesOf(price: TotalPrice): Pieces | undefined {
  const found = known.get(price);
  if (found !== undefined) return found ?? undefined;
  const made = price.shape === undefined ? undefined : makePieces(price, price.shape);
  known.set(price, made ?? null);
  return made;
}

/** A piece before its numbers have one scale. */
interface Line {
  readonly bound: number;
  readonly start: number;
  readonly base: Decimal;
  readonly rate: Decimal;
  readonly stair: number | undefined;
}

function makePieces(price: TotalPrice, { bends, stair }: PriceShape): Pieces | undefined {
  const step = stair === undefined ? undefined : millionthsOfDecimal(stair);
  if (Number.isNaN(step)) return undefined;
  const zeroLine: Line = {
    bound: 0,
    start: 0,
    base: price.amountAt(decimalOf("0")),
    rate: decimalOf("0"),
    stair: undefined,
  };
  const lines = [zeroLine];
  for (const bound of [...boundsOf(bends), mostTotal]) {
    const before = (lines.at(-1) as Line).bound;
    if (bound > before) lines.push(lineIn(price, before, bound, bound === mostTotal ? step : undefined));
  }
  const scale = Math.max(...lines.map(({ base, rate }) => Math.max(scaleOf(base) - 6, scaleOf(rate))));
  return inNumbers(lines, Math.max(0, scale));
}

/** The points at which the price may bend, as the last totals before them; those beyond all totals are no matter. */
function boundsOf(bends: readonly Decimal[]): number[] {
  const most = decimalOfMillionths(mostTotal);
  return bends
    .flatMap((bend) => (compare(bend, most) < 0 ? flooredMillionths(bend) : []))
    .sort((a, b) => a - b);
}

function flooredMillionths(value: Decimal): number {
  const [whole = "0", fraction = ""] = formatDecimal(value).split(".");
  return integerIn(whole) * million + integerIn(fraction.padEnd(6, "0").slice(0, 6));
}

/** The line from just after one bound up to the next, found from two of its points. */
function lineIn(price: TotalPrice, before: number, bound: number, stair: number | undefined): Line {
  if (stair !== undefined) {
    const base = price.amountAt(decimalOfMillionths(before));
    const after = price.amountAt(add(decimalOfMillionths(before), decimalOfMillionths(stair)));
    return { bound, start: before, base, rate: subtract(after, base), stair };
  }
  const start = before + 1;
  const base = price.amountAt(decimalOfMillionths(start));
  const isWide = bound - start >= million;
  const next = price.amountAt(decimalOfMillionths(isWide ? start + million : Math.min(start + 1, bound)));
  const rate = subtract(next, base);
  return { bound, start, base, rate: isWide ? rate : multiply(rate, decimalOf(String(million))), stair };
}

/** The lines as whole numbers, up to where these stop being exact. */
function inNumbers(lines: readonly Line[], scale: number): Pieces | undefined {
  const list: Piece[] = [];
  for (const line of lines) {
    const piece = pieceOf(line, scale);
    if (piece === undefined) break;
    list.push(piece);
    if (piece.bound < line.bound) break;
  }
  const most = list.at(-1)?.bound ?? 0;
  if (most === 0) return undefined;
  const numbers = list.flatMap((piece) => [
    piece.bound,
    piece.start,
    piece.high,
    piece.low,
    piece.rate,
    piece.stair ?? 0,
  ]);
  return { scale, most, table: Float64Array.from(numbers) };
}

function pieceOf({ bound, start, base, rate, stair }: Line, scale: number): Piece | undefined {
  const [high, low] = limbsOf(base, scale);
  const [perUnit] = limbsOf(rate, scale);
  if (!(Math.abs(high) < half) || !(Math.abs(perUnit) <= mostRate)) return undefined;
  const steps = perUnit === 0 ? Infinity : Math.floor((half - 1) / Math.abs(perUnit)) - 1;
  const reach = start + steps * (stair ?? million);
  return { bound: Math.min(bound, reach), start, high, low, rate: perUnit, stair };
}

/** The value in limbs, the low one from 0 to under a million; NaN where it does not fit. */
function limbsOf(value: Decimal, scale: number): readonly [number, number] {
  const text = formatDecimal(value);
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const digits = whole + fraction.padEnd(scale + 6, "0");
  if (fraction.length > scale + 6 || digits.length > 22) return [Number.NaN, Number.NaN];
  const [high, low] = [integerIn(digits.slice(0, -6)), integerIn(digits.slice(-6))];
  if (!negative) return [high, low];
  return low === 0 ? [-high, 0] : [-high - 1, million - low];
}
