// CloudEvents by hand: each attribute, each way to read the data, and each thing that is refused.
import { describe, expect, it } from "vitest";
import { fromCloudEvent, fromCloudEvents } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  specversion: "1.0",
  id: "7",
  source: "/gateway/eu",
  type: "tokens",
  subject: "acme",
  time: "2026-03-25T14:00:00.1234+02:00",
  datacontenttype: "application/json",
  data: { usage: { tokens: "1250.50", cached: 3 }, model: "small" },
};
const tokens = { quantity: { path: ["usage", "tokens"] } };

describe("fromCloudEvent", () => {
  it("reads every attribute", () => {
    expect(must(fromCloudEvent(event, tokens))).toEqual({
      external_contract_id: "acme",
      event_id: "%2Fgateway%2Feu|7",
      metric: "tokens",
      quantity: "1250.5",
      timestamp: "2026-03-25T12:00:00.123Z",
      properties: { usage: { cached: 3 }, model: "small" },
    });
  });

  it("takes the letters of a time small, too", () => {
    const small = { ...event, time: "2026-03-25t14:00:00z" };
    expect(must(fromCloudEvent(small)).timestamp).toBe("2026-03-25T14:00:00.000Z");
  });

  it("counts 1 and keeps all data where nothing else is told", () => {
    const read = must(fromCloudEvent(event));
    expect([read.quantity, read.properties]).toEqual(["1", event.data]);
    expect(must(fromCloudEvent({ ...event, data: undefined })).properties).toBeUndefined();
    expect(must(fromCloudEvent({ ...event, data: null, datacontenttype: null })).quantity).toBe("1");
  });

  it("refuses objects that are not plain", () => {
    const of = (value: unknown) => told(fromCloudEvent({ ...event, data: { value } }));
    expect(of(new Date(0))).toEqual(["field_type data.value"]);
    expect(of([new Map([["a", 1]])])).toEqual(["field_type data.value[0]"]);
    expect(of(Object.assign(Object.create(null), { a: 1 }))).toEqual([]);
  });

  it("refuses fields that no event of ours has", () => {
    const ours = { ...event, dataschema: "urn:lucius-rating:usage-event:1" };
    expect(told(fromCloudEvent({ ...ours, data: { quantity: "1", amount: "2" } }))).toEqual([
      "field_unknown data.amount",
    ]);
  });

  it("takes JSON text", () => {
    expect(must(fromCloudEvent(JSON.stringify(event), tokens)).quantity).toBe("1250.5");
    expect(told(fromCloudEvent('{"id": "7", "id": "8"}'))).toEqual(["json_duplicate_key"]);
    expect(told(fromCloudEvent("{"))).toEqual(["json_invalid"]);
  });

  it("joins source and id so that no two events are one", () => {
    const idOf = (source: string, id: string) => must(fromCloudEvent({ ...event, source, id })).event_id;
    expect(idOf("a|b", "c")).toBe("a%7Cb|c");
    expect(idOf("a", "b|c")).toBe("a|b%7Cc");
    expect(idOf("a%7Cb", "c")).toBe("a%257Cb|c");
    expect(idOf("é", "id with space")).toBe("%C3%A9|id%20with%20space");
    expect(must(fromCloudEvent(event, { identity: "id" })).event_id).toBe("7");
    expect(told(fromCloudEvent({ ...event, id: "x".repeat(250) }))).toEqual(["id_invalid id"]);
    expect(told(fromCloudEvent({ ...event, id: "\ud800" }))).toEqual(["id_invalid id"]);
  });

  it("maps customers and names", () => {
    const options = {
      contract: (customer: string) => (customer === "acme" ? "acme-2026" : undefined),
      metric: (name: string) => (name === "tokens" ? "llm_tokens" : undefined),
    };
    const read = must(fromCloudEvent(event, options));
    expect([read.external_contract_id, read.metric]).toEqual(["acme-2026", "llm_tokens"]);
    expect(told(fromCloudEvent({ ...event, subject: "bolt", type: "calls" }, options))).toEqual([
      "customer_unmapped subject",
      "metric_unmapped type",
    ]);
  });

  it("leaves extension attributes behind unless they are asked for", () => {
    const extended = { ...event, tenant: "t1", traceparent: "00-1" };
    expect(must(fromCloudEvent(extended)).properties).toEqual(event.data);
    const kept = must(fromCloudEvent(extended, { extensions: ["tenant", "absent"] })).properties;
    expect(kept).toEqual({ ...event.data, tenant: "t1" });
    expect(told(fromCloudEvent({ ...event, model: "other" }, { extensions: ["model"] }))).toEqual([
      "property_conflict model",
    ]);
  });

  it("takes the time of arrival where there is none", () => {
    const { time: _, ...timeless } = event;
    expect(told(fromCloudEvent(timeless))).toEqual(["field_missing time"]);
    const arrived = fromCloudEvent(timeless, { arrival: "2026-03-25T00:00:00Z" });
    expect(must(arrived).timestamp).toBe("2026-03-25T00:00:00.000Z");
  });

  it("takes every media type of JSON and no other", () => {
    const codes = (datacontenttype: unknown) => told(fromCloudEvent({ ...event, datacontenttype }));
    for (const type of ["application/json", "application/vnd.usage+json; charset=utf-8", "TEXT/JSON"])
      expect(codes(type)).toEqual([]);
    for (const type of ["application/xml", "text/plain", "application/jsonx", 5])
      expect(codes(type)).toEqual(["content_unsupported datacontenttype"]);
    const { data: _, ...bytes } = { ...event, data_base64: "AAAA" };
    expect(told(fromCloudEvent(bytes))).toEqual(["content_unsupported data_base64"]);
  });

  it("says all that is wrong at once, in the words of the CloudEvent", () => {
    expect(told(fromCloudEvent({ specversion: "0.3", data: 5, time: "noon" }))).toEqual([
      "specversion_unsupported specversion",
      "field_missing source",
      "field_missing id",
      "field_type data",
      "field_missing subject",
      "field_missing type",
      "timestamp_invalid time",
    ]);
    expect(told(fromCloudEvent({}))).toContain("field_missing specversion");
    expect(told(fromCloudEvent({ ...event, source: 5, id: [] }))).toEqual([
      "field_type source",
      "field_type id",
    ]);
    expect(told(fromCloudEvent({ ...event, subject: "a b", type: "x y" }))).toEqual([
      "id_invalid subject",
      "id_invalid type",
    ]);
    const items = [{ q: "5", x: 1 }, "6", { q: "7" }];
    const inList = (...path: string[]) =>
      fromCloudEvent({ ...event, data: { items, name: "n" } }, { quantity: { path: ["items", ...path] } });
    const first = must(inList("0", "q"));
    expect([first.quantity, first.properties]).toEqual([
      "5",
      { items: [{ x: 1 }, "6", { q: "7" }], name: "n" },
    ]);
    const second = must(inList("1"));
    expect([second.quantity, second.properties]).toEqual([
      "6",
      { items: [{ q: "5", x: 1 }, null, { q: "7" }], name: "n" },
    ]);
    for (const nowhere of ["length", "3", "00", "-1"])
      expect(told(inList(nowhere))).toEqual([`field_missing data.items.${nowhere}`]);
    expect(told(fromCloudEvent(event, { quantity: { path: ["usage", "bytes"] } }))).toEqual([
      "field_missing data.usage.bytes",
    ]);
    expect(told(fromCloudEvent(event, { quantity: { path: [] } }))).toEqual(["field_missing data"]);
    const wrong = { ...event, data: { usage: { tokens: "1e3" }, bad: "\ud800" } };
    expect(told(fromCloudEvent(wrong, tokens))).toEqual([
      "decimal_invalid_format data.usage.tokens",
      "text_invalid data.bad",
    ]);
    expect(told(fromCloudEvent("no event"))).toEqual(["field_type"]);
  });

  it("reads numbers that are exact and refuses others", () => {
    const of = (quantity: unknown) =>
      fromCloudEvent({ ...event, data: { n: quantity } }, { quantity: { path: ["n"] } });
    expect(must(of(0.1)).quantity).toBe("0.1");
    expect(must(of("12345678901234567890.123456789012345678")).quantity).toBe(
      "12345678901234567890.123456789012345678",
    );
    expect(told(of(0.1 + 0.2))).toEqual(["number_not_exact data.n"]);
    expect(told(of(true))).toEqual(["decimal_invalid_type data.n"]);
  });
});

describe("fromCloudEvents", () => {
  it("gives each event its own answer, in order", () => {
    const entries = must(
      fromCloudEvents([event, { ...event, id: "8", time: "noon" }, 5, { ...event, id: "9" }]),
    );
    expect(entries.map(({ event_id, parsed }) => [event_id, told(parsed)])).toEqual([
      ["%2Fgateway%2Feu|7", []],
      ["8", ["timestamp_invalid $[1].time"]],
      ["", ["field_type $[2]"]],
      ["%2Fgateway%2Feu|9", []],
    ]);
  });

  it("takes JSON text of an array, and refuses what is no list", () => {
    expect(must(fromCloudEvents(JSON.stringify([event])))).toHaveLength(1);
    expect(must(fromCloudEvents([]))).toEqual([]);
    expect(told(fromCloudEvents(event))).toEqual(["batch_invalid"]);
    expect(told(fromCloudEvents("[1, 2"))).toEqual(["json_invalid"]);
    expect(told(fromCloudEvents('"text"'))).toEqual(["batch_invalid"]);
    expect(told(fromCloudEvents(new Array(100_001)))).toEqual(["batch_too_large"]);
    const [entry] = must(fromCloudEvents(["{}"]));
    expect(entry && told(entry.parsed)).toEqual(["event_invalid $[0]"]);
  });
});
