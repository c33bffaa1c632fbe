// What a compiled rule can do. A price is a function of the total, or, for a few percentages, of each event in its
// turn; either way a charge is the difference that one more event makes.
import type { Decimal } from "../decimal/decimal.ts";
import { add, decimalOf, formatDecimal } from "../decimal/decimal.ts";
import type { Step, StepKind } from "../model/charge.ts";

/** The price of a total quantity. Exact. */
export interface TotalPrice {
  readonly per: "total";
  amountAt(quantity: Decimal): Decimal;
  /** How it comes about; the steps' amounts add up to `amountAt` exactly. */
  stepsAt(quantity: Decimal): Step[];
  /** The price of a billable unit, where one price holds for all of them. */
  unitPriceAt(quantity: Decimal): Decimal | null;
}

/** The price of one event after others. Exact. */
export interface EventPrice {
  readonly per: "event";
  readonly start: EventPriceState;
  /** What came before decides what is free, so two sequences cannot be put together without their events. */
  readonly ordered: boolean;
  /** A total below zero is billed as zero. */
  readonly clamps: boolean;
  next(state: EventPriceState, value: Decimal): { state: EventPriceState; amount: Decimal; steps: Step[] };
  readonly unitPrice: Decimal;
}

export interface EventPriceState {
  /** Sum of the events' prices, before totals below zero are clamped. */
  readonly amount: Decimal;
  /** Events and value that came while the free part lasted. */
  readonly freeEvents: number;
  readonly freeAmount: Decimal;
  readonly freeOver: boolean;
}

export type Price = TotalPrice | EventPrice;

/** A step in exact numbers, as text. */
export function step(
  kind: StepKind,
  parts: {
    readonly quantity?: Decimal;
    readonly unit_price?: Decimal;
    readonly flat_amount?: Decimal;
    readonly up_to?: string | null;
    readonly amount: Decimal;
  },
): Step {
  const { quantity, unit_price, flat_amount, up_to, amount } = parts;
  return {
    kind,
    ...(up_to === undefined ? {} : { up_to }),
    ...(quantity === undefined ? {} : { quantity: formatDecimal(quantity) }),
    ...(unit_price === undefined ? {} : { unit_price: formatDecimal(unit_price) }),
    ...(flat_amount === undefined ? {} : { flat_amount: formatDecimal(flat_amount) }),
    amount: formatDecimal(amount),
  };
}

/** The order in which steps of events are told, whichever event came first. */
const kindsOfEvents: readonly StepKind[] = [
  "free",
  "rate",
  "fixed",
  "event_minimum",
  "event_maximum",
  "clamped",
];

/** Steps of several events as one list: same kind and price, one step. */
export function mergeSteps(lists: Iterable<readonly Step[]>): Step[] {
  const merged = new Map<string, Step>();
  for (const list of lists) {
    for (const one of list) {
      const key = `${one.kind} ${one.unit_price ?? ""}`;
      const sum = merged.get(key);
      merged.set(key, sum === undefined ? { ...one } : addSteps(sum, one));
    }
  }
  // What came and went again leaves no step: which order it came in is not to be seen.
  const left = [...merged.values()].filter(
    ({ quantity = "0", amount }) => quantity !== "0" || amount !== "0",
  );
  return left.sort((a, b) => kindsOfEvents.indexOf(a.kind) - kindsOfEvents.indexOf(b.kind));
}

function addSteps(a: Step, b: Step): Step {
  const quantity =
    a.quantity === undefined || b.quantity === undefined ? a.quantity : plus(a.quantity, b.quantity);
  return { ...a, ...(quantity === undefined ? {} : { quantity }), amount: plus(a.amount, b.amount) };
}

function plus(a: string, b: string): string {
  return formatDecimal(add(decimalOf(a), decimalOf(b)));
}
