// Whether an unchecked event has the five fields of the seed and no others. Such an event, if it can go the plain way, is one that
// `parseUsageEvent` would take, and as what it would take it.
import type { UsageEvent } from "../model/usageEvent.ts";

const fields: ReadonlySet<string> = new Set([
  "external_contract_id",
  "event_id",
  "metric",
  "quantity",
  "timestamp",
]);

export function isSeedShaped(input: unknown): input is UsageEvent {
  if (typeof input !== "object" || input === null) return false;
  try {
    if (Array.isArray(input)) return false;
    const keys = Object.keys(input);
    return keys.length === fields.size && keys.every((key) => fields.has(key));
  } catch {
    // A proxy of the caller's has thrown; the parser says so.
    return false;
  }
}
