// Any event, one by one: what a plain event must come to as well, only slower. It is the one place that refuses.
import { formatInstant, isCanonicalInstant } from "../calendar/instant.ts";
import { formatDecimal } from "../decimal/decimal.ts";
import { millionthsOfText } from "../lane/millionths.ts";
import type { Measured } from "../metering/accumulator.ts";
import { eventContent } from "../metering/eventContent.ts";
import type { Charge, EventOutcome } from "../model/charge.ts";
import type { JsonValue, UsageEvent } from "../model/usageEvent.ts";
import type { Meter } from "../rating/compileTerms.ts";
import type { RunningTotals } from "../rating/createTotals.ts";
import {
  type Placement,
  placeEvent,
  type Read,
  type Refusal,
  readEvent,
  refusal,
} from "../rating/placeEvent.ts";
import type { OpenAccount } from "./account.ts";
import type { EventMemory } from "./eventMemory.ts";

/** What rating one event came to. */
export interface Rated {
  readonly outcome: EventOutcome;
  /** None unless it was accepted, and was new. */
  readonly charges: readonly Charge[];
}

/** @param index - the account's place in the memory */
export function rateAnyEvent(
  account: OpenAccount,
  index: number,
  event: UsageEvent,
  memory: EventMemory,
): Rated {
  const { terms, compiled, totals, closed } = account;
  const read = readEvent(event, terms);
  if (!read.ok) return refused(event, read);
  memory.name(index, event.event_id);
  say(account, event, read, memory);
  const found = memory.find();
  if (found === "same") return { outcome: { ...accepted(event), duplicate: true }, charges: [] };
  if (found === "other") {
    return refused(
      event,
      refusal("event_conflict", "another event with this event_id was accepted before; it stays"),
    );
  }
  const place = placeEvent(event, read, terms, compiled, closed);
  if (!place.ok) return refused(event, place);
  const charges = chargeEvent(totals, event, read, place);
  memory.keep();
  return { outcome: accepted(event), charges };
}

/** Tells the memory what the event says: in numbers wherever a plain event of the same content would. */
function say(account: OpenAccount, event: UsageEvent, read: Read, memory: EventMemory): void {
  const { counterparty, counterparty_side, properties } = event;
  const text = formatDecimal(read.quantity);
  const metric = account.metricsByName.get(event.metric);
  const quantity = millionthsOfText(text);
  const isBare = counterparty === undefined && counterparty_side === undefined && isEmpty(properties);
  if (isBare && metric !== undefined && quantity >= 0)
    memory.saysPlain(metric.number, quantity, read.instant);
  else memory.saysText(eventContent(event, text, read.instant));
}

function isEmpty(properties: UsageEvent["properties"]): boolean {
  return properties === undefined || Object.keys(properties).length === 0;
}

/** Counts an event under each of its rules. */
function chargeEvent(
  totals: RunningTotals,
  event: UsageEvent,
  read: Read,
  { counts, period }: Placement,
): Charge[] {
  const { start, end } = period.period;
  const timestamp = isCanonicalInstant(event.timestamp) ? event.timestamp : formatInstant(read.instant);
  return counts.map(({ meter, place, measured, price }): Charge => {
    const { quantity, amount, steps } = totals.count(meter, start, place, measured, price);
    const charge: { -readonly [field in keyof Charge]: Charge[field] } = {
      object: "charge",
      contract: event.external_contract_id,
      event_id: event.event_id,
      rule_id: meter.rule.id,
      version: meter.version,
      timestamp,
      period: { start, end },
      quantity: formatDecimal(quantity),
      amount: formatDecimal(amount),
    };
    // Most charges have none of these, and should not pay for them.
    if (place.group !== undefined) charge.group = place.group;
    if (place.cell !== undefined) charge.cell = place.cell;
    if (steps !== undefined) charge.steps = steps;
    if (!meter.additive) charge.measure = measureOf(meter, measured);
    return charge;
  });
}

/** What one event is to an aggregation on its own. */
function measureOf(meter: Meter, measured: Measured): JsonValue {
  const accumulator = meter.accumulate();
  accumulator.add(measured);
  return accumulator.state();
}

function accepted({ event_id }: UsageEvent): EventOutcome {
  return { event_id, status: "accepted" };
}

export function refused(event: UsageEvent | undefined, { code, message }: Refusal): Rated {
  const event_id = typeof event?.event_id === "string" ? event.event_id : "";
  return { outcome: { event_id, status: "rejected", code, error: message }, charges: [] };
}
