// Parts that can be counted in plain numbers are. A part leaves its lane for good with the first event that does not fit there, and
// goes on in decimals from the same total.

import type { Decimal } from "../decimal/decimal.ts";
import { decimalOf } from "../decimal/decimal.ts";
import { formatLimbs } from "../lane/limbs.ts";
import { decimalOfMillionths, millionthsOfDecimal, millionthsOfTotal } from "../lane/millionths.ts";
import { type Pieces, piecesOf } from "../lane/pieces.ts";
import type { Price } from "../pricing/price.ts";
import type { Book, Counted, Part } from "./book.ts";
import type { Meter } from "./compileTerms.ts";

/** Where a part is counted. */
export interface Lane {
  readonly place: number;
  readonly pieces: Pieces;
}

/** The lane of a part, opened where there can be one and it has not been left. */
export function laneOf({ meter, lanes }: Book, part: Part): Lane | undefined {
  if (part.lane !== undefined) return part.lane ?? undefined;
  part.lane = null;
  const pieces = piecesIn(meter, part.price);
  if (pieces === undefined) return undefined;
  const total = millionthsOfTotal(part.quantity);
  if (total <= pieces.most) part.lane = { place: lanes.open(pieces, total), pieces };
  return part.lane ?? undefined;
}

/** The table of a price under a meter whose totals can be counted in numbers; undefined where they cannot. */
export function piecesIn({ additive, rule }: Meter, price: Price): Pieces | undefined {
  return additive && rule.group_ladder !== "shared" && price.per === "total" ? piecesOf(price) : undefined;
}

/** Counts an event in the part's lane; undefined where it has none or the event does not fit. */
export function countInLane(book: Book, part: Part, value: Decimal): Counted | undefined {
  const lane = laneOf(book, part);
  if (lane === undefined) return undefined;
  const { amount } = book.lanes;
  if (!book.lanes.count(lane.place, millionthsOfDecimal(value))) return undefined;
  return {
    quantity: value,
    amount: decimalOf(formatLimbs(amount[0] as number, amount[1] as number, lane.pieces.scale)),
  };
}

/** What the part has come to, and whether it has events of its own. */
export function totalIn(
  { lanes }: Book,
  { lane, quantity, used }: Part,
): { quantity: Decimal; used: boolean } {
  if (lane === undefined || lane === null) return { quantity, used };
  return {
    quantity: decimalOfMillionths(lanes.total(lane.place)),
    used: used || lanes.events(lane.place) > 0,
  };
}

/** Puts the part into decimals; `settle` is told what it has come to. */
export function leaveLane(book: Book, part: Part, settle: (quantity: Decimal) => void): void {
  if (part.lane === undefined || part.lane === null) return;
  settle(totalIn(book, part).quantity);
  book.lanes.close(part.lane.place);
  part.lane = null;
}
