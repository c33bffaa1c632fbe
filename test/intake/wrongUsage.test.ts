// Events and batches: what is said of properties that no JSON holds, and what a batch reads of its events.
import { describe, expect, it } from "vitest";
import { expectOk, parseUsageBatch, parseUsageEvent } from "../../src/index.ts";
import { told } from "./refuses.ts";

const event = {
  ...{ external_contract_id: "acme", event_id: "e1", metric: "calls", quantity: "1" },
  timestamp: "2026-03-10T00:00:00Z",
};

const ofProperties = (properties: unknown) => told(parseUsageEvent({ ...event, properties }));

describe("properties of an event", () => {
  it("hold no function", () => {
    expect(ofProperties({ f: () => 1 })).toEqual([
      { code: "field_type", path: "properties.f", message: "must be a JSON value, got a function" },
    ]);
  });

  it("are told one issue, for reading stops at it", () => {
    expect(ofProperties({ a: [Number.NaN, Number.NaN], b: Number.NaN }).map(({ path }) => path)).toEqual([
      "properties.a[0]",
    ]);
  });

  it("may have four bytes for a character beyond the first plane", () => {
    // 16 KiB are 4,096 of them; two make room for the key, the quotes and the braces.
    expect(ofProperties({ a: "\u{10000}".repeat(4094) })).toEqual([]);
    expect(ofProperties({ a: "\u{10000}".repeat(4095) }).map(({ code }) => code)).toEqual([
      "properties_too_large",
    ]);
  });
});

describe("a batch", () => {
  it("reads no event where the batch itself is refused", () => {
    let reads = 0;
    const counted = {
      ...event,
      get event_id() {
        reads += 1;
        return `e${reads}`;
      },
    };
    expect(told(parseUsageBatch({ events: [counted], from: "x" })).map(({ path }) => path)).toEqual(["from"]);
    expect(reads).toBe(0);
  });

  it("calls an event by the name that was read, though a getter has another for each look", () => {
    let reads = 0;
    const changing = {
      ...event,
      get event_id() {
        reads += 1;
        return `e${reads}`;
      },
    };
    const [entry] = expectOk(parseUsageBatch({ events: [changing] }));
    expect(entry).toMatchObject({ event_id: "e1", parsed: { ok: true, value: { event_id: "e1" } } });
  });

  it("calls an event by text only", () => {
    const entries = expectOk(parseUsageBatch({ events: [{ ...event, event_id: ["e1"] }, { event_id: 7 }] }));
    expect(entries.map(({ event_id }) => event_id)).toEqual(["", ""]);
  });
});
