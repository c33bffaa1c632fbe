// Ids that meet: what somebody who knows how ids are hashed can find in a moment, where the hash has no seed of its own.
import { createEventId, hashId, longestId } from "../../../src/session/eventId.ts";

/** Ids whose hashes, under the seed that is taken where none is given, lie close together. */
export function collidingIds(count: number): string[] {
  const found: string[] = [];
  const id = createEventId(new Uint8Array(longestId + 1));
  for (let at = 0; found.length < count; at += 1) {
    const text = `e-${at.toString(36)}`;
    if (id.readText(text) && hashId(id, 0, 0) < 2 ** 22) found.push(text);
  }
  return found;
}
