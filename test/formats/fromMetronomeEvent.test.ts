// Events of Metronome by hand.
import { describe, expect, it } from "vitest";
import { fromMetronomeEvent, fromMetronomeEvents } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  transaction_id: "x-1",
  customer_id: "acme",
  event_type: "cpu",
  timestamp: "2026-03-25T12:00:00Z",
  properties: { hours: "0.25", size: "l" },
};

describe("fromMetronomeEvent", () => {
  it("reads every field", () => {
    expect(
      must(fromMetronomeEvent({ ...event, id: "u", is_duplicate: false }, { quantity: { path: ["hours"] } })),
    ).toEqual({
      external_contract_id: "acme",
      event_id: "x-1",
      metric: "cpu",
      quantity: "0.25",
      timestamp: "2026-03-25T12:00:00.000Z",
      properties: { size: "l" },
    });
  });

  it("says what is wrong in Metronome's words", () => {
    expect(told(fromMetronomeEvent({}))).toEqual([
      "field_missing customer_id",
      "field_missing transaction_id",
      "field_missing event_type",
      "field_missing timestamp",
    ]);
    expect(told(fromMetronomeEvent({ ...event, properties: { hours: "0.25", odd: "\ud800" } }))).toEqual([
      "text_invalid properties.odd",
    ]);
    expect(told(fromMetronomeEvent({ ...event, event_name: "cpu" }))).toEqual(["field_unknown event_name"]);
    const entries = must(fromMetronomeEvents([event, { ...event, timestamp: "2026-02-30T00:00:00Z" }]));
    expect(entries.map(({ parsed }) => told(parsed))).toEqual([[], ["timestamp_invalid $[1].timestamp"]]);
  });
});
