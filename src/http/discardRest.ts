// What is left of a body after the answer.
import type { NodeRequest } from "./nodeMessages.ts";

/**
 * Takes the rest of a body and throws it away, up to a bound, beyond which the connection is cut. Without this a client that is
 * still sending might never get to the answer, and one that never stops would be listened to for ever.
 */
export function discardRest(incoming: NodeRequest, mostBytes: number): void {
  if (incoming.readableEnded) return;
  let discarded = 0;
  incoming.on("data", (piece) => {
    discarded += piece.length;
    if (discarded > mostBytes) incoming.destroy();
  });
  // A connection that breaks now takes nothing with it.
  incoming.on("error", () => undefined);
  incoming.resume();
}
