import type { UsageEvent } from "../index.ts";
import { carriedSaid } from "./carriedSaid.ts";
import { type EventEntry, type EventReader, eachEvent, oneEvent } from "./eachEvent.ts";
import { type EventOptions, eventOptions, type UnixTimeOptions, unixTimeOptions } from "./eventOptions.ts";
import { type Fields, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { timeSaid } from "./timeSaid.ts";
import { contractSaid, eventIdSaid, metricSaid, usageEventOf } from "./usageEventOf.ts";

/** How events of Lago are read. */
export interface LagoEventOptions extends EventOptions, UnixTimeOptions {}

const reader: EventReader<LagoEventOptions> = {
  ...{ ids: ["transaction_id"], one: "event", many: "events" },
  read: readLagoEvent,
  options: { ...eventOptions, ...unixTimeOptions },
};
/** Sent, or kept as a property. */
const known = [
  ...["transaction_id", "external_subscription_id", "code", "timestamp", "properties"],
  "precise_total_amount_cents",
];
/** What answers have beside. */
const told = ["lago_id", "lago_customer_id", "lago_subscription_id", "external_customer_id", "created_at"];

/**
 * Reads an event of Lago as a usage event; the body `{ "event": … }` is taken as well.
 *
 * `external_subscription_id` is the contract, `code` the metric, `transaction_id` the `event_id`. `timestamp` counts seconds
 * since 1970, as a number or as text; milliseconds are told by their size, and what could be either is refused. Each event
 * counts 1 unless `quantity` names a property. `precise_total_amount_cents` is kept as a property of that name, in cents, as
 * the rule of a dynamic charge reads it.
 *
 * @param input - any value, or JSON text of an object
 * @param options - which property is the quantity, and how ids and names are mapped
 * @returns the event, or every issue with its path in Lago's event
 *
 * @example
 * const event = fromLagoEvent({
 *   transaction_id: "t-1", external_subscription_id: "acme", code: "storage", timestamp: "1774440000.5",
 *   properties: { gb: "12.25", region: "eu" },
 * }, { quantity: { path: ["gb"] } });
 * event.ok && [event.value.quantity, event.value.timestamp, event.value.properties];
 * // => ["12.25", "2026-03-25T12:00:00.500Z", { region: "eu" }]
 */
export function fromLagoEvent(input: unknown, options: LagoEventOptions = {}): FormatResult<UsageEvent> {
  return oneEvent(reader, input, options);
}

/**
 * Reads a list of Lago's events, or the body `{ "events": [ … ] }`, each event for itself; at most 100,000.
 *
 * @param input - any value, or JSON text of it
 * @param options - as for `fromLagoEvent`
 * @returns an entry for each event in the order given, with paths such as `$[3].timestamp`, or the issues of the list
 *
 * @example
 * const batch = fromLagoEvents({ events: [{ transaction_id: "t-1", code: "calls", timestamp: 1774440000 }] });
 * const [entry] = batch.ok ? batch.value : [];
 * entry?.parsed.ok === false && entry.parsed.issues.map(({ code, path }) => [code, path]);
 * // => [["field_missing", "$[0].external_subscription_id"]]
 */
export function fromLagoEvents(
  input: unknown,
  options: LagoEventOptions = {},
): FormatResult<readonly EventEntry[]> {
  return eachEvent(reader, input, options);
}

function readLagoEvent(fields: Fields, options: LagoEventOptions): UsageEvent | undefined {
  refuseUnknown(fields, known, told);
  const precise = ["precise_total_amount_cents", fields.get("precise_total_amount_cents")] as const;
  const customer = fields.get("external_subscription_id");
  return usageEventOf(
    {
      external_contract_id: contractSaid(customer, "external_subscription_id", options, fields.at),
      event_id: eventIdSaid(fields, "transaction_id"),
      metric: metricSaid(fields.get("code"), "code", options, fields.at),
      timestamp: timeSaid(fields, options),
      ...carriedSaid(fields, "properties", options, "count", [precise]),
    },
    fields.at,
  );
}
