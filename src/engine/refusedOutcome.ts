import type { EventOutcome } from "../model/charge.ts";
import type { Issue } from "../model/result.ts";

/** The outcome of an event that could not be read: the first code, and everything that was found. */
export function refusedOutcome(event_id: string, issues: readonly Issue[]): EventOutcome {
  // Issues are never none.
  const { code } = issues[0] as Issue;
  const error = issues.map(({ path, message }) => (path === "" ? message : `${path} ${message}`)).join("; ");
  return { event_id, status: "rejected", code, error };
}
