// The one bound that a request has and the engine has not.
import { badRequest } from "./httpRefusal.ts";

/** Most events in one request; in process an engine takes ten times as many. */
export const mostEvents = 100;

/** The body, once it is sure that it is an object whose events are not too many. What else is wrong with it the engine says. */
export function refuseLongBatch(body: unknown): object {
  // The engine would read text as JSON once more, and so past this bound.
  if (typeof body !== "object" || body === null)
    throw badRequest("batch_invalid", "", 'must be an object {"events": [...]}');
  const { events } = body as { readonly events?: unknown };
  if (Array.isArray(events) && events.length > mostEvents)
    throw badRequest(
      "batch_too_large",
      "events",
      `must have at most ${mostEvents} events, has ${events.length}`,
    );
  return body;
}
