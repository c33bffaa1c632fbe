// Prices of events in their turn: what each is told to cost, where totals fall below zero and where a free part ends.
import { describe, expect, it } from "vitest";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import type { Step } from "../../../src/model/charge.ts";
import type { DynamicRule, PercentageRule } from "../../../src/model/pricingProgram.ts";
import { dynamic } from "../../../src/pricing/dynamic.ts";
import { perEventPercentage } from "../../../src/pricing/perEventPercentage.ts";
import { type EventPrice, mergeSteps } from "../../../src/pricing/price.ts";

interface Told {
  readonly amount: string;
  readonly steps: readonly Step[];
}

function inTurn(price: EventPrice, events: readonly (readonly [value: string, price?: string])[]): Told[] {
  let state = price.start;
  return events.map(([value, own]) => {
    const next = price.next(state, decimalOf(value), own === undefined ? undefined : decimalOf(own));
    state = next.state;
    return { amount: formatDecimal(next.amount), steps: next.steps };
  });
}

describe("dynamic", () => {
  const rule: DynamicRule = {
    amount_property: "price",
    id: "rule",
    name: "Rule",
    type: "usage",
    model: "dynamic",
    metric: "calls",
  };
  const of = (price: string) => ({
    kind: "dynamic",
    quantity: price,
    unit_price: "2",
    amount: `${2 * Number(price)}`,
  });

  it("tells the event's own price and the multiplier", () => {
    const price = dynamic({ ...rule, multiplier: "2" });
    expect(inTurn(price, [["1", "3"], ["1", "-5"], ["1", "0"], ["1"]])).toEqual([
      { amount: "6", steps: [of("3")] },
      { amount: "-10", steps: [of("-5")] },
      { amount: "0", steps: [] },
      { amount: "0", steps: [] },
    ]);
  });

  it("tells what of a sum below zero is not given back, and what is made up for later", () => {
    const price = dynamic({ ...rule, multiplier: "2", negative_usage: "clamp" });
    expect(
      inTurn(price, [
        ["1", "3"],
        ["1", "-5"],
        ["1", "4"],
      ]),
    ).toEqual([
      { amount: "6", steps: [of("3")] },
      { amount: "-6", steps: [of("-5"), { kind: "clamped", amount: "4" }] },
      { amount: "4", steps: [of("4"), { kind: "clamped", amount: "-4" }] },
    ]);
  });

  it("starts at nothing, with no free part, and goes by no order", () => {
    const { start, ordered, clamps, unitPrice } = dynamic(rule);
    expect([start.freeOver, ordered, clamps, unitPrice]).toEqual([true, false, false, null]);
  });
});

describe("perEventPercentage", () => {
  const terms: Pick<PercentageRule, "rate"> = { rate: "0.1" };
  const free = (quantity: string) => ({ kind: "free", quantity, amount: "0" });
  const paid = (quantity: string, amount: string) => ({ kind: "rate", quantity, unit_price: "0.1", amount });

  it("tells no step of what an event does not have", () => {
    const price = perEventPercentage({
      ...terms,
      fixed_amount: "1",
      per_event_minimum: "2",
      per_event_maximum: "5",
    });
    const fixed = { kind: "fixed", quantity: "1", unit_price: "1", amount: "1" };
    expect(inTurn(price, [["20"], ["0"], ["50"]])).toEqual([
      { amount: "3", steps: [paid("20", "2"), fixed] },
      { amount: "2", steps: [fixed, { kind: "event_minimum", amount: "1" }] },
      { amount: "5", steps: [paid("50", "5"), fixed, { kind: "event_maximum", amount: "-1" }] },
    ]);
  });

  it("ends the free part for good once its events are used up, whatever of its amount is left", () => {
    const price = perEventPercentage({ ...terms, free_events: 1, free_amount: "100" });
    expect(inTurn(price, [["10"], ["10"], ["-10"], ["10"]])).toEqual([
      { amount: "0", steps: [free("10")] },
      { amount: "1", steps: [paid("10", "1")] },
      { amount: "-1", steps: [paid("-10", "-1")] },
      { amount: "1", steps: [paid("10", "1")] },
    ]);
  });

  it("prices what of an event goes beyond the free amount, and the next event as a whole", () => {
    const price = perEventPercentage({ ...terms, fixed_amount: "1", free_amount: "15" });
    const fixed = { kind: "fixed", quantity: "1", unit_price: "1", amount: "1" };
    expect(inTurn(price, [["10"], ["10"], ["0"], ["10"]])).toEqual([
      { amount: "0", steps: [free("10")] },
      { amount: "1.5", steps: [free("5"), paid("5", "0.5"), fixed] },
      { amount: "1", steps: [fixed] },
      { amount: "2", steps: [paid("10", "1"), fixed] },
    ]);
  });

  it("has no free event left where the free amount is exactly used up", () => {
    const price = perEventPercentage({ ...terms, fixed_amount: "1", free_amount: "10" });
    const fixed = { kind: "fixed", quantity: "1", unit_price: "1", amount: "1" };
    expect(inTurn(price, [["10"], ["0"]])).toEqual([
      { amount: "0", steps: [free("10")] },
      { amount: "1", steps: [fixed] },
    ]);
  });

  it("leaves the free part alone where a refund comes in between", () => {
    const price = perEventPercentage({ ...terms, free_events: 2 });
    const { next, start } = price;
    const after = next(next(start, decimalOf("10")).state, decimalOf("-10")).state;
    expect([after.freeEvents, formatDecimal(after.freeAmount), after.freeOver]).toEqual([1, "10", false]);
    expect(inTurn(price, [["10"], ["-10"], ["10"], ["10"]]).map(({ amount }) => amount)).toEqual([
      "0",
      "-1",
      "0",
      "1",
    ]);
  });

  it("says that the free part is over as soon as an event has found it so", () => {
    const { next, start } = perEventPercentage({ ...terms, free_events: 1 });
    const states = [next(start, decimalOf("1")).state];
    states.push(next(states[0] ?? start, decimalOf("1")).state);
    expect(states.map(({ freeOver, freeEvents }) => [freeOver, freeEvents])).toEqual([
      [false, 1],
      [true, 1],
    ]);
  });
});

describe("mergeSteps", () => {
  it("adds up steps of one kind and price, and keeps those apart that differ in price", () => {
    const rate = { kind: "rate", quantity: "1", unit_price: "0.1", amount: "0.1" } as const;
    expect(mergeSteps([[rate], [{ ...rate, unit_price: "0.2", amount: "0.2" }], [rate]])).toEqual([
      { kind: "rate", quantity: "2", unit_price: "0.1", amount: "0.2" },
      { kind: "rate", quantity: "1", unit_price: "0.2", amount: "0.2" },
    ]);
  });

  it("leaves out what came and went again, and keeps what is free", () => {
    const rate = { kind: "rate", quantity: "1", unit_price: "0.1", amount: "0.1" } as const;
    const gone = { ...rate, quantity: "-1", amount: "-0.1" };
    const least = { kind: "event_minimum", amount: "2" } as const;
    const free = { kind: "free", quantity: "4", amount: "0" } as const;
    expect(mergeSteps([[rate, least], [gone, { ...least, amount: "-2" }], [free]])).toEqual([free]);
  });

  it("tells kinds in one order, whichever came first", () => {
    const kinds = ["clamped", "event_maximum", "event_minimum", "fixed", "dynamic", "rate", "free"] as const;
    const merged = mergeSteps(kinds.map((kind) => [{ kind, amount: "1" }]));
    expect(merged.map(({ kind }) => kind)).toEqual([...kinds].reverse());
  });

  it("adds up amounts that have no quantity", () => {
    const least: Step = { kind: "event_minimum", amount: "2" };
    expect(mergeSteps([[least], [least]])).toStrictEqual([{ kind: "event_minimum", amount: "4" }]);
  });
});
