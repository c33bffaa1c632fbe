// CloudEvents that are written, by hand.
import { describe, expect, it } from "vitest";
import { fromCloudEvent, fromLagoEvent, toCloudEvent, usageDataSchema } from "../../src/formats/index.ts";
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

  it("is the same event again, however deep its properties are", () => {
    const nested = (levels: number) =>
      Array.from({ length: levels - 1 }).reduce<object>((inner) => ({ a: inner }), { x: 1 });
    for (const levels of [30, 31, 32]) {
      const deep = { ...event, properties: nested(levels) };
      const written = must(toCloudEvent(deep));
      expect(must(fromCloudEvent(written)).properties).toEqual(deep.properties);
      const lago = { transaction_id: "t", external_subscription_id: "s", code: "c", timestamp: 1774440000 };
      const body = { event: { ...lago, properties: nested(levels) } };
      expect(must(fromLagoEvent(body)).properties).toEqual(body.event.properties);
    }
    const { data, ...envelope } = must(toCloudEvent(event));
    expect(told(fromCloudEvent({ ...envelope, data: { ...data, properties: nested(33) } }))[0]).toMatch(
      /^json_too_deep data\.properties\.a/,
    );
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
