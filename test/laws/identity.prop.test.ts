import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expectOk,
  parsePricingProgram,
  parseUsageEvent,
  rateUsage,
  resolveTerms,
  type UsageEvent,
} from "../../src/index.ts";
import { hostileNames } from "../arbitraries/base.ts";
import { anyDecimal, decimalText } from "../arbitraries/decimals.ts";
import { world } from "../arbitraries.ts";
import { eventsFor, replayChangesNothing, runs, termsOf } from "../laws.ts";

const rule = {
  type: "usage",
  metric: "calls",
  model: "per_unit",
  unit_amount: "0.5",
  negative_usage: "credit",
} as const;
const original: UsageEvent = {
  external_contract_id: "acme",
  event_id: "evt-1",
  metric: "calls",
  quantity: "10000",
  timestamp: "2026-01-25T12:00:00.000Z",
  properties: { a: 1, b: ["x", null] },
  counterparty: "acme",
};

describe("events are known by their id and their values", () => {
  it("L5: replaying accepted events, in any number, changes nothing", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events }) => {
        replayChangesNothing(expectOk(resolveTerms(contract, programs)), events);
      }),
      runs(120),
    );
  });

  it("L10: every event gets one outcome, in the order given, accepted or rejected with a code", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events }) => {
        const { outcomes } = rateUsage(expectOk(resolveTerms(contract, programs)), events);
        expect(outcomes.map(({ event_id }) => event_id)).toEqual(events.map(({ event_id }) => event_id));
        for (const { status, code, error } of outcomes) {
          expect([status, code === undefined, error === undefined]).toEqual([
            status,
            status === "accepted",
            status === "accepted",
          ]);
        }
      }),
      runs(100),
    );
  });

  it("L7: the same id with any other value conflicts, makes no charge and leaves the state as it is", () => {
    const other = fc.constantFrom<Partial<UsageEvent>>(
      { quantity: "10000.000000000000000001" },
      { quantity: "-10000" },
      { timestamp: "2026-01-25T12:00:00.001Z" },
      { metric: "7" },
      { properties: { a: 1, b: ["x"] } },
      { properties: { a: "1", b: ["x", null] } },
      { properties: {} },
      { counterparty: "someone" },
      { counterparty_side: "maker" },
    );
    const terms = termsOf(rule);
    const gap = fc.array(fc.constantFrom("a", "b", ...hostileNames), { maxLength: 5 });
    fc.assert(
      fc.property(other, gap, (change, between) => {
        const others = between.map((event_id) => ({ ...original, event_id }));
        const first = rateUsage(terms, [original, ...others]);
        const second = rateUsage(terms, [{ ...original, ...change }], first.state);
        expect(second.outcomes).toMatchObject([
          { event_id: "evt-1", status: "rejected", code: "event_conflict" },
        ]);
        expect(second.charges).toEqual([]);
        expect(second.state).toEqual(first.state);
        const together = rateUsage(terms, [original, ...others, { ...original, ...change }]);
        expect(together.outcomes.at(-1)).toEqual(second.outcomes[0]);
      }),
      runs(200),
    );
  });

  it("L8: values decide, not their spelling: number or text, zone, and the order of keys", () => {
    const spellings: unknown[] = [
      { ...original, quantity: 10000 },
      { ...original, quantity: "10000.00" },
      { ...original, timestamp: "2026-01-25T14:00:00+02:00" },
      { ...original, timestamp: "2026-01-25T12:00:00.000999Z" },
      { ...original, properties: { b: ["x", null], a: 1 } },
    ];
    const terms = termsOf(rule);
    for (const spelling of spellings) {
      const again = expectOk(parseUsageEvent(spelling));
      const { outcomes, charges } = rateUsage(terms, [original, again]);
      expect(outcomes[1]).toEqual({ event_id: "evt-1", status: "accepted", duplicate: true });
      expect(charges.length).toBe(1);
    }
  });

  it("L43: a number of at most 15 digits and its text are the same quantity and the same price", () => {
    fc.assert(
      fc.property(decimalText(99_999_999n, 7), decimalText(1n, 6), (quantity, rate) => {
        const base = { ...original, quantity };
        expect(parseUsageEvent({ ...base, quantity: Number(quantity) })).toEqual(parseUsageEvent(base));
        const rules = (value: unknown) => [
          { name: "Fee", type: "usage", model: "percentage", rate: value, metric: "calls" },
        ];
        const program = { contract: "acme", version: 1 };
        const asText = parsePricingProgram({ ...program, rules: rules(rate) });
        expect(parsePricingProgram({ ...program, rules: rules(Number(rate)) })).toEqual(asText);
        expect(asText.ok).toBe(true);
      }),
      runs(300),
    );
  });

  it("L43: zeros at the end and a minus before zero do not make another event", () => {
    const terms = termsOf(rule);
    fc.assert(
      fc.property(anyDecimal, (quantity) => {
        const padded = quantity.includes(".") ? `${quantity}0` : `${quantity}.0`;
        const spelled = quantity === "0" ? "-0.0" : padded;
        const fits = (quantity.split(".")[1]?.length ?? 0) < 18 && spelled.length <= 64;
        fc.pre(fits);
        const [event] = eventsFor(rule, [quantity]);
        const again = expectOk(parseUsageEvent({ ...event, quantity: spelled }));
        expect(again).toEqual(event);
        expect(rateUsage(terms, [again, again]).outcomes[1]).toMatchObject({ duplicate: true });
      }),
      runs(300),
    );
  });
});
