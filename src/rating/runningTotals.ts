// How far each ladder has counted in each period: live while rating, plain JSON between two calls.
import { checkOwnText } from "../decimal/checkDecimal.ts";
import { add, type Decimal, formatDecimal, subtract } from "../decimal/decimal.ts";
import type { LadderTotal, Step } from "../model/charge.ts";
import type { EventPriceState } from "../pricing/price.ts";
import { invalidState } from "./checkState.ts";
import type { CompiledTerms, Meter } from "./compileTerms.ts";

/** One ladder in one period. */
interface Running {
  quantity: Decimal;
  /** Price of the quantity, for prices of totals. */
  amount: Decimal;
  /** For prices of events. */
  events: EventPriceState | undefined;
}

/** What counting one event did. */
export interface Counted {
  readonly quantity: Decimal;
  readonly amount: Decimal;
  readonly steps?: readonly Step[];
}

export interface RunningTotals {
  /** Counts one event of that quantity. */
  count(meter: Meter, periodStart: string, quantity: Decimal): Counted;
  totals(): LadderTotal[];
}

export function createTotals(compiled: CompiledTerms, from: readonly LadderTotal[]): RunningTotals {
  const running = new Map<Meter, Map<string, Running>>();
  // Totals of ladders that these terms do not have are kept as they are: forgetting them would lose usage.
  const foreign: LadderTotal[] = [];
  for (const total of from) {
    const meter = compiled.meters.get(total.rule_id)?.get(total.version);
    if (meter === undefined) foreign.push(copyTotal(total));
    else periodsOf(meter).set(total.period_start, revive(meter, total));
  }

  function periodsOf(meter: Meter): Map<string, Running> {
    const known = running.get(meter);
    if (known !== undefined) return known;
    const fresh = new Map<string, Running>();
    running.set(meter, fresh);
    return fresh;
  }

  function count(meter: Meter, periodStart: string, quantity: Decimal): Counted {
    const periods = periodsOf(meter);
    const total = periods.get(periodStart) ?? startOf(meter);
    periods.set(periodStart, total);
    return advance(meter, total, quantity);
  }

  function totals(): LadderTotal[] {
    const live = [...running].flatMap(([meter, periods]) =>
      [...periods].map(([periodStart, total]) => asDocument(meter, periodStart, total)),
    );
    return [...foreign.map(copyTotal), ...live];
  }

  return { count, totals };
}

function startOf({ price, aggregation }: Meter): Running {
  const quantity = aggregation.empty;
  return price.per === "event"
    ? { quantity, amount: price.start.amount, events: price.start }
    : { quantity, amount: price.amountAt(quantity), events: undefined };
}

/** The charge is the difference: the price of the total after the event, less the price before. */
function advance({ price, aggregation }: Meter, total: Running, quantity: Decimal): Counted {
  const after = aggregation.add(total.quantity, quantity);
  const added = subtract(after, total.quantity);
  total.quantity = after;
  if (price.per === "event") {
    const { state, amount, steps } = price.next(total.events ?? price.start, added);
    total.events = state;
    return { quantity: added, amount, steps };
  }
  const amount = price.amountAt(after);
  const difference = subtract(amount, total.amount);
  total.amount = amount;
  return { quantity: added, amount: difference };
}

function asDocument(
  { rule, version }: Meter,
  period_start: string,
  { quantity, events }: Running,
): LadderTotal {
  const total = { rule_id: rule.id, version, period_start, quantity: formatDecimal(quantity) };
  if (events === undefined) return total;
  return {
    ...total,
    per_event: {
      amount: formatDecimal(events.amount),
      free_events: events.freeEvents,
      free_amount: formatDecimal(events.freeAmount),
      free_over: events.freeOver,
    },
  };
}

function revive({ price }: Meter, total: LadderTotal): Running {
  const quantity = decimalIn(total.quantity);
  if (price.per === "total") return { quantity, amount: price.amountAt(quantity), events: undefined };
  const kept = total.per_event;
  if (kept === undefined) throw invalidState("per_event is missing where the rule prices each event");
  const events = {
    amount: decimalIn(kept.amount),
    freeEvents: kept.free_events,
    freeAmount: decimalIn(kept.free_amount),
    freeOver: kept.free_over,
  };
  return { quantity, amount: events.amount, events };
}

/** What tells one total from another: its ladder and its period. */
export function totalKey(total: Pick<LadderTotal, "rule_id" | "version" | "period_start">): string {
  return JSON.stringify([total.rule_id, total.version, total.period_start]);
}

/** A total that shares nothing with the one that it is made from. */
export function copyTotal(total: LadderTotal): LadderTotal {
  return total.per_event === undefined ? { ...total } : { ...total, per_event: { ...total.per_event } };
}

/** Adds what two workers counted of the same ladder and period, each from zero. */
export function mergeTotals(meter: Meter, a: LadderTotal, b: LadderTotal): LadderTotal {
  const quantity = formatDecimal(meter.aggregation.merge(decimalIn(a.quantity), decimalIn(b.quantity)));
  if (a.per_event === undefined || b.per_event === undefined) return { ...a, quantity };
  const amount = formatDecimal(add(decimalIn(a.per_event.amount), decimalIn(b.per_event.amount)));
  return { ...a, quantity, per_event: { ...a.per_event, amount } };
}

/** Running totals are sums of many events and may be longer than any one decimal from outside. */
function decimalIn(text: string): Decimal {
  const check = checkOwnText(text);
  if (!check.ok) throw invalidState(`not a decimal: ${check.message}`);
  return check.value;
}
