// Meter events of Stripe by hand.
import { describe, expect, it } from "vitest";
import { fromStripeMeterEvent, fromStripeMeterEvents } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  object: "billing.meter_event",
  identifier: "m-1",
  event_name: "tokens",
  livemode: false,
  created: 1774440001,
  timestamp: 1774440000,
  payload: { stripe_customer_id: "cus_9", value: "25", model: "small" },
};

describe("fromStripeMeterEvent", () => {
  it("reads every field", () => {
    expect(must(fromStripeMeterEvent(event))).toEqual({
      external_contract_id: "cus_9",
      event_id: "m-1",
      metric: "tokens",
      quantity: "25",
      timestamp: "2026-03-25T12:00:00.000Z",
      properties: { model: "small" },
    });
  });

  it("reads other keys of the payload, and nothing is left of it where nothing is", () => {
    const payload = { account: "acme", amount: "7" };
    const read = must(
      fromStripeMeterEvent({ ...event, payload }, { customerKey: "account", quantity: { path: ["amount"] } }),
    );
    expect([read.external_contract_id, read.quantity, read.properties]).toEqual(["acme", "7", undefined]);
    expect(
      must(fromStripeMeterEvent({ ...event, payload }, { customerKey: "account", quantity: "count" }))
        .quantity,
    ).toBe("1");
  });

  it("reads the time of the newer events, which is text", () => {
    const read = fromStripeMeterEvent({ ...event, timestamp: "2026-03-25T13:00:00+01:00" });
    expect(must(read).timestamp).toBe("2026-03-25T12:00:00.000Z");
    expect(must(fromStripeMeterEvent({ ...event, timestamp: 0 }, { unit: "seconds" })).timestamp).toBe(
      "1970-01-01T00:00:00.000Z",
    );
  });

  it("says what is wrong in Stripe's words", () => {
    expect(told(fromStripeMeterEvent({}))).toEqual(["field_missing payload"]);
    expect(told(fromStripeMeterEvent({ payload: {} }))).toEqual([
      "field_missing payload.value",
      "field_missing payload.stripe_customer_id",
      "field_missing identifier",
      "field_missing event_name",
      "field_missing timestamp",
    ]);
    expect(told(fromStripeMeterEvent({ ...event, payload: "25" }))).toContain("field_type payload");
    expect(told(fromStripeMeterEvent({ ...event, cancelled: true }))).toEqual(["field_unknown cancelled"]);
    expect(told(fromStripeMeterEvent({ ...event, payload: { ...event.payload, value: "1,5" } }))).toEqual([
      "decimal_invalid_format payload.value",
    ]);
    const nobody = fromStripeMeterEvent(event, { contract: () => undefined });
    expect(told(nobody)).toEqual(["customer_unmapped payload.stripe_customer_id"]);
  });

  it("gives each event of a list its own answer", () => {
    const entries = must(fromStripeMeterEvents([event, { ...event, identifier: "m-2", timestamp: 5e9 * 2 }]));
    expect(entries.map(({ event_id, parsed }) => [event_id, told(parsed)])).toEqual([
      ["m-1", []],
      ["m-2", ["timestamp_ambiguous $[1].timestamp"]],
    ]);
  });
});
