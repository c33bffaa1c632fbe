import type { UsageEvent } from "../index.ts";
import { carriedSaid } from "./carriedSaid.ts";
import { type CloudEventOptions, usageDataSchema } from "./cloudEvent.ts";
import { type EventEntry, type EventReader, eachEvent, oneEvent } from "./eachEvent.ts";
import { encodedId, encodedText } from "./encodedId.ts";
import { eventOptions } from "./eventOptions.ts";
import { type Fields, fieldsOf, refuseUnknown } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse, issuesBelow } from "./issuesAt.ts";
import { choiceOption, listOption, textOption } from "./optionReaders.ts";
import { contractSaid, metricSaid, type Said, usageEventOf } from "./usageEventOf.ts";

const reader: EventReader<CloudEventOptions> = {
  ...{ ids: ["id"], read: readCloudEvent },
  options: {
    ...eventOptions,
    identity: choiceOption("source_and_id", "id"),
    extensions: listOption(textOption),
  },
};

/** What `datacontenttype` may be for `data` to be JSON. */
const jsonType = /^[a-z]+\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i;

/**
 * Reads a CloudEvent 1.0 in structured JSON mode as a usage event, ready for `rateUsage` and `submitUsage`.
 *
 * `subject` is the contract, `type` the metric, `time` the timestamp, `source` and `id` together the `event_id`. Each event
 * counts 1 unless `quantity` names a path in `data`; the rest of `data`, an object, becomes the properties. What
 * `toCloudEvent` wrote is known by its `dataschema` and comes back as it was. Extension attributes are left behind unless
 * they are asked for; `data_base64` and data that is not JSON are refused.
 *
 * @param input - any value, or JSON text of an object
 * @param options - where the quantity stands, and how ids and names are mapped
 * @returns the event, or every issue with its path in the CloudEvent
 *
 * @example
 * const event = fromCloudEvent({
 *   specversion: "1.0", id: "7", source: "/gateway", type: "tokens", subject: "acme", time: "2026-03-25T14:00:00+02:00",
 *   data: { tokens: "1250", model: "small" },
 * }, { quantity: { path: ["tokens"] } });
 * event.ok && [event.value.event_id, event.value.metric, event.value.quantity]; // => ["%2Fgateway|7", "tokens", "1250"]
 * event.ok && event.value.properties; // => { model: "small" }
 */
export function fromCloudEvent(input: unknown, options: CloudEventOptions = {}): FormatResult<UsageEvent> {
  return oneEvent(reader, input, options);
}

/**
 * Reads a batch of CloudEvents, a JSON array of at most 100,000, each for itself.
 *
 * An event that cannot be read does not keep the others from it: there is one entry for each, in the order given, and the
 * paths of its issues begin with its place, as in `$[3].data`. Only what is no list refuses the whole.
 *
 * @param input - any value, or JSON text of an array
 * @param options - as for `fromCloudEvent`
 * @returns an entry for each event, or the issues of the list
 *
 * @example
 * const batch = fromCloudEvents([{ specversion: "0.3", id: "7" }]);
 * const [entry] = batch.ok ? batch.value : [];
 * entry?.event_id; // => "7"
 * entry?.parsed.ok === false && entry.parsed.issues[0].code; // => "specversion_unsupported"
 */
export function fromCloudEvents(
  input: unknown,
  options: CloudEventOptions = {},
): FormatResult<readonly EventEntry[]> {
  return eachEvent(reader, input, options);
}

function readCloudEvent(fields: Fields, options: CloudEventOptions): UsageEvent | undefined {
  const version = fields.get("specversion");
  if (version === undefined) addIssue(fields.below("specversion"), "field_missing", "is required");
  else if (version !== "1.0")
    addIssue(
      fields.below("specversion"),
      "specversion_unsupported",
      `must be "1.0", got ${glimpse(version)}`,
    );
  refuseOtherContent(fields);
  const ours = fields.get("dataschema") === usageDataSchema;
  const time = fields.get("time");
  const parts = {
    external_contract_id: contractSaid(fields.get("subject"), "subject", options, fields.at),
    event_id: ours ? { value: fields.get("id"), from: ["id"] } : identityOf(fields, options),
    metric: metricSaid(fields.get("type"), "type", options, fields.at),
    // RFC 3339 lets its letters be small.
    timestamp: {
      value:
        typeof time === "string"
          ? time.replace(/[tz]/g, (letter) => letter.toUpperCase())
          : (time ?? options.arrival),
      from: ["time"],
    },
  };
  return usageEventOf({ ...parts, ...(ours ? ourData(fields) : otherData(fields, options)) }, fields.at);
}

function refuseOtherContent(fields: Fields): void {
  const type = fields.get("datacontenttype");
  const isJson = type === undefined || (typeof type === "string" && jsonType.test(type));
  if (!isJson)
    addIssue(fields.below("datacontenttype"), "content_unsupported", `must be JSON, got ${glimpse(type)}`);
  if (fields.get("data_base64") !== undefined)
    addIssue(fields.below("data_base64"), "content_unsupported", "must be data: bytes hold no quantity");
}

function otherData(fields: Fields, options: CloudEventOptions) {
  const beside = (options.extensions ?? []).map((name) => [name, fields.get(name)] as const);
  return carriedSaid(fields, "data", options, "count", beside);
}

/** What `toCloudEvent` puts into `data`. */
function ourData(fields: Fields): Readonly<Record<"quantity", Said>> & Readonly<Record<string, Said>> {
  const data = fieldsOf(fields.get("data"), fields.below("data"));
  const optional = ["properties", "counterparty", "counterparty_side"];
  if (data !== undefined) refuseUnknown(data, ["quantity", ...optional]);
  const said = (name: string): Said => ({
    value: data?.get(name),
    from: data === undefined ? ["data"] : ["data", name],
  });
  const there = optional.filter((name) => data?.get(name) !== undefined);
  return { quantity: said("quantity"), ...Object.fromEntries(there.map((name) => [name, said(name)])) };
}

function identityOf(fields: Fields, { identity = "source_and_id" }: CloudEventOptions): Said {
  const [source, id] = ["source", "id"].map((name) => {
    const value = fields.get(name);
    if (typeof value === "string" && value !== "") return value;
    if (value === undefined || value === "") addIssue(fields.below(name), "field_missing", "is required");
    else addIssue(issuesBelow(fields.at, name), "field_type", `must be text, got ${glimpse(value)}`);
    return undefined;
  });
  if (source === undefined || id === undefined) return { value: undefined, from: ["id"] };
  const both = `${encodedText(source)}|${encodedText(id)}`;
  return { value: identity === "id" ? encodedId(id) : both, from: ["id"] };
}
