// CloudEvents that are written, by hand.
import { describe, expect, it } from "vitest";
import { fromCloudEvent, toCloudEvent, usageDataSchema } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  external_contract_id: "acme|x",
  event_id: "evt-1",
  metric: "calls",
  quantity: "0.10",
  timestamp: "2026-03-25T12:00:00Z",
  properties: {},
  counterparty: "bolt",
  counterparty_side: "maker",
};

describe("toCloudEvent", () => {
  it("writes every field", () => {
    expect(must(toCloudEvent(event))).toEqual({
      specversion: "1.0",
      id: "evt-1",
      source: "urn:lucius-rating:contract:acme%7Cx",
      type: "calls",
      subject: "acme|x",
      time: "2026-03-25T12:00:00.000Z",
      datacontenttype: "application/json",
      dataschema: "urn:lucius-rating:usage-event:1",
      data: { quantity: "0.1", properties: {}, counterparty: "bolt", counterparty_side: "maker" },
    });
  });

  it("refuses what is no event, and a source that is none", () => {
    expect(told(toCloudEvent({ ...event, quantity: "x" }))).toEqual(["decimal_invalid_format quantity"]);
    expect(told(toCloudEvent(5))).toEqual(["event_invalid"]);
    for (const source of ["", "a b", "x".repeat(2001)])
      expect(told(toCloudEvent(event, { source }))).toEqual(["value_invalid options.source"]);
  });

  it("is read by its schema alone: options about data say nothing of it, those about names do", () => {
    const written = must(toCloudEvent(event));
    const read = must(fromCloudEvent(written, { quantity: { path: ["n"] }, metric: (name) => `${name}-2` }));
    expect([read.quantity, read.metric, read.event_id]).toEqual(["0.1", "calls-2", "evt-1"]);
    expect(told(fromCloudEvent({ ...written, data: { quantity: 5, counterparty_side: "both" } }))).toEqual([
      "value_invalid data.counterparty_side",
    ]);
    expect(told(fromCloudEvent({ ...written, data: null }))).toEqual(["field_type data"]);
    expect(written.dataschema).toBe(usageDataSchema);
  });
});
