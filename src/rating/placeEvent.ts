// Where an event counts: what can be read of it, its period, the rules that charge it, and which part of each.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { checkInstant } from "../calendar/instant.ts";
import { reignAt } from "../calendar/timeline.ts";
import { localClock } from "../calendar/zone.ts";
import { checkDecimal } from "../decimal/checkDecimal.ts";
import type { Decimal } from "../decimal/decimal.ts";
import type { Measured } from "../metering/accumulator.ts";
import { groupOf, partKey } from "../metering/groupOf.ts";
import { measureEvent } from "../metering/measureEvent.ts";
import { inexactText } from "../metering/propertyText.ts";
import { selectRules } from "../metering/selectRules.ts";
import { idPattern } from "../model/id.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Terms } from "../model/terms.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Place } from "./book.ts";
import type { CompiledTerms, Meter } from "./compileTerms.ts";

/** An event that can be rated at all. */
export interface Read {
  readonly ok: true;
  readonly quantity: Decimal;
  readonly instant: number;
}

/** Where an event counts, and what it brings there. */
export interface Placement {
  readonly ok: true;
  readonly period: CalendarPeriod;
  readonly counts: readonly Count[];
}

/** One rule that an event counts under. */
export interface Count {
  readonly ok: true;
  readonly meter: Meter;
  readonly place: Place;
  readonly measured: Measured;
  readonly price: Decimal | undefined;
}

/** Why an event is not taken. */
export interface Refusal {
  readonly ok: false;
  readonly code: IssueCode;
  readonly message: string;
}

/** What can be said of an event without anything else; events that were not parsed get through here too. */
export function readEvent(event: UsageEvent, terms: Terms): Read | Refusal {
  const misnamed = checkNames(event);
  if (misnamed !== undefined) return misnamed;
  const quantity = checkDecimal(event.quantity);
  if (!quantity.ok) return refusal(quantity.code, `quantity ${quantity.message}`);
  const instant = checkInstant(event.timestamp);
  if (!instant.ok) return refusal(instant.code, `timestamp ${instant.message}`);
  if (event.external_contract_id !== terms.contract.id) {
    return refusal("contract_unknown", `must be of contract ${terms.contract.id}`);
  }
  return { ok: true, quantity: quantity.value, instant: instant.value };
}

/** Events that were not parsed must not count under names that no parser would let through. */
function checkNames(event: UsageEvent): Refusal | undefined {
  if (typeof event?.event_id !== "string")
    return refusal("event_invalid", "must be a usage event with an event_id");
  const { event_id, counterparty, counterparty_side: side } = event;
  if (!idPattern.test(event_id)) {
    return refusal("id_invalid", 'event_id must be 1 to 255 printable ASCII characters without space or "/"');
  }
  if (counterparty !== undefined && (typeof counterparty !== "string" || !idPattern.test(counterparty))) {
    return refusal("id_invalid", "counterparty must be an id");
  }
  if (side === undefined || side === "maker" || side === "taker") return undefined;
  return refusal("value_invalid", "counterparty_side must be maker or taker");
}

/** Where an event belongs: its period and the rules that charge it, or the first reason why it belongs nowhere. */
export function placeEvent(
  event: UsageEvent,
  { quantity, instant }: Read,
  { contract }: Terms,
  { calendar, timeline, metrics, selections }: CompiledTerms,
  closed: ReadonlySet<string>,
): Placement | Refusal {
  if (contract.status !== "active") {
    return refusal("contract_inactive", `the contract is ${contract.status}: only an active one takes usage`);
  }
  if (!metrics.has(event.metric))
    return refusal("metric_unknown", "metric is not one of the contract's metrics");
  const period = calendar.periodAt(instant);
  if (period === undefined) {
    const term = `${contract.start_date ?? "ever"} up to, not including, ${contract.end_date ?? "never"}`;
    return refusal(
      "timestamp_outside_contract",
      `timestamp is outside the contract, which runs from ${term}`,
    );
  }
  if (closed.has(period.period.start)) {
    return refusal(
      "period_closed",
      `the period from ${period.period.start} takes no more usage: it is final, or a later one that looks back on it is`,
    );
  }
  const reign = reignAt(timeline, instant);
  if (reign === undefined)
    return refusal("pricing_missing", "no version of the pricing program is in effect yet");
  const { version } = reign.program;
  const selection = selections.get(reign)?.get(event.metric);
  const inexact = selection === undefined ? undefined : inexactText(event, selection.compared);
  if (inexact !== undefined) return refusal("property_invalid", inexact);
  const meters = selectRules(selection, event);
  if (meters.length === 0)
    return refusal("metric_not_priced", `no rule of program version ${version} prices this event`);
  const counts: Count[] = [];
  for (const meter of meters) {
    const count = readCount(meter, event, { ok: true, quantity, instant }, contract.timezone);
    if (!count.ok) return count;
    counts.push(count);
  }
  return { ok: true, period, counts };
}

/** As for ids: a store has to find totals by it. */
const longestGroupValue = 255;

/** The part of a rule that has no parts. */
const whole: Place = { group: undefined, cell: undefined, key: "" };

/** What an event brings to one rule, and to which part of it. */
function readCount(
  meter: Meter,
  event: UsageEvent,
  { quantity, instant }: Read,
  zone: string,
): Count | Refusal {
  const { rule, compiled } = meter;
  const read = measureEvent(rule, event, quantity);
  if (!read.ok) return read;
  const cell = compiled.cells?.find(event, () => localClock(instant, zone));
  if (compiled.cells !== undefined && cell === undefined) {
    return refusal(
      "cell_unmatched",
      `falls in no cell of rule ${rule.id}, which refuses what it does not name`,
    );
  }
  const group = rule.group_by === undefined ? undefined : groupOf(event, rule.group_by);
  const long = Object.entries(group ?? {}).find(([, text]) => (text?.length ?? 0) > longestGroupValue);
  if (long !== undefined) {
    const message = `property ${JSON.stringify(long[0])} must have at most ${longestGroupValue} characters: the pricing rule groups by it`;
    return refusal("property_invalid", message);
  }
  return {
    ok: true,
    meter,
    place: group === undefined && cell === undefined ? whole : { group, cell, key: partKey(group, cell) },
    measured: { value: read.value, text: read.text, instant, event_id: event.event_id },
    price: read.price,
  };
}

export function refusal(code: IssueCode, message: string): Refusal {
  return { ok: false, code, message };
}
