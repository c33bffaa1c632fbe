// Documents are plain JSON: written down and read again they are the same, to the last digit.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expectOk,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type Rule,
  rateUsage,
  resolveTerms,
  toWireJson,
} from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { anyDecimal } from "../arbitraries/decimals.ts";
import { world } from "../arbitraries.ts";
import { draftAll, eventsFor, runs, termsOf } from "../laws.ts";
import { fraction, toText } from "../oracle/fraction.ts";
import { january } from "./plain.ts";

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

// L42: decode(encode(x)) = x for every public value, including amounts of 38 digits.
describe("what is written as JSON and read again", () => {
  it("L42: is the same, for terms, outcomes, charges, states and drafts", () => {
    fc.assert(
      fc.property(world(), (w) => {
        const terms = expectOk(resolveTerms(w.contract, w.programs));
        const rating = rateUsage(terms, w.events);
        const all = { terms, rating, drafts: draftAll(terms, rating.charges, periodsFrom(w, 2)) };
        expect(throughJson(all)).toStrictEqual(all);
      }),
      runs(50),
    );
  });

  it("L42: is parsed to what it was, for contracts, programs and events", () => {
    fc.assert(
      fc.property(world(), ({ contract, programs, events }) => {
        expect(expectOk(parseContract(throughJson(contract)))).toEqual(contract);
        for (const program of programs)
          expect(expectOk(parsePricingProgram(throughJson(program)))).toEqual(program);
        for (const event of events) expect(expectOk(parseUsageEvent(throughJson(event)))).toEqual(event);
      }),
      runs(50),
    );
  });

  it("L42: keeps the 38 digits of an amount", () => {
    const rule: Frame<Rule> = {
      ...{ type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.123456789012345678" },
    };
    const [quantity, exact] = ["99999999999999999999", "12345678901234567799.876543210987654322"];
    const terms = termsOf(rule);
    const { charges } = rateUsage(terms, eventsFor(rule, [quantity]));
    const { line_items } = JSON.parse(JSON.stringify(draftAll(terms, charges, [january])[0]));
    expect([exact.length - 1, line_items[0].exact_amount]).toEqual([38, exact]);
  });
});

describe("numbers on the wire", () => {
  it("L42: are literals that have every digit of the text that they stand for", () => {
    fc.assert(
      fc.property(anyDecimal, (text) => {
        const literal = /^\{"total":(-?[0-9.]+)\}$/.exec(toWireJson({ total: text }))?.[1] ?? "";
        expect(toText(fraction(literal))).toBe(toText(fraction(text)));
      }),
      runs(300),
    );
  });

  it("L42 does not hold for readers that make doubles of them: so documents in process hold text", () => {
    const wire = toWireJson({ total: "9007199254740993" });
    expect(wire).toBe('{"total":9007199254740993}');
    expect(toWireJson(JSON.parse(wire))).toBe('{"total":9007199254740992}');
  });
});
