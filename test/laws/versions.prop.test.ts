// Versions of a price list: which holds when, and what a change inside a period makes of what has been counted.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn } from "../../src/calendar/billingCalendar.ts";
import { reignAt, timelineOf } from "../../src/calendar/timeline.ts";
import {
  draftInvoice,
  expectOk,
  type PricingProgram,
  type Rule,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { quantity } from "../arbitraries/decimals.ts";
import { anyRule } from "../arbitraries/programs.ts";
import { tieredTerms } from "../arbitraries/tiers.ts";
import { world } from "../arbitraries.ts";
import { calls, changing, openAcme } from "../engine/acme.ts";
import { draftAll, eventsFor, priceOf, runs } from "../laws.ts";
import { add, fraction, sum, toText } from "../oracle/fraction.ts";
import { programAt } from "../oracle/ladders.ts";
import { isInContract } from "../oracle/periods.ts";
import { january, plainContract } from "./plain.ts";

const middle = "2026-01-20";

/** One rule in two versions, the second from the 20th of January on; in a currency so fine that nothing is rounded. */
function twoVersions(first: Frame<Rule>, second: Frame<Rule>, names: readonly [string, string]): Terms {
  const programs = [first, second].map(
    (rule, at): PricingProgram => ({
      ...{ object: "pricing_program", contract: "acme", version: at + 1 },
      effective_date: at === 0 ? null : middle,
      rules: [{ ...rule, id: "rule", name: names[at] ?? "" }],
    }),
  );
  const contract = { ...plainContract, currency: "UNITS", currency_digits: 18 };
  return expectOk(resolveTerms(contract, programs));
}

/** The same events, so many days later and with ids of their own. */
function later(events: readonly UsageEvent[], days: number): UsageEvent[] {
  return events.map((event) => ({
    ...event,
    event_id: `later-${event.event_id}`,
    timestamp: new Date(Date.parse(event.timestamp) + days * 86_400_000).toISOString(),
  }));
}

/** What January's lines come to, exact. */
function billed(terms: Terms, events: readonly UsageEvent[]): string {
  const { charges, outcomes } = rateUsage(terms, events);
  expect(outcomes.every(({ status }) => status === "accepted")).toBe(true);
  return toText(
    sum(draftInvoice(terms, charges, january).line_items.map((line) => fraction(line.exact_amount))),
  );
}

const ladder = fc.record({
  terms: tieredTerms(["graduated", "volume"]),
  used: fc.array(quantity, { minLength: 1, maxLength: 3 }),
});
const framed = (terms: object): Frame<Rule> => ({ type: "usage", metric: "calls", ...terms }) as Frame<Rule>;

/** 60 units at 2, those above at 1. */
const sixty = framed({
  ...{ model: "tiered", tiers_mode: "graduated" },
  tiers: [
    { up_to: "60", unit_amount: "2" },
    { up_to: null, unit_amount: "1" },
  ],
});

// L54: for each instant exactly one version holds; versions ascend in number and in effect; a stored version never changes.
describe("the versions of a contract", () => {
  it("L54: hold one after the other, without a gap from the first day on, and each instant has the oracle's", () => {
    fc.assert(
      fc.property(world(), fc.array(fc.integer({ min: 0, max: 120 * 24 }), { maxLength: 8 }), (w, hours) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const timeline = timelineOf(terms);
        timeline.forEach((reign, at) => {
          const next = timeline[at + 1];
          if (next === undefined) return;
          expect([next.startDay, next.program.version >= reign.program.version]).toEqual([
            reign.endDay,
            true,
          ]);
        });
        const last = w.contract.end_date === null ? Infinity : dayIn(w.contract.end_date);
        expect(timeline.at(-1)?.endDay ?? last).toBe(last);
        for (const hour of hours) {
          const instant = Date.parse(`${w.focus}T00:00:00.000Z`) + hour * 3_600_000;
          if (!isInContract(w.contract, instant)) continue;
          const expected = programAt(w.programs, w.contract.timezone, instant);
          const found = reignAt(timeline, instant);
          expect(found?.program.version).toBe(expected?.version);
          expect([...(found?.ruleIds ?? [])].sort()).toEqual(
            (expected?.rules ?? []).map(({ id }) => id).sort(),
          );
        }
      }),
      runs(100),
    );
  });

  it("L54: never change once they are stored", async () => {
    const one = await openAcme();
    const publish = (version: number, unit_amount: string) =>
      one.engine.publishPricing({ contract: "acme", version, rules: [{ ...calls, unit_amount }] }).then(
        () => "ok",
        ({ code }) => code as string,
      );
    expect(await changing(one, () => publish(1, "7"))).toEqual(["version_conflict", false]);
    expect(await changing(one, () => publish(1, "1"))).toEqual(["ok", false]);
    expect(await changing(one, () => publish(0, "1"))).toEqual([expect.not.stringMatching("ok"), false]);
  });
});

// L55: with a change at s inside a period, f_v1(usage before s) + f_v2(usage from s): a rule whose terms change counts from zero.
describe("a rule whose terms change inside a period", () => {
  it("L55: costs what its usage before the change and after it cost, each on its own, for every ladder", () => {
    fc.assert(
      fc.property(ladder, ladder, (before, after) => {
        const [first, second] = [framed(before.terms), framed(after.terms)];
        const events = [...eventsFor(first, before.used), ...later(eventsFor(second, after.used), 15)];
        const both = add(priceOf(first, before.used), priceOf(second, after.used));
        expect(billed(twoVersions(first, second, ["A", "B"]), events)).toBe(toText(both));
      }),
      runs(150),
    );
  });

  it("L55 tells restarting from going on: 60 units before and 60 after are 240, and 180 on one counter", () => {
    const events = [...eventsFor(sixty, ["60"]), ...later(eventsFor(sixty, ["60"]), 15)];
    expect(billed(twoVersions(sixty, sixty, ["A", "B"]), events)).toBe("240");
    expect(billed(twoVersions(sixty, sixty, ["A", "A"]), events)).toBe("180");
  });
});

// L56: cutting a period between two identical versions changes nothing: a rule whose content stays the same goes on counting.
describe("a version with the same rules", () => {
  it("L56: changes no charge and no draft, for every model, aggregation and option", () => {
    fc.assert(
      fc.property(world({ rules: anyRule() }), fc.integer({ min: 1, max: 60 }), (w, days) => {
        const first = w.programs.slice(0, 1);
        const [program] = first as [PricingProgram];
        const start = Math.max(Date.parse(w.focus), Date.parse(program.effective_date ?? w.focus));
        const effective_date = new Date(start + days * 86_400_000).toISOString().slice(0, 10);
        const again = { ...program, version: program.version + 1, effective_date };
        const [one, two] = [first, [program, again]].map((programs) => {
          const terms = expectOk(resolveTerms(w.contract, programs));
          const { charges, outcomes } = rateUsage(terms, w.events);
          const told = outcomes.map(({ error: _, ...outcome }) => outcome);
          return { charges, told, drafts: draftAll(terms, charges, periodsFrom(w, 3)) };
        });
        expect(two).toEqual(one);
      }),
      runs(100),
    );
  });

  it("L56 does not hold where content changes: for a ladder another name is enough, for a unit price nothing is", () => {
    const perUnit = framed({ model: "per_unit", unit_amount: "2" });
    const events = [...eventsFor(sixty, ["60"]), ...later(eventsFor(sixty, ["60"]), 15)];
    const named = (rule: Frame<Rule>, second: string) =>
      billed(twoVersions(rule, rule, ["A", second]), events);
    expect([named(sixty, "A"), named(sixty, "B")]).toEqual(["180", "240"]);
    expect([named(perUnit, "A"), named(perUnit, "B")]).toEqual(["240", "240"]);
  });
});
