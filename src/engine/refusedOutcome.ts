import type { EventOutcome } from "../model/charge.ts";
import type { Issue } from "../model/result.ts";

/** The outcome of an event that could not be read: the first code, and everything that was found. */
export function refusedOutcome(event_id: string, issues: readonly Issue[]): EventOutcome {
  const error = issues.map(({ path, message }) => (path === "" ? message : `${path} ${message}`)).join("; ");
  const code = issues[0]?.code;
  return { event_id, status: "rejected", ...(code === undefined ? {} : { code }), error };
}
