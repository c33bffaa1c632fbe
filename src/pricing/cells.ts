// Prices that depend on the event: which cell it falls in, and what the units of each cell cost. The units of a cell count
// on their own, as if each cell were a rule of its own.
import { decimalOf, isZero, zero } from "../decimal/decimal.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Cell } from "../model/charge.ts";
import type { CellPrice } from "../model/pricingProgram.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { packaged } from "./packaged.ts";
import { perUnit } from "./perUnit.ts";
import { step, type TotalPrice } from "./price.ts";
import { tiered } from "./tiered.ts";

/** The clock on the wall when an event took place: minutes since midnight, and the day, 0 for a Sunday. */
export interface Clock {
  readonly minute: number;
  readonly weekday: number;
}

/** The cells of one rule, ready to look events up in. */
export interface Cells {
  /** Undefined: the event falls in none, and the rule refuses it. */
  find(event: UsageEvent, clock: () => Clock): Cell | undefined;
  /** Whether `find` could have found it. */
  knows(cell: Cell): boolean;
  /** The price of the units of a cell that `find` has found. */
  priceOf(cell: Cell): TotalPrice;
}

/** What becomes of events that fall in no cell. */
export function defaultCell(price: CellPrice | "free" | "error"): "default" | undefined {
  return price === "error" ? undefined : "default";
}

/** The prices of cells, by what a charge says of its cell. */
export function createPrices(
  cells: Iterable<readonly [Cell, CellPrice]>,
  standard: CellPrice | "free" | "error",
): Pick<Cells, "knows" | "priceOf"> {
  const sources = new Map([...cells].map(([cell, price]) => [canonicalJson(cell), price]));
  return {
    knows: (cell) =>
      cell === "default" ? standard !== "error" : isFlat(cell) && sources.has(canonicalJson(cell)),
    priceOf(cell) {
      const source = sources.get(canonicalJson(cell)) ?? standard;
      return typeof source === "string" ? free : compileCell(source);
    },
  };
}

/** Text, or lists of text: nothing that could be nested without end. */
function isFlat(cell: unknown): boolean {
  if (typeof cell !== "object" || cell === null) return false;
  return Object.values(cell).every((value) => [value].flat().every((text) => typeof text === "string"));
}

function compileCell(price: CellPrice): TotalPrice {
  if ("unit_amount" in price) return perUnit(decimalOf(price.unit_amount), "unit");
  if ("rate" in price) return perUnit(decimalOf(price.rate), "rate");
  return "tiers" in price ? tiered(price) : packaged(price);
}

const free: TotalPrice = {
  per: "total",
  amountAt: () => zero,
  stepsAt: (quantity) => (isZero(quantity) ? [] : [step("free", { quantity, amount: zero })]),
  unitPriceAt: () => zero,
  shape: { bends: [] },
};

/** The same price, whose steps say which cell they are about. */
export function labelled(price: TotalPrice, cell: Cell): TotalPrice {
  return {
    ...price,
    stepsAt: (quantity) => price.stepsAt(quantity).map(({ kind, ...rest }) => ({ kind, cell, ...rest })),
  };
}
