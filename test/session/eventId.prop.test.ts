import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idPattern } from "../../src/model/id.ts";
import { createEventId, formatId, hashId } from "../../src/session/eventId.ts";
import { eventId } from "../arbitraries/eventIds.ts";
import { runs } from "../laws.ts";

describe("an id in bytes", () => {
  it("becomes the same text again, and its hash is its own, whatever was read before it", () => {
    fc.assert(
      fc.property(eventId, eventId, fc.nat({ max: 2_097_152 }), fc.integer(), (before, text, owner, seed) => {
        const [id, fresh] = [createEventId(), createEventId()];
        id.readText(before);
        expect(id.readText(text)).toBe(idPattern.test(text));
        if (!idPattern.test(text)) return;
        fresh.readText(text);
        expect(formatId(id.head, id.bytes, 0)).toBe(text);
        expect(hashId(id, owner, seed)).toBe(hashId(fresh, owner, seed));
      }),
      runs(1000),
    );
  });
});
