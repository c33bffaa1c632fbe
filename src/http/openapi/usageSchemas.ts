// Usage: as it is sent, as it is kept, and what became of it.
import { mostEvents } from "../refuseLongBatch.ts";
import {
  arrayOf,
  choiceOf,
  exactly,
  inputOf,
  objectOf,
  refTo,
  type Schema,
  type Schemas,
  textOf,
} from "./schema.ts";

const properties: Schema = {
  type: "object",
  description: "Anything that is kept with the event, up to 16 KiB; rules may read it.",
};
const side = choiceOf(["maker", "taker"], "Which side of a trade.");

/** An event's content; `quantity` and `timestamp` are written in two ways. */
function eventFields(quantity: Schema, timestamp: Schema): Schemas {
  return {
    external_contract_id: refTo("Id"),
    event_id: { ...refTo("Id"), description: "The idempotency key, within the contract." },
    metric: refTo("Id"),
    quantity,
    timestamp,
    properties,
    counterparty: refTo("Id"),
    counterparty_side: side,
  };
}

const needed = ["external_contract_id", "event_id", "metric", "quantity", "timestamp"];

export const usageSchemas: Schemas = {
  UsageEventInput: inputOf(
    "One use of a metric.",
    needed,
    eventFields(refTo("DecimalInput"), {
      ...refTo("Instant"),
      description: "When it was used; decides the billing period and the program version.",
    }),
  ),
  UsageBatch: inputOf("Events to be taken.", ["events"], {
    events: arrayOf(
      {
        ...refTo("UsageEventInput"),
        description: "One that is none is rejected alone, and the others are taken.",
      },
      { minItems: 1, maxItems: mostEvents },
    ),
  }),
  UsageResult: objectOf("What became of a batch.", ["accepted", "rejected", "events"], {
    accepted: { type: "integer", minimum: 0, description: "Duplicates among them." },
    rejected: { type: "integer", minimum: 0 },
    events: arrayOf(refTo("EventOutcome"), { description: "One for each event, in the order sent." }),
  }),
  EventOutcome: objectOf("What became of one event.", ["event_id", "status"], {
    event_id: textOf(
      "As it was sent, up to 255 characters, with U+FFFD for what is no Unicode; empty where it could not be read.",
    ),
    status: choiceOf(["accepted", "rejected"], "Accepted events are kept, rated and on the draft."),
    duplicate: { type: "boolean", const: true, description: "It was there before; nothing changed." },
    code: textOf("Why it was rejected; match on this."),
    error: textOf("Why it was rejected, for people."),
  }),
  UsageEvent: objectOf(
    "A usage event as it is kept.",
    [
      ...["object", "id", "contract", "metric", "quantity", "status", "timestamp", "ingested_at"],
      ...["service_period_start", "service_period_end"],
    ],
    {
      object: exactly("usage_event"),
      id: { ...refTo("Id"), description: "Its event_id." },
      contract: refTo("Id"),
      metric: refTo("Id"),
      quantity: refTo("Number"),
      status: choiceOf(
        ["accepted", "rated", "voided"],
        "`rated`: it has been charged; `accepted`: no rule prices it any more; `voided`: it was taken back.",
      ),
      service_period_start: refTo("Date"),
      service_period_end: refTo("Date"),
      timestamp: refTo("Instant"),
      ingested_at: refTo("Instant"),
      properties,
      counterparty: refTo("Id"),
      counterparty_side: side,
      superseded: arrayOf(
        objectOf("What it said before.", needed, eventFields(refTo("Number"), refTo("Instant"))),
        { description: "What it said before it was amended, the oldest first." },
      ),
    },
  ),
};
