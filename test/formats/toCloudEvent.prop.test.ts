// A usage event that is written as a CloudEvent and read again is the same event, whatever it holds: ids, quantities of 38 digits,
// properties of any shape, counterparties; also by way of JSON text, in a batch, and from another source.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromCloudEvent, fromCloudEvents, toCloudEvent } from "../../src/formats/index.ts";
import { expectOk, parseUsageEvent, type UsageEvent } from "../../src/index.ts";
import { strip } from "../arbitraries/base.ts";
import { anyDecimal } from "../arbitraries/decimals.ts";
import { runs } from "../laws.ts";
import { must } from "./told.ts";

const id = fc.stringMatching(/^[!-.0-~]{1,255}$/);
/** Any JSON within the size and depth that events have; no key or text with a lone surrogate or NUL. */
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
const properties = fc.dictionary(
  fc.oneof(
    fc.constantFrom("__proto__", "constructor", "quantity", "properties", "7"),
    fc.stringMatching(/^[a-z ]{0,5}$/),
  ),
  json,
  { maxKeys: 5 },
);

export const anyUsageEvent: fc.Arbitrary<UsageEvent> = fc
  .record({
    external_contract_id: id,
    event_id: id,
    metric: id,
    quantity: anyDecimal,
    timestamp: fc.integer({ min: 0, max: 7_258_118_399_999 }).map((at) => new Date(at).toISOString()),
    properties: fc.option(properties, { nil: undefined }),
    counterparty: fc.option(id, { nil: undefined }),
    counterparty_side: fc.constantFrom("maker" as const, "taker" as const, undefined),
  })
  .map((event) => expectOk(parseUsageEvent(strip(event))));

describe("an event, its CloudEvent, and the event again", () => {
  it("are the same", () => {
    fc.assert(
      fc.property(
        anyUsageEvent,
        fc.constantFrom({}, { source: "https://example.com/a|b" }),
        (event, options) => {
          const written = must(toCloudEvent(event, options));
          expect(must(fromCloudEvent(written))).toEqual(event);
          expect(must(fromCloudEvent(JSON.parse(JSON.stringify(written))))).toEqual(event);
          const [entry] = must(fromCloudEvents([written]));
          expect(entry).toEqual({ event_id: event.event_id, parsed: { ok: true, value: event } });
        },
      ),
      runs(400),
    );
  });
});
