// What stands above the lines where versions follow one another, as laws. In words:
// - Rules that are deleted inside a period take nothing along of the discounts and taxes on what was used before.
// - Which discounts and taxes hold in a period, and for which rules, is what the oracle says, whatever versions do with their lists.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, parsePricingProgram, resolveTerms } from "../../src/index.ts";
import { openDesk } from "../../src/invoicing/desk.ts";
import { findPeriod } from "../../src/invoicing/findPeriod.ts";
import { programAbove } from "../../src/invoicing/programAbove.ts";
import type { PricingProgram } from "../../src/model/pricingProgram.ts";
import { openBooks, unit } from "../invoicing/books.ts";
import { runs } from "../laws.ts";
import { agreedIn } from "../oracle/above/agreedIn.ts";
import { periodAt } from "../oracle/periods.ts";
import { abc, dayOf, ids, money, quantities, scope } from "./abcBooks.ts";
import { plainContract } from "./plain.ts";

type Scoped = { readonly rules?: readonly string[] };

/** One of an id, and whether it takes a share or a sum. */
const discounts = fc.array(
  fc.tuple(fc.constantFrom({ percent: "0.1" }, { percent: "0.333" }, { amount: "2" }), scope),
  { maxLength: 3 },
);
const taxes = fc.array(
  fc.tuple(
    fc.constantFrom("0.19", "0.055"),
    fc.constantFrom({}, { rounding: "line" }, { inclusive: true }),
    scope,
  ),
  { maxLength: 3 },
);

/** What is left of a list once a rule is deleted. */
function without<T extends Scoped>(list: readonly T[], gone: string): T[] {
  return list
    .map((one) => (one.rules === undefined ? one : { ...one, rules: one.rules.filter((id) => id !== gone) }))
    .filter(({ rules }) => rules === undefined || rules.length > 0);
}

/** An invoice whose lines do not say when their terms were in effect. */
function timeless({ line_items, ...rest }: Invoice): object {
  return { ...rest, line_items: line_items.map(({ service_period: _, ...line }) => line) };
}

describe("rules that are deleted inside a period", () => {
  it("leave the discounts and taxes on what was used before as they were", () => {
    fc.assert(
      fc.property(money, quantities, discounts, taxes, fc.boolean(), (contract, used, less, more, both) => {
        const above = {
          discounts: less.map(([taken, only], at) => ({ id: `d${at}`, ...taken, ...only })),
          taxes: more.map(([rate, how, only], at) => ({ id: `t${at}`, name: "T", rate, ...how, ...only })),
        };
        const books = openBooks([[null, abc, above]], contract);
        for (const [at, count] of used.entries()) {
          books.use(`e${at}`, [ids[at] ?? "a", "2026-01-02", String(count / 100)]);
        }
        const before = timeless(books.draft(dayOf(0)));
        // From the last one on: so the lines stand as they stood.
        const left = { discounts: without(above.discounts, "c"), taxes: without(above.taxes, "c") };
        books.publish(["2026-01-10", abc.slice(0, 2), left]);
        if (both) {
          const last = { discounts: without(left.discounts, "b"), taxes: without(left.taxes, "b") };
          books.publish(["2026-01-20", abc.slice(0, 1), last]);
        }
        expect(timeless(books.draft(dayOf(0)))).toEqual(before);
      }),
      runs(200),
    );
  });
});

const days = [undefined, "2026-01-02", "2026-01-02", "2026-01-31", "2026-02-01", "2026-02-10"];

/** A version with some rules, and lists in any order of what is for some of them. */
const version = fc.record({
  rules: fc.shuffledSubarray([...ids], { minLength: 1 }),
  discounts: listFor({ percent: "0.1" }),
  taxes: listFor({ name: "T", rate: "0.1" }),
  day: fc.constantFrom(...days),
});

function listFor(terms: object) {
  const one = fc.tuple(fc.constantFrom("0", "1", "2", "3"), scope);
  return fc
    .uniqueArray(one, { maxLength: 4, selector: ([id]) => id })
    .map((list) => list.map(([id, only]) => ({ id, ...terms, ...only })));
}

/** Only of the rules that there are. */
function fitted<T extends Scoped>(list: readonly T[], rules: readonly string[]): T[] {
  return ids.filter((id) => !rules.includes(id)).reduce<T[]>((left, gone) => without(left, gone), [...list]);
}

describe("what holds in a period", () => {
  it("is for which rules, and in which order, what the oracle says", () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 4 }), (versions) => {
        const from = versions.map(({ day = "2026-01-01" }) => day).sort();
        const programs = versions.map(({ rules, ...lists }, at) =>
          expectOk(
            parsePricingProgram({
              contract: plainContract.id,
              version: at + 1,
              effective_date: from[at],
              rules: rules.map((id) => unit(id)),
              discounts: fitted(lists.discounts, rules),
              taxes: fitted(lists.taxes, rules),
            }),
          ),
        );
        const contract = { ...plainContract, metrics: [...ids] };
        const desk = openDesk(expectOk(resolveTerms(contract, programs)), []);
        for (const at of ["2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", "2026-03-20T00:00:00Z"]) {
          const period = periodAt(contract, Date.parse(at));
          const expected = agreedIn({ contract, programs, events: [] }, period);
          expect(inWords(programAbove(desk, findPeriod(contract, period)))).toEqual(inWords(expected));
        }
      }),
      runs(500),
    );
  });
});

function inWords(above: Pick<PricingProgram, "discounts" | "taxes"> = {}): unknown {
  const sorted = (list: readonly Scoped[] = []) =>
    list.map((one) => (one.rules === undefined ? one : { ...one, rules: [...one.rules].sort() }));
  return [sorted(above.discounts), sorted(above.taxes)];
}
