// How far each ladder has counted in each period: live while rating, plain JSON between two calls. A book holds one ladder's
// period: its parts (groups and cells) count on their own; a price is asked for a part, or, shared, for all groups together.
import { add, type Decimal, formatDecimal, subtract, zero } from "../decimal/decimal.ts";
import type { Lanes } from "../lane/lanes.ts";
import type { Accumulator, Measured, Span } from "../metering/accumulator.ts";
import { partKey } from "../metering/groupOf.ts";
import type { Cell, Group, LadderTotal, Step } from "../model/charge.ts";
import { compareText } from "../model/compareText.ts";
import { invalidState } from "../model/invalidState.ts";
import type { JsonValue } from "../model/usageEvent.ts";
import type { CompiledRule } from "../pricing/compilePrice.ts";
import type { EventPriceState, Price } from "../pricing/price.ts";
import type { Meter } from "./compileTerms.ts";
import { countInLane, type Lane, leaveLane, totalIn } from "./laneOf.ts";

/** What one price is asked for. */
interface Priced {
  quantity: Decimal;
  /** The price of the quantity; undefined until it is needed. */
  amount: Decimal | undefined;
}

export interface Part {
  readonly price: Price;
  readonly priced: Priced;
  /** Where it is counted in numbers: these hold the total then; null: it has none any more. */
  lane: Lane | null | undefined;
  /** The aggregate, with what was carried in. */
  quantity: Decimal;
  /** Where quantities cannot simply be added up: what the period's own events came to. */
  readonly own: Accumulator | undefined;
  /** The state that the period began with. */
  carried: JsonValue | undefined;
  /** Whether the period has events of its own here. */
  used: boolean;
  /** For prices of events. */
  events: EventPriceState | undefined;
}

export interface Book {
  readonly meter: Meter;
  readonly periodStart: string;
  readonly span: Span;
  /** The ladder's prices in that period. */
  readonly compiled: CompiledRule;
  readonly lanes: Lanes;
  readonly parts: Map<string, Part>;
  readonly shared: Map<string, Priced>;
}

/** The order of a rule's books in time: by period, and within one by version. */
export function inTime(a: Book, b: Book): number {
  return compareText(a.periodStart, b.periodStart) || a.meter.version - b.meter.version;
}

/** Which part of a ladder an event counts in. */
export interface Place {
  readonly group: Group | undefined;
  readonly cell: Cell | undefined;
  /** Both as one text. */
  readonly key: string;
}

/** What counting one event did. */
export interface Counted {
  readonly quantity: Decimal;
  readonly amount: Decimal;
  readonly steps?: readonly Step[];
}

/** The part of a book, opened empty where there is none yet. */
export function partOf({ meter, compiled, parts, shared }: Book, place: Place): Part {
  const known = parts.get(place.key);
  if (known !== undefined) return known;
  const price = compiled.priceOf(place.cell);
  const fresh = (): Priced => ({ quantity: zero, amount: undefined });
  let priced = fresh();
  if (meter.rule.group_ladder === "shared") {
    const ladder = partKey(undefined, place.cell);
    priced = shared.get(ladder) ?? priced;
    shared.set(ladder, priced);
  }
  const part: Part = {
    price,
    priced,
    lane: undefined,
    quantity: zero,
    own: meter.additive ? undefined : meter.accumulate(),
    carried: undefined,
    used: false,
    events: price.per === "event" ? price.start : undefined,
  };
  parts.set(place.key, part);
  return part;
}

/** Counts one event: the charge is the price after it, less the price before. */
export function countIn(book: Book, part: Part, measured: Measured, price: Decimal | undefined): Counted {
  part.used = true;
  const { own } = part;
  const inLane = countInLane(book, part, measured.value);
  if (inLane !== undefined) return inLane;
  leaveLane(book, part, (quantity) => settle(part, quantity));
  own?.add(measured);
  const after = own === undefined ? add(part.quantity, measured.value) : aggregateOf(book, part, own);
  const quantity = subtract(after, part.quantity);
  part.quantity = after;
  if (part.price.per === "event") {
    const { state, amount, steps } = part.price.next(part.events as EventPriceState, quantity, price);
    part.events = state;
    return { quantity, amount, steps };
  }
  const { priced } = part;
  const before = priced.amount ?? part.price.amountAt(priced.quantity);
  priced.quantity = add(priced.quantity, quantity);
  priced.amount = part.price.amountAt(priced.quantity);
  return { quantity, amount: subtract(priced.amount, before) };
}

/** Begins a part with another carried state: its aggregate follows, without a charge to any event. */
export function carryInto(book: Book, part: Part, carried: JsonValue): void {
  part.carried = carried;
  // What carries over does not simply add up.
  settle(part, aggregateOf(book, part, part.own as Accumulator));
}

function aggregateOf({ meter, span }: Book, { carried }: Part, own: Accumulator): Decimal {
  if (carried === undefined) return own.value(span);
  const whole = meter.accumulate();
  whole.merge(carried);
  whole.merge(own.state());
  return whole.value(span);
}

export function settle(part: Part, quantity: Decimal): void {
  part.priced.quantity = add(part.priced.quantity, subtract(quantity, part.quantity));
  part.priced.amount = undefined;
  part.quantity = quantity;
}

/** The part that a total's text names. */
export function placeOf(key: string): Place {
  if (key === "") return { group: undefined, cell: undefined, key };
  const [group, cell] = readPart(key);
  return { group: group ?? undefined, cell: cell ?? undefined, key };
}

function readPart(key: string): readonly [Group | null, Cell | null] {
  let parts: unknown;
  try {
    parts = JSON.parse(key);
  } catch {
    // Only a damaged state has such text.
    throw invalidState("a total's part is not JSON");
  }
  if (!Array.isArray(parts) || parts.length !== 2) throw invalidState("a total's part is no group and cell");
  return parts as unknown as readonly [Group | null, Cell | null];
}

/** The totals of a book's own events. */
export function totalsOf(book: Book): LadderTotal[] {
  const { meter, periodStart, span } = book;
  return [...book.parts].flatMap(([key, part]): LadderTotal[] => {
    const { quantity, used } = totalIn(book, part);
    const { own, events } = part;
    if (!used) return [];
    const total = {
      rule_id: meter.rule.id,
      version: meter.version,
      period_start: periodStart,
      ...(key === "" ? {} : { part: key }),
      quantity: formatDecimal(own === undefined ? quantity : own.value(span)),
      ...(own === undefined ? {} : { measure: own.state() }),
    };
    if (events === undefined) return [total];
    const { amount, freeEvents, freeAmount, freeOver } = events;
    const per_event = {
      amount: formatDecimal(amount),
      free_events: freeEvents,
      free_amount: formatDecimal(freeAmount),
      free_over: freeOver,
    };
    return [{ ...total, per_event }];
  });
}
