// Events of Lago by hand.
import { describe, expect, it } from "vitest";
import { fromLagoEvent, fromLagoEvents } from "../../src/formats/index.ts";
import { must, told } from "./told.ts";

const event = {
  transaction_id: "t-1",
  external_subscription_id: "acme",
  code: "storage",
  timestamp: 1774440000,
  properties: { gb: "12.25", region: "eu" },
};

describe("fromLagoEvent", () => {
  it("reads every field", () => {
    const priced = {
      ...event,
      precise_total_amount_cents: "1234.56",
      external_customer_id: "c-9",
      lago_id: "l",
    };
    expect(must(fromLagoEvent(priced, { quantity: { path: ["gb"] } }))).toEqual({
      external_contract_id: "acme",
      event_id: "t-1",
      metric: "storage",
      quantity: "12.25",
      timestamp: "2026-03-25T12:00:00.000Z",
      properties: { region: "eu", precise_total_amount_cents: "1234.56" },
    });
  });

  it("reads seconds as numbers and as text, with decimals, down to the millisecond", () => {
    const timeOf = (timestamp: unknown) => must(fromLagoEvent({ ...event, timestamp })).timestamp;
    expect(timeOf("1774440000")).toBe("2026-03-25T12:00:00.000Z");
    expect(timeOf(1774440000.5)).toBe("2026-03-25T12:00:00.500Z");
    expect(timeOf("1774440000.999999999")).toBe("2026-03-25T12:00:00.999Z");
    expect(timeOf(1774440000123)).toBe("2026-03-25T12:00:00.123Z");
    expect(timeOf("2026-03-25T12:00:00Z")).toBe("2026-03-25T12:00:00.000Z");
  });

  it("takes the body of a request", () => {
    expect(must(fromLagoEvent({ event })).event_id).toBe("t-1");
    expect(told(fromLagoEvent({ event: { ...event, code: undefined } }))).toEqual([
      "field_missing event.code",
    ]);
    const entries = must(fromLagoEvents({ events: [event, { ...event, timestamp: true }] }));
    expect(entries.map(({ parsed }) => told(parsed))).toEqual([
      [],
      ["timestamp_invalid_type $[1].timestamp"],
    ]);
    expect(must(fromLagoEvents([event]))).toHaveLength(1);
  });

  it("takes the arrival where there is no time", () => {
    const { timestamp: _, ...timeless } = event;
    expect(told(fromLagoEvent(timeless))).toEqual(["field_missing timestamp"]);
    expect(must(fromLagoEvent(timeless, { arrival: "2026-01-01T00:00:00Z" })).timestamp).toContain(
      "2026-01-01",
    );
  });

  it("says what is wrong in Lago's words", () => {
    expect(told(fromLagoEvent({}))).toEqual([
      "field_missing external_subscription_id",
      "field_missing transaction_id",
      "field_missing code",
      "field_missing timestamp",
    ]);
    expect(told(fromLagoEvent({ ...event, propertys: { a: 1 } }))).toEqual(["field_unknown propertys"]);
    expect(told(fromLagoEvent({ ...event, properties: [] }))).toEqual(["field_type properties"]);
    expect(told(fromLagoEvent(event, { quantity: { path: ["tb"] } }))).toEqual([
      "field_missing properties.tb",
    ]);
    const twice = {
      ...event,
      precise_total_amount_cents: "1",
      properties: { precise_total_amount_cents: "2" },
    };
    expect(told(fromLagoEvent(twice))).toEqual(["property_conflict precise_total_amount_cents"]);
    expect(told(fromLagoEvent({ ...event, timestamp: "1.774e9" }))).toEqual([
      "decimal_invalid_format timestamp",
    ]);
    expect(told(fromLagoEvent({ ...event, transaction_id: "" }))).toEqual(["id_invalid transaction_id"]);
  });
});
