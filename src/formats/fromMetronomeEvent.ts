import type { UsageEvent } from "../index.ts";
import { carriedSaid } from "./carriedSaid.ts";
import { type EventEntry, type EventReader, eachEvent, oneEvent } from "./eachEvent.ts";
import { type EventOptions, eventOptions } from "./eventOptions.ts";
import { type Fields, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { contractSaid, eventIdSaid, metricSaid, usageEventOf } from "./usageEventOf.ts";

const reader: EventReader<EventOptions> = {
  ...{ ids: ["transaction_id"], read: readMetronomeEvent },
  options: eventOptions,
};
const known = ["transaction_id", "customer_id", "event_type", "timestamp", "properties"];
/** What a search of events has beside. */
const told = ["id", "processed_at", "is_duplicate", "matched_customer", "matched_billable_metrics"];

/**
 * Reads an event of Metronome as a usage event.
 *
 * `customer_id`, an id or an alias, is the contract, `event_type` the metric, `transaction_id` the `event_id`. Each event counts
 * 1 unless `quantity` names a property; the others are the properties. `timestamp` is text of RFC 3339.
 *
 * @param input - any value, or JSON text of an object
 * @param options - which property is the quantity, and how ids and names are mapped
 * @returns the event, or every issue with its path in Metronome's event
 *
 * @example
 * const event = fromMetronomeEvent({
 *   transaction_id: "x-1", customer_id: "acme", event_type: "cpu", timestamp: "2026-03-25T12:00:00Z",
 *   properties: { hours: "0.25", size: "l" },
 * }, { quantity: { path: ["hours"] }, metric: (type) => `${type}-hours` });
 * event.ok && [event.value.metric, event.value.quantity, event.value.properties]; // => ["cpu-hours", "0.25", { size: "l" }]
 */
export function fromMetronomeEvent(input: unknown, options: EventOptions = {}): FormatResult<UsageEvent> {
  return oneEvent(reader, input, options);
}

/**
 * Reads a list of Metronome's events, each for itself; at most 100,000.
 *
 * @param input - any value, or JSON text of an array
 * @param options - as for `fromMetronomeEvent`
 * @returns an entry for each event in the order given, with paths such as `$[3].timestamp`, or the issues of the list
 *
 * @example
 * const batch = fromMetronomeEvents([{ transaction_id: "x-1", customer_id: "acme", event_type: "cpu" }]);
 * const [entry] = batch.ok ? batch.value : [];
 * entry?.parsed.ok === false && entry.parsed.issues.map(({ code, path }) => [code, path]);
 * // => [["field_missing", "$[0].timestamp"]]
 */
export function fromMetronomeEvents(
  input: unknown,
  options: EventOptions = {},
): FormatResult<readonly EventEntry[]> {
  return eachEvent(reader, input, options);
}

function readMetronomeEvent(fields: Fields, options: EventOptions): UsageEvent | undefined {
  refuseUnknown(fields, known, told);
  return usageEventOf(
    {
      external_contract_id: contractSaid(fields.get("customer_id"), "customer_id", options, fields.at),
      event_id: eventIdSaid(fields, "transaction_id"),
      metric: metricSaid(fields.get("event_type"), "event_type", options, fields.at),
      timestamp: { value: fields.get("timestamp") ?? options.arrival, from: ["timestamp"] },
      ...carriedSaid(fields, "properties", options, "count"),
    },
    fields.at,
  );
}
