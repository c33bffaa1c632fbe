import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  draftInvoice,
  expectOk,
  type LineItem,
  type PricingProgram,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import type { Frame } from "../arbitraries/base.ts";
import { roundingModes, zones } from "../arbitraries/contracts.ts";
import { bareRule, crowdedRule, prorating } from "../arbitraries/rules.ts";
import { eventsFor, runs, sumOfCharges, termsOf } from "../laws.ts";
import { addDays, startOfDay } from "../oracle/calendar.ts";
import { add, fraction, multiply, sum, toText } from "../oracle/fraction.ts";
import { checkLine } from "../traceChecker.ts";
import { january, plainContract } from "./plain.ts";
import { expectEqual } from "./ruleLaws.ts";

const everything = ["minimum_amount", "maximum_amount", "included_quantity", "tiers"] as const;
const proration = fc.constantFrom("day" as const, "second" as const, "fixed_30" as const);

/** A month of a contract in any zone and rounding, cut into versions on any days. */
const cutMonth = fc.record({
  month: fc.constantFrom("2026-01-01", "2026-02-01", "2026-03-01", "2026-10-01", "2026-11-01"),
  cuts: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
  timezone: fc.constantFrom(...zones),
  rounding: fc.constantFrom(...roundingModes),
  proration,
});

type CutMonth = typeof cutMonth extends fc.Arbitrary<infer T> ? T : never;

/** Each version begins a ladder of its own, as the rule's name is another one; the first is there from the month's beginning. */
function cutTerms({ month, cuts, timezone, rounding, proration: how }: CutMonth, rule: Frame<UsageRule>) {
  const days = [0, ...cuts.sort((a, b) => a - b)]
    .map((day) => addDays(month, day))
    .filter((day) => day.slice(0, 7) === month.slice(0, 7));
  const programs = days.map(
    (effective_date, place): PricingProgram => ({
      ...{ object: "pricing_program", contract: "acme", version: place + 1, effective_date },
      rules: [
        { ...prorating({ ...rule, proration: how, prorated: everything }), id: "rule", name: `V${place}` },
      ],
    }),
  );
  const contract = { ...plainContract, timezone, rounding };
  return { days, contract, terms: expectOk(resolveTerms(contract, programs)) };
}

function linesOf(terms: Terms, events: readonly UsageEvent[], day: string): readonly LineItem[] {
  const [period] = billingPeriods(terms.contract, day, day);
  if (period === undefined) throw new Error(`no period holds ${day}`);
  return draftInvoice(terms, rateUsage(terms, events).charges, period).line_items;
}

/** An event of that quantity in the first instant of each day. */
function eventsOn(days: readonly string[], timezone: string, quantity: string): UsageEvent[] {
  return days.map((day, place) => ({
    external_contract_id: "acme",
    event_id: `e${place}`,
    metric: "calls",
    quantity,
    timestamp: new Date(startOfDay(day, timezone)).toISOString(),
  }));
}

const cents = (value: number) => toText({ n: BigInt(value), d: 100n });
const units = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.constantFrom(0n, 3n, 18n))
  .map(([digits, scale]) => toText(fraction(`${digits}e-${scale}`)));
const perUnit = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "1" } as const;

describe("the parts of a value, however its period is cut,", () => {
  it("L36: are all of the minimum, to the last minor unit, with usage and without", () => {
    fc.assert(
      fc.property(cutMonth, fc.integer({ min: 0, max: 99_999 }), fc.boolean(), (cut, least, used) => {
        const { days, terms, contract } = cutTerms(cut, { ...perUnit, minimum_amount: cents(least) });
        const events = used ? eventsOn(days, contract.timezone, "0") : [];
        const lines = linesOf(terms, events, cut.month);
        expectEqual(sum(lines.map(({ amount }) => fraction(amount))), fraction(cents(least)));
        expect(lines.flatMap((line) => checkLine(line, { digits: 2, rounding: cut.rounding }))).toEqual([]);
      }),
      runs(150),
    );
  });

  it("are all of the minimum, where a contract ends as another begins", () => {
    fc.assert(
      fc.property(cutMonth, fc.integer({ min: 0, max: 99_999 }), (cut, least) => {
        const { terms, days } = cutTerms(cut, { ...perUnit, minimum_amount: cents(least) });
        const { contract, programs } = terms;
        const last = days.at(-1) ?? cut.month;
        fc.pre(last !== cut.month);
        const [first, second] = [{ end_date: last }, { start_date: last }].map((ends) =>
          expectOk(resolveTerms({ ...contract, ...ends }, programs)),
        );
        const lines = [first, second].flatMap((part, place) =>
          part === undefined ? [] : linesOf(part, [], place === 0 ? cut.month : last),
        );
        expectEqual(sum(lines.map(({ amount }) => fraction(amount))), fraction(cents(least)));
      }),
      runs(100),
    );
  });

  it("L36: are all of the maximum", () => {
    fc.assert(
      fc.property(cutMonth, fc.integer({ min: 0, max: 99_999 }), (cut, most) => {
        const { days, terms, contract } = cutTerms(cut, { ...perUnit, maximum_amount: cents(most) });
        const lines = linesOf(terms, eventsOn(days, contract.timezone, "1000"), cut.month);
        expectEqual(sum(lines.map(({ amount }) => fraction(amount))), fraction(cents(most)));
      }),
      runs(100),
    );
  });

  it("are all of the included units, and all of a tier, to the last of 18 places", () => {
    fc.assert(
      fc.property(cutMonth, units, units, (cut, included, width) => {
        fc.pre(width !== "0");
        const { days, terms, contract } = cutTerms(cut, {
          ...{ type: "usage", metric: "calls", model: "tiered", tiers_mode: "graduated" },
          included_quantity: included,
          tiers: [
            { up_to: width, unit_amount: "0" },
            { up_to: null, unit_amount: "0" },
          ],
        });
        const huge = "10000000000000000000";
        const steps = linesOf(terms, eventsOn(days, contract.timezone, huge), cut.month).flatMap(
          (line) => line.steps,
        );
        const total = (wanted: (step: (typeof steps)[number]) => boolean) =>
          sum(steps.filter(wanted).map(({ quantity }) => fraction(quantity ?? "0")));
        expectEqual(
          total(({ kind }) => kind === "included"),
          fraction(included),
        );
        expectEqual(
          total(({ up_to }) => typeof up_to === "string"),
          fraction(width),
        );
      }),
      runs(150),
    );
  });
});

describe("a rule that prorates all that it can", () => {
  const small = fc.array(fc.integer({ min: 1, max: 25 }).map(String), { maxLength: 6 });

  it("is in a whole period what it is without proration", () => {
    fc.assert(
      fc.property(crowdedRule, proration, small, (rule, how, quantities) => {
        const [parts, plain] = [{ ...rule, proration: how, prorated: everything }, rule].map((one) => {
          const terms = termsOf(prorating(one), { currency: "UNITS", currency_digits: 3 });
          const { charges, outcomes } = rateUsage(terms, eventsFor(one, quantities));
          return { charges, outcomes, invoice: draftInvoice(terms, charges, january) };
        });
        expect(parts).toEqual(plain);
      }),
      runs(200),
    );
  });

  it("charges in a part of a period what the draft asks for, beyond what is due without usage", () => {
    let parts = 0;
    fc.assert(
      fc.property(
        bareRule,
        proration,
        small,
        fc.integer({ min: 1, max: 9 }),
        (rule, how, quantities, day) => {
          const start_date = addDays("2026-01-01", day);
          const terms = termsOf(prorating({ ...rule, proration: how, prorated: everything }), {
            ...{ currency: "UNITS", currency_digits: 18, start_date },
          });
          const events = eventsFor(rule, quantities).filter(
            ({ timestamp }) => timestamp.slice(0, 10) >= start_date,
          );
          const { charges } = rateUsage(terms, events);
          const [lines, idle] = [charges, []].map((own) => {
            const [period = january] = billingPeriods(terms.contract, start_date, start_date);
            return draftInvoice(terms, own, period).line_items;
          });
          // What is shared out is rounded, and what all groups come to is not.
          const exact = (list: readonly LineItem[] = []) =>
            list.map((line) => fraction((line.shared ?? line).exact_amount));
          const ladders = rule.group_ladder === "shared" ? 1 : (lines?.length ?? 0);
          const base = multiply(sum(exact(idle)), fraction(ladders));
          expectEqual(sum(exact(lines).slice(0, ladders)), add(base, sumOfCharges(charges)));
          const [held] = terms.programs[0]?.rules ?? [];
          parts += held?.type === "usage" && held.prorated !== undefined && charges.length > 0 ? 1 : 0;
        },
      ),
      runs(400),
    );
    expect(parts).toBeGreaterThan(50);
  });
});
