// What a compiled rule can do. A price is a function of the total, or, for a few models, of each event in its
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
  /** How the amount goes with totals from zero on; left out where it is no line between points. */
  readonly shape?: PriceShape;
}

/** An amount that is a straight line between points at which it may bend or jump; the points belong to the line before them. */
export interface PriceShape {
  readonly bends: readonly Decimal[];
  /** A staircase after the last bend instead: up at its beginning, and each time that so many units are passed. */
  readonly stair?: Decimal;
}

/** The price of one event after others. Exact. */
export interface EventPrice {
  readonly per: "event";
  readonly start: EventPriceState;
  /** What came before decides what is free, so two sequences cannot be put together without their events. */
  readonly ordered: boolean;
  /** A total below zero is billed as zero. */
  readonly clamps: boolean;
  /** `price` is what the event itself says that it costs. */
  next(state: EventPriceState, value: Decimal, price?: Decimal): PricedEvent;
  /** Null: each event has its own. */
  readonly unitPrice: Decimal | null;
}

export interface PricedEvent {
  readonly state: EventPriceState;
  readonly amount: Decimal;
  readonly steps: Step[];
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

/** What a step is made from, in exact numbers. */
type StepParts = {
  readonly [field in
    | "quantity"
    | "divide_by"
    | "result"
    | "package_size"
    | "packages"
    | "unit_price"
    | "flat_amount"
    | "maximum_amount"]?: Decimal | undefined;
} & { readonly [field in "up_to" | "round" | "scale"]?: Step[field] | undefined } & {
  readonly amount: Decimal;
};

/** A step in exact numbers, as text; its fields in the order in which they are given. */
export function step(kind: StepKind, parts: StepParts): Step {
  const told: { [field: string]: unknown } = { kind };
  for (const [name, part] of Object.entries(parts)) {
    if (part !== undefined) told[name] = asText.has(name) ? part : formatDecimal(part as Decimal);
  }
  // Each part is told under its own name.
  return told as unknown as Step;
}

/** Fields that are no numbers of ours. */
const asText: ReadonlySet<string> = new Set(["up_to", "round", "scale"]);

/** The order in which steps of events are told, whichever event came first. */
const kindsOfEvents: readonly StepKind[] = [
  "free",
  "rate",
  "dynamic",
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
