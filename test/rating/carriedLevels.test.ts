// Levels that are carried from day to day, by usage that comes in all orders: each charge is compared with the sum of all that
// was counted so far up to its day.
import { describe, expect, it } from "vitest";
import {
  createRater,
  expectOk,
  parsePricingProgram,
  resolveTerms,
  type UsageEvent,
} from "../../src/index.ts";
import { dailyContract } from "./dailyContract.ts";

/** A level of so many costs its square, so what a change of it costs says what it was before. */
const tiers = Array.from({ length: 400 }, (_, at) => ({
  ...{ up_to: at === 399 ? null : String(at + 1), unit_amount: String(at + 1) },
}));

const rule = {
  ...{ id: "r", name: "R", type: "usage", metric: "level", model: "tiered", tiers_mode: "volume", tiers },
  ...{ aggregation: "weighted_sum", carry_over: true },
};

const terms = expectOk(
  resolveTerms(dailyContract, [
    expectOk(parsePricingProgram({ contract: "acme", version: 1, rules: [rule] })),
  ]),
);

type Change = readonly [day: number, quantity: number];

function eventOf([day, quantity]: Change, place: number): UsageEvent {
  const timestamp = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
  const event = { external_contract_id: "acme", event_id: `e${place}`, metric: "level", timestamp };
  return { ...event, quantity: String(quantity) };
}

/** What each change costs where those before it are known, and no others. */
function squares(changes: readonly Change[]): string[] {
  return changes.map(([day, quantity], place) => {
    const known = changes.slice(0, place).filter(([other]) => other <= day);
    const before = known.reduce((sum, [, more]) => sum + more, 0);
    return String((before + quantity) ** 2 - before ** 2);
  });
}

/** What the changes cost; after so many of them, the rest are rated from the state. */
function costs(changes: readonly Change[], cut: number): string[] {
  const events = changes.map(eventOf);
  const first = createRater(terms);
  const charges = events.slice(0, cut).flatMap((event) => first.rate(event).charges);
  const second = createRater(terms, first.state());
  const all = [...charges, ...events.slice(cut).flatMap((event) => second.rate(event).charges)];
  return all.map(({ amount }) => amount);
}

const onEach = (days: readonly number[]): Change[] => days.map((day) => [day, 1]);
const from0To = (end: number): number[] => Array.from({ length: end }, (_, day) => day);

describe("a level that is carried from day to day", () => {
  it.each([
    ["a day that comes to lie between two others", [0, 2, 1, 2]],
    ["a first day that is added to after the second, with a third behind them", [0, 1, 2, 1, 0, 1, 2]],
    ["days that come backwards", [3, 2, 1, 0, 1, 2, 3]],
  ])("counts %s", (_, days) => {
    for (let cut = 0; cut <= days.length; cut += 1)
      expect([cut, costs(onEach(days), cut)]).toEqual([cut, squares(onEach(days))]);
  });

  it("counts hundreds of days, those that come late among the others", () => {
    const days = from0To(280);
    const even = days.filter((day) => day % 2 === 0);
    const odd = days.filter((day) => day % 2 === 1);
    const changes = onEach([...even, ...odd]);
    expect(costs(changes, 0)).toEqual(squares(changes));
    expect(costs(changes, 200)).toEqual(squares(changes));
  });

  it("tells the last of hundreds of days of one that comes late, wherever that lies", () => {
    for (const late of [63, 127, 191]) {
      const changes = [...onEach(from0To(193).filter((day) => day !== late)), [late, 10], [192, 1]] as const;
      expect([late, costs(changes, 0)]).toEqual([late, squares(changes)]);
    }
  });
});
