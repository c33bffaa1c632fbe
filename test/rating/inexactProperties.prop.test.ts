// Numbers that may have lost digits: as names of groups, values of filters and cells they would be other names than were sent.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateUsage, type UsageEvent } from "../../src/index.ts";
import { parseJson } from "../../src/intake/parseJson.ts";
import { dimensions } from "../arbitraries/properties.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { expectAgreement } from "../laws/againstOracle.ts";
import { eventsFor, runs, termsOf } from "../laws.ts";

const long: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(2 ** 53, 2 ** 64, 2 ** 53 - 1, 1e19, 1e21, 1e-18, 1e-19),
  fc.constantFrom(0.1 + 0.2, -0.1234567890123456, 1.5, Number.MAX_VALUE, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const worlds: fc.Arbitrary<PlacedWorld> = fc
  .tuple(world(), fc.array(fc.option(fc.tuple(fc.constantFrom(...dimensions, "units"), long))))
  .map(([placed, changes]) => ({
    ...placed,
    events: placed.events.map((event, at) => withNumber(event, changes[at] ?? null)),
  }));

function withNumber(event: UsageEvent, change: [string, number] | null): UsageEvent {
  if (change === null) return event;
  return { ...event, properties: Object.fromEntries([...Object.entries(event.properties ?? {}), change]) };
}

describe("a number of a property that may have lost digits", () => {
  it("refuses the event wherever a rule of its metric goes by the text of it, and nowhere else", () => {
    fc.assert(fc.property(worlds, expectAgreement), runs(300));
  });

  const usage = { type: "usage", metric: "calls" } as const;
  const perCall = { ...usage, model: "per_unit", unit_amount: "1" } as const;
  const matrix = {
    ...usage,
    model: "matrix",
    dimensions: ["account"],
    cells: [{ when: { account: "1" }, unit_amount: "1" }],
    default: "free",
  } as const;
  const rating = (rule: Parameters<typeof termsOf>[0], properties: UsageEvent["properties"]) => {
    const [event] = eventsFor(perCall, ["1"]);
    const { outcomes } = rateUsage(termsOf(rule), [{ ...event, properties } as UsageEvent]);
    return outcomes[0]?.code ?? outcomes[0]?.status;
  };

  it.each([
    ["grouped by", { ...perCall, group_by: ["account"] }],
    ["filtered by", { ...perCall, filters: [{ property: "account", not_in: ["1"] }] }],
    ["counted by", { ...perCall, aggregation: "unique_count", aggregate_property: "account" } as const],
    ["priced by", matrix],
  ])("is refused where it is %s", (_, rule) => {
    expect(rating(rule, { account: 2 ** 64 })).toBe("property_invalid");
    expect(rating(rule, { account: "18446744073709551616" })).toBe("accepted");
    expect(rating(rule, { account: 2 ** 53 - 1, other: 0.1 + 0.2 })).toBe("accepted");
  });

  it("is text where it is read from JSON that has all of its digits, so that it counts as what was sent", () => {
    const read = (literal: string) =>
      (parseJson(`{"properties": {"account": ${literal}}}`) as { value: unknown }).value;
    expect(read("10000000000000000001")).toEqual({ properties: { account: "10000000000000000001" } });
    expect(read("10000000000000000000")).toEqual({ properties: { account: 10000000000000000000 } });
    expect(read("0.10000000000000001")).toEqual({ properties: { account: "0.10000000000000001" } });
  });
});
