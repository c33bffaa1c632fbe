import type { UsageEvent } from "../index.ts";
import { carriedSaid } from "./carriedSaid.ts";
import { type EventEntry, type EventReader, eachEvent, oneEvent } from "./eachEvent.ts";
import { type EventOptions, eventOptions } from "./eventOptions.ts";
import { type Fields, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse } from "./issuesAt.ts";
import { choiceOption } from "./optionReaders.ts";
import { contractSaid, eventIdSaid, metricSaid, usageEventOf } from "./usageEventOf.ts";

/** How events of Orb are read. */
export interface OrbEventOptions extends EventOptions {
  /** Which of the two ids is the customer's. Left out: the external one where it is there, else Orb's own. */
  readonly customerKey?: "external_customer_id" | "customer_id";
}

const reader: EventReader<OrbEventOptions> = {
  ...{ ids: ["idempotency_key", "id"], many: "events", read: readOrbEvent },
  options: { ...eventOptions, customerKey: choiceOption("external_customer_id", "customer_id") },
};
const known = [
  ...["idempotency_key", "event_name", "properties", "timestamp"],
  ...["customer_id", "external_customer_id", "id", "deprecated"],
];

/**
 * Reads an event of Orb as a usage event.
 *
 * `external_customer_id` or `customer_id` is the contract, `event_name` the metric, `idempotency_key` the `event_id`, or `id`,
 * as Orb's answers call it. Each event counts 1 unless `quantity` names a property; the others are the properties. `timestamp` is text
 * of RFC 3339. An event that is `deprecated` is `event_voided`: Orb bills without it.
 *
 * @param input - any value, or JSON text of an object
 * @param options - which property is the quantity, and how ids and names are mapped
 * @returns the event, or every issue with its path in Orb's event
 *
 * @example
 * const event = fromOrbEvent({
 *   idempotency_key: "k-1", external_customer_id: "acme", event_name: "requests", timestamp: "2026-03-25T12:00:00Z",
 *   properties: { region: "eu", bytes: 2048 },
 * }, { quantity: { path: ["bytes"] } });
 * event.ok && [event.value.event_id, event.value.quantity, event.value.properties]; // => ["k-1", "2048", { region: "eu" }]
 */
export function fromOrbEvent(input: unknown, options: OrbEventOptions = {}): FormatResult<UsageEvent> {
  return oneEvent(reader, input, options);
}

/**
 * Reads a list of Orb's events, or the body `{ "events": [ … ] }`, each event for itself; at most 100,000.
 *
 * @param input - any value, or JSON text of it
 * @param options - as for `fromOrbEvent`
 * @returns an entry for each event in the order given, with paths such as `$[3].timestamp`, or the issues of the list
 *
 * @example
 * const orbEvent = { idempotency_key: "k-1", customer_id: "acme", event_name: "requests", timestamp: "2026-03-25T12:00:00Z" };
 * const batch = fromOrbEvents({ events: [orbEvent, { ...orbEvent, timestamp: "yesterday" }] });
 * batch.ok && batch.value.map(({ event_id, parsed }) => [event_id, parsed.ok]); // => [["k-1", true], ["k-1", false]]
 */
export function fromOrbEvents(
  input: unknown,
  options: OrbEventOptions = {},
): FormatResult<readonly EventEntry[]> {
  return eachEvent(reader, input, options);
}

function readOrbEvent(fields: Fields, options: OrbEventOptions): UsageEvent | undefined {
  refuseUnknown(fields, known);
  refuseDeprecated(fields);
  const external = fields.get("external_customer_id");
  const hasOwnOnly = external === undefined && fields.get("customer_id") !== undefined;
  const key = options.customerKey ?? (hasOwnOnly ? "customer_id" : "external_customer_id");
  return usageEventOf(
    {
      external_contract_id: contractSaid(fields.get(key), key, options, fields.at),
      event_id: eventIdSaid(fields, keyField(fields)),
      metric: metricSaid(fields.get("event_name"), "event_name", options, fields.at),
      timestamp: { value: fields.get("timestamp") ?? options.arrival, from: ["timestamp"] },
      ...carriedSaid(fields, "properties", options, "count"),
    },
    fields.at,
  );
}

/** Where the idempotency key stands: what is sent has it by this name, what Orb answers as its id. */
function keyField(fields: Fields): "idempotency_key" | "id" {
  const [key, id] = [fields.get("idempotency_key"), fields.get("id")];
  if (key === undefined) return id === undefined ? "idempotency_key" : "id";
  if (id !== undefined && id !== key)
    addIssue(
      fields.below("id"),
      "value_conflict",
      `must be idempotency_key, ${glimpse(key)}, got ${glimpse(id)}`,
    );
  return "idempotency_key";
}

function refuseDeprecated(fields: Fields): void {
  const deprecated = fields.get("deprecated") ?? false;
  const at = fields.below("deprecated");
  if (deprecated === true)
    addIssue(at, "event_voided", "is true: Orb bills without this event, leave it out");
  else if (deprecated !== false)
    addIssue(at, "field_type", `must be true or false, got ${glimpse(deprecated)}`);
}
