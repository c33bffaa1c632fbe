// Ids of events of other systems: any text of theirs is an id here, and two of them are never the same one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type FormatResult,
  fromCloudEvent,
  fromLagoEvent,
  fromMetronomeEvent,
  fromOrbEvent,
  fromStripeMeterEvent,
} from "../../src/formats/index.ts";
import type { UsageEvent } from "../../src/index.ts";
import { must, told } from "./told.ts";

const timestamp = "2026-03-25T12:00:00Z";
const cloud = { specversion: "1.0", source: "s", type: "m", subject: "c", time: timestamp };
const payload = { stripe_customer_id: "c", value: "1" };

interface Importer {
  /** The field with the id. */
  readonly field: string;
  readonly read: (id: unknown) => FormatResult<UsageEvent>;
}

const importers: readonly (readonly [string, Importer])[] = [
  ["CloudEvents by id", { field: "id", read: (id) => fromCloudEvent({ ...cloud, id }, { identity: "id" }) }],
  [
    "Lago",
    {
      field: "transaction_id",
      read: (id) =>
        fromLagoEvent({
          transaction_id: id,
          external_subscription_id: "c",
          code: "m",
          timestamp: 1774440000,
        }),
    },
  ],
  [
    "Stripe",
    {
      field: "identifier",
      read: (id) => fromStripeMeterEvent({ identifier: id, event_name: "m", timestamp, payload }),
    },
  ],
  [
    "Orb",
    {
      field: "idempotency_key",
      read: (id) => fromOrbEvent({ idempotency_key: id, customer_id: "c", event_name: "m", timestamp }),
    },
  ],
  [
    "Metronome",
    {
      field: "transaction_id",
      read: (id) => fromMetronomeEvent({ transaction_id: id, customer_id: "c", event_type: "m", timestamp }),
    },
  ],
];

describe.each(importers)("ids of %s", (_, { field, read }) => {
  const idOf = (id: string): string => must(read(id)).event_id;

  it.each([
    ["t-1", "t-1"],
    ["a|b:c", "a|b:c"],
    ["orders/123", "orders%2F123"],
    ["sub/1/2026", "sub%2F1%2F2026"],
    ["größe-1", "gr%C3%B6%C3%9Fe-1"],
    ["k 1", "k%201"],
    ["a%20b", "a%2520b"],
    ["a b", "a%20b"],
    ["a\u0000b", "a%00b"],
    ["😀", "%F0%9F%98%80"],
    ["x".repeat(255), "x".repeat(255)],
    ["/".repeat(85), "%2F".repeat(85)],
  ])("are %j as %s", (id, encoded) => {
    expect(idOf(id)).toBe(encoded);
  });

  it("that are too long once they are encoded, are empty or are no text are issues", () => {
    for (const id of ["x".repeat(256), "/".repeat(86), "é".repeat(43), "", "\ud800", "a \udfff", "%\ud800b"])
      expect(told(read(id))).toEqual([
        expect.stringMatching(new RegExp(`^(id_invalid|field_missing) ${field}$`)),
      ]);
    for (const id of [5, true, {}, ["a"]]) expect(told(read(id))).toEqual([`field_type ${field}`]);
  });

  it("stay different", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12, unit: "grapheme" }),
      fc.stringMatching(/^[a %/2|0-9F]{1,8}$/),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [first, second] = [read(one), read(other)];
        if (first.ok && second.ok) expect(first.value.event_id === second.value.event_id).toBe(one === other);
        // What an encoded id looks like is no other's id.
        const again = first.ok ? read(first.value.event_id) : undefined;
        if (first.ok && again?.ok)
          expect(again.value.event_id === first.value.event_id).toBe(/^[!-$&-.0-~]+$/.test(one));
      }),
    );
  });
});

describe("ids of our own events", () => {
  it("come back from CloudEvents as they were", () => {
    const ours = { ...cloud, dataschema: "urn:lucius-rating:usage-event:1", data: { quantity: "1" } };
    expect(must(fromCloudEvent({ ...ours, id: "a%20b" })).event_id).toBe("a%20b");
    expect(told(fromCloudEvent({ ...ours, id: "a b" }))).toEqual(["id_invalid id"]);
  });
});
