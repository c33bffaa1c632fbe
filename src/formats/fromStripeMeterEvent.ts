import type { UsageEvent } from "../index.ts";
import { carriedSaid } from "./carriedSaid.ts";
import { type EventEntry, type EventReader, eachEvent, oneEvent } from "./eachEvent.ts";
import { type EventOptions, eventOptions, type UnixTimeOptions, unixTimeOptions } from "./eventOptions.ts";
import { type Fields, fieldsOf, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue } from "./issuesAt.ts";
import { textOption } from "./optionReaders.ts";
import { timeSaid } from "./timeSaid.ts";
import { contractSaid, type EventParts, eventIdSaid, metricSaid, usageEventOf } from "./usageEventOf.ts";

/** How meter events of Stripe are read. */
export interface StripeMeterEventOptions extends EventOptions, UnixTimeOptions {
  /** The key of `payload` with the customer, as the meter maps it; `stripe_customer_id` unless told. */
  readonly customerKey?: string;
}

const reader: EventReader<StripeMeterEventOptions> = {
  ...{ ids: ["identifier"], read: readMeterEvent },
  options: { ...eventOptions, ...unixTimeOptions, customerKey: textOption },
};
const known = ["identifier", "event_name", "payload", "timestamp"];
const told = ["object", "created", "livemode"];

/**
 * Reads a meter event of Stripe as a usage event.
 *
 * `event_name` is the metric, `identifier` the `event_id`, which has to be there. In `payload`, `stripe_customer_id` is the
 * contract and `value` the quantity unless the options name other keys; what is left are the properties. `timestamp` counts
 * seconds since 1970, or is text of RFC 3339; an event without it needs `arrival`.
 *
 * @param input - any value, or JSON text of an object
 * @param options - the keys of the payload, and how ids and names are mapped
 * @returns the event, or every issue with its path in Stripe's event
 *
 * @example
 * const event = fromStripeMeterEvent({
 *   identifier: "m-1", event_name: "tokens", timestamp: 1774440000, payload: { stripe_customer_id: "cus_9", value: "25" },
 * }, { contract: (customer) => (customer === "cus_9" ? "acme" : undefined) });
 * event.ok && [event.value.external_contract_id, event.value.quantity, event.value.timestamp];
 * // => ["acme", "25", "2026-03-25T12:00:00.000Z"]
 */
export function fromStripeMeterEvent(
  input: unknown,
  options: StripeMeterEventOptions = {},
): FormatResult<UsageEvent> {
  return oneEvent(reader, input, options);
}

/**
 * Reads a list of Stripe's meter events, each for itself; at most 100,000.
 *
 * @param input - any value, or JSON text of an array
 * @param options - as for `fromStripeMeterEvent`
 * @returns an entry for each event in the order given, with paths such as `$[3].payload.value`, or the issues of the list
 *
 * @example
 * const batch = fromStripeMeterEvents([
 *   { identifier: "m-1", event_name: "tokens", timestamp: 1774440, payload: { stripe_customer_id: "cus_9", value: "1" } },
 * ]);
 * const [entry] = batch.ok ? batch.value : [];
 * entry?.parsed.ok === false && entry.parsed.issues.map(({ code, path }) => [code, path]);
 * // => [["timestamp_ambiguous", "$[0].timestamp"]]
 */
export function fromStripeMeterEvents(
  input: unknown,
  options: StripeMeterEventOptions = {},
): FormatResult<readonly EventEntry[]> {
  return eachEvent(reader, input, options);
}

function readMeterEvent(fields: Fields, options: StripeMeterEventOptions): UsageEvent | undefined {
  refuseUnknown(fields, known, told);
  const { customerKey = "stripe_customer_id" } = options;
  const payload = fields.get("payload");
  if (payload === undefined) return addIssue(fields.below("payload"), "field_missing", "is required");
  const customer = fieldsOf(payload, fields.below("payload"))?.get(customerKey);
  const contract = contractSaid(customer, `payload.${customerKey}`, options, fields.at);
  const { quantity, properties } = carriedSaid(fields, "payload", options, { path: ["value"] });
  return usageEventOf(
    {
      external_contract_id: contract,
      event_id: eventIdSaid(fields, "identifier"),
      metric: metricSaid(fields.get("event_name"), "event_name", options, fields.at),
      timestamp: timeSaid(fields, options),
      quantity,
      ...without(properties, customerKey),
    },
    fields.at,
  );
}

function without(properties: EventParts["properties"], customerKey: string): Pick<EventParts, "properties"> {
  const kept = Object.entries(properties?.value ?? {}).filter(([key]) => key !== customerKey);
  if (properties === undefined || kept.length === 0) return {};
  return { properties: { ...properties, value: Object.fromEntries(kept) } };
}
