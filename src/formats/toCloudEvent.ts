import { parseUsageEvent } from "../index.ts";
import { type CloudEvent, usageDataSchema } from "./cloudEvent.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse, issuesAt, resultOf } from "./issuesAt.ts";
import { type OptionReader, readOptions } from "./readOptions.ts";

interface Options {
  readonly source?: string;
}

const sourceOption: OptionReader<string> = (value, at) => {
  if (typeof value === "string" && /^[!-~]{1,2000}$/.test(value)) return value;
  const code = typeof value === "string" ? "value_invalid" : "field_type";
  return addIssue(at, code, `must be a URI reference, got ${glimpse(value)}`);
};

/**
 * Writes a usage event as a CloudEvent 1.0 in structured JSON mode; `fromCloudEvent` gives back the same event.
 *
 * The quantity is exact text in `data.quantity`, beside `properties` and the counterparty. `source` and `id` together have
 * to be unique and an `event_id` is unique within its contract, so the source names the contract unless it is told.
 *
 * @param input - a usage event, checked or not, or JSON text of one
 * @param options - `source`: a URI reference, 1 to 2,000 characters without space; the caller sees to it that ids are unique in it
 * @returns the CloudEvent, or every issue of the event
 *
 * @example
 * const event = {
 *   external_contract_id: "acme", event_id: "evt-1", metric: "calls", quantity: "0.10", timestamp: "2026-03-25T12:00:00Z",
 * };
 * const written = toCloudEvent(event);
 * written.ok && [written.value.source, written.value.id]; // => ["urn:lucius-rating:contract:acme", "evt-1"]
 * written.ok && written.value.data; // => { quantity: "0.1" }
 * const read = written.ok && fromCloudEvent(written.value);
 * read && read.ok && read.value.timestamp; // => "2026-03-25T12:00:00.000Z"
 */
export function toCloudEvent(
  input: unknown,
  options: { readonly source?: string } = {},
): FormatResult<CloudEvent> {
  const at = issuesAt();
  const told = readOptions<Options>(options, { source: sourceOption }, at);
  if (told === undefined) return resultOf<CloudEvent>(at, undefined);
  const parsed = parseUsageEvent(input);
  if (!parsed.ok) return parsed;
  const { external_contract_id, event_id, metric, timestamp, quantity, ...rest } = parsed.value;
  const source = told.source ?? `urn:lucius-rating:contract:${encodeURIComponent(external_contract_id)}`;
  const { properties, counterparty, counterparty_side } = rest;
  const data = {
    quantity,
    ...(properties === undefined ? {} : { properties }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(counterparty_side === undefined ? {} : { counterparty_side }),
  };
  const envelope = {
    specversion: "1.0",
    id: event_id,
    source,
    type: metric,
    subject: external_contract_id,
  } as const;
  const content = { datacontenttype: "application/json", dataschema: usageDataSchema, data } as const;
  return { ok: true, value: { ...envelope, time: timestamp, ...content } };
}
