import type { Result } from "../model/result.ts";
import { show } from "../model/show.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { wellFormedStart } from "../model/wellFormedStart.ts";
import { add, below, type Findings, refuse } from "./findings.ts";
import { parseDocument } from "./parseDocument.ts";
import { parseUsageEvent } from "./parseUsageEvent.ts";
import { readObject, refuseUnknown } from "./readField.ts";

/** One event of a batch: what it calls itself, as far as that could be read, and what parsing it gave. */
export interface BatchEntry {
  readonly event_id: string;
  readonly parsed: Result<UsageEvent>;
}

/** Most characters that are told of what an event calls itself. */
const longestName = 255;
/** Most events in one batch. */
const mostEvents = 1000;

/**
 * Reads a batch of usage events, `{ "events": [ … ] }`, of 1 to 1,000 events.
 *
 * An event that cannot be read does not keep the others from it: each entry has its own result, in the
 * order sent. Only what concerns the batch as a whole (its shape, an unknown key, its length) refuses it
 * whole, before any event is read.
 *
 * @param input - any value, or JSON text of an object
 * @returns an entry for each event, or the issues of the batch
 *
 * @example
 * const entries = expectOk(parseUsageBatch({ events: [{ event_id: "evt-1" }] }));
 * entries.map((entry) => [entry.event_id, entry.parsed.ok]); // => [["evt-1", false]]
 * parseUsageBatch({ events: [] }).ok; // => false
 */
export function parseUsageBatch(input: unknown): Result<readonly BatchEntry[]> {
  return parseDocument(input, readBatch);
}

function readBatch(input: unknown, findings: Findings): BatchEntry[] | undefined {
  const fields = readObject(input, findings, "batch_invalid");
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["events"]), findings);
  const events = fields.get("events");
  const at = below(findings, "events");
  if (!Array.isArray(events))
    return add(at, "batch_invalid", `must be an array of events, got ${show(events)}`);
  if (events.length === 0) return add(at, "batch_empty", "must have at least one event");
  if (events.length > mostEvents) {
    return add(at, "batch_too_large", `must have at most ${mostEvents} events, has ${events.length}`);
  }
  if (findings.issues.length > 0) return undefined;
  return [...events.entries()].map(([, event]) => readEntry(event));
}

/** Reads one event whose failure is an answer, not an end. Text is no event here: the batch is what was sent. */
export function readEntry(input: unknown): BatchEntry {
  const parsed =
    typeof input === "string"
      ? refuse<UsageEvent>("event_invalid", "must be an object, got text")
      : parseUsageEvent(input);
  if (parsed.ok) return { event_id: parsed.value.event_id, parsed };
  return { event_id: nameOf(input), parsed };
}

function nameOf(input: unknown): string {
  try {
    const id = (input as { readonly event_id?: unknown } | null | undefined)?.event_id;
    return typeof id === "string" ? wellFormedStart(id, longestName) : "";
  } catch {
    // The caller's getter threw; it has been reported as unreadable.
    return "";
  }
}
