import { formatDecimal } from "../decimal/decimal.ts";
import type { Result } from "../model/result.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { Findings } from "./findings.ts";
import { openDocument, shapeOf } from "./openDocument.ts";
import { parseDocument } from "./parseDocument.ts";
import { readChoice, readDecimal, readId, readTimestamp } from "./readField.ts";
import { readProperties } from "./readProperties.ts";

const shape = shapeOf(
  ["external_contract_id", "event_id", "metric", "quantity", "timestamp"],
  ["properties", "counterparty", "counterparty_side"],
);

/**
 * Reads a usage event: the checked document in canonical form, or all that is wrong with it.
 *
 * The quantity becomes plain decimal text (`10000`, `"10000"` and `"10000.00"` agree), the timestamp an
 * instant in UTC with milliseconds, finer fractions floored, so that no event slips into the next period.
 * Nothing is filled in: an event without timestamp has none. Whether a quantity may be negative is for the
 * pricing rule to say.
 *
 * @param input - any value, or JSON text of an object
 * @returns the event, or every issue
 *
 * @example
 * const event = expectOk(parseUsageEvent({
 *   external_contract_id: "acme-corp-2026", event_id: "evt-1", metric: "calls",
 *   quantity: 10000.5, timestamp: "2026-03-25T14:00:00+02:00",
 * }));
 * [event.quantity, event.timestamp]; // => ["10000.5", "2026-03-25T12:00:00.000Z"]
 */
export function parseUsageEvent(input: unknown): Result<UsageEvent> {
  return parseDocument(input, readUsageEvent);
}

function readUsageEvent(input: unknown, findings: Findings): UsageEvent | undefined {
  const document = openDocument(input, shape, findings, "event_invalid");
  if (document === undefined) return undefined;
  const { read } = document;
  const quantity = read("quantity", readDecimal);
  const event: Record<string, unknown> = {
    external_contract_id: read("external_contract_id", readId),
    event_id: read("event_id", readId),
    metric: read("metric", readId),
    quantity: quantity && formatDecimal(quantity),
    timestamp: read("timestamp", readTimestamp),
  };
  if (document.has("properties")) event.properties = read("properties", readProperties);
  if (document.has("counterparty")) event.counterparty = read("counterparty", readId);
  if (document.has("counterparty_side")) {
    event.counterparty_side = read("counterparty_side", (value, at) =>
      readChoice(value, ["maker", "taker"], at),
    );
  }
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return event as unknown as UsageEvent;
}
