// Events of Orb by hand.
import { describe, expect, it } from "vitest";
import { fromOrbEvent, fromOrbEvents } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  idempotency_key: "k-1",
  external_customer_id: "acme",
  event_name: "requests",
  timestamp: "2026-03-25T12:00:00Z",
  properties: { region: "eu", bytes: 2048 },
};

describe("fromOrbEvent", () => {
  it("reads every field", () => {
    expect(must(fromOrbEvent(event, { quantity: { path: ["bytes"] } }))).toEqual({
      external_contract_id: "acme",
      event_id: "k-1",
      metric: "requests",
      quantity: "2048",
      timestamp: "2026-03-25T12:00:00.000Z",
      properties: { region: "eu" },
    });
  });

  it("takes the external id before Orb's own, unless it is told which", () => {
    const both = { ...event, customer_id: "orb-1" };
    expect(must(fromOrbEvent(both)).external_contract_id).toBe("acme");
    expect(must(fromOrbEvent(both, { customerKey: "customer_id" })).external_contract_id).toBe("orb-1");
    expect(must(fromOrbEvent({ ...both, external_customer_id: null })).external_contract_id).toBe("orb-1");
  });

  it("takes the id of what Orb answers, which is the key", () => {
    const { idempotency_key: _, ...keyless } = event;
    const answered = { ...keyless, id: "k/1", customer_id: "orb-1", deprecated: false };
    expect(must(fromOrbEvent(answered)).event_id).toBe("k%2F1");
    expect(must(fromOrbEvent({ ...answered, idempotency_key: null })).event_id).toBe("k%2F1");
    expect(must(fromOrbEvent({ ...event, id: "k-1" })).event_id).toBe("k-1");
    expect(must(fromOrbEvent({ ...event, id: null })).event_id).toBe("k-1");
    for (const id of ["k-2", 5]) expect(told(fromOrbEvent({ ...event, id }))).toEqual(["value_conflict id"]);
    expect(told(fromOrbEvent({ ...keyless, id: 5 }))).toEqual(["field_type id"]);
    const entries = must(fromOrbEvents([{ ...answered, timestamp: "yesterday" }]));
    expect(entries.map(({ event_id, parsed }) => [event_id, parsed.ok])).toEqual([["k/1", false]]);
  });

  it("refuses events that Orb bills without", () => {
    expect(must(fromOrbEvent({ ...event, deprecated: null })).event_id).toBe("k-1");
    expect(told(fromOrbEvent({ ...event, deprecated: true }))).toEqual(["event_voided deprecated"]);
    for (const deprecated of ["true", 1, {}])
      expect(told(fromOrbEvent({ ...event, deprecated }))).toEqual(["field_type deprecated"]);
  });

  it("says what is wrong in Orb's words", () => {
    expect(told(fromOrbEvent({}))).toEqual([
      "field_missing external_customer_id",
      "field_missing idempotency_key",
      "field_missing event_name",
      "field_missing timestamp",
    ]);
    expect(told(fromOrbEvent({ ...event, timestamp: 1774440000 }))).toEqual([
      "timestamp_invalid_type timestamp",
    ]);
    expect(told(fromOrbEvent({ ...event, timestamp: "2026-03-25T12:00:00" }))).toEqual([
      "timestamp_missing_offset timestamp",
    ]);
    expect(told(fromOrbEvent({ ...event, name: "x" }))).toEqual(["field_unknown name"]);
    const entries = must(
      fromOrbEvents({
        events: [{ ...event, customer_id: "x", external_customer_id: undefined, event_name: 5 }],
      }),
    );
    expect(entries.map(({ parsed }) => told(parsed))).toEqual([["field_type $[0].event_name"]]);
    expect(told(fromOrbEvents({ events: event }))).toEqual(["batch_invalid"]);
  });
});
