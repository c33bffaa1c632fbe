// Charges come from wherever the caller kept them: those of other contracts are left aside, and those that the terms could not
// have made are told, never billed as something else.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  type Charge,
  draftInvoice,
  expectOk,
  mergeCharges,
  type Period,
  type PricingProgram,
  parsePricingProgram,
  type Rating,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageRule,
} from "../../src/index.ts";
import { january, plainContract } from "../laws/plain.ts";

const perCall = { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls" };
const cheap = { ...perCall, unit_amount: "1" };
const fee = { id: "calls", name: "Calls", type: "subscription", model: "flat", frequency: "monthly" };

type Version = readonly [from: string | null, rule: object];

function termsOf(...versions: readonly Version[]): Terms {
  const programs = versions.map(([effective_date, rule], at) =>
    expectOk(parsePricingProgram({ contract: "acme", version: at + 1, effective_date, rules: [rule] })),
  );
  return expectOk(resolveTerms(plainContract, programs));
}

function rate(terms: Terms, ...quantities: readonly string[]): Rating {
  return rateUsage(
    terms,
    quantities.map((quantity, at) => ({
      ...{ external_contract_id: "acme", event_id: `e${at}`, metric: "calls", quantity },
      timestamp: `2026-01-${10 + at}T00:00:00.000Z`,
    })),
  );
}

/** Version, quantity and amount of January's lines. */
function billed(terms: Terms, charges: readonly Charge[]): [number, string, string][] {
  return draftInvoice(terms, charges, january).line_items.map(({ version, quantity, amount }) => [
    version,
    quantity,
    amount,
  ]);
}

const bug = expect.objectContaining({ code: "invariant_violation" });
const broken = (what: string): unknown => expect.objectContaining({ message: expect.stringContaining(what) });

describe("charges of another contract", () => {
  it("L11: are left aside, with the same rule, the same ids and the same instants", () => {
    const terms = termsOf([null, cheap]);
    const { charges } = rate(terms, "5", "7");
    const others = charges.map((charge) => ({ ...charge, contract: "other" }));
    expect(billed(terms, [...others, ...charges])).toEqual([[1, "12", "12"]]);
    expect(billed(terms, others)).toEqual([]);
  });
});

describe("charges that the terms could not have made", () => {
  it("keep their groups as they are where these are not the rule's", () => {
    const terms = termsOf([null, { ...cheap, group_by: ["constructor", "region"] }]);
    const [charge] = rate(terms, "5").charges as [Charge];
    const groups: NonNullable<Charge["group"]>[] = [
      { region: "eu" },
      { region: "us", constructor: null },
      { else: "x", region: "eu" },
    ];
    const own = groups.map((group) => ({ ...charge, group }));
    const lines = draftInvoice(terms, own, january).line_items;
    expect(lines.map(({ group }) => JSON.stringify(group))).toEqual([
      '{"constructor":null,"region":"us"}',
      '{"else":"x","region":"eu"}',
      '{"region":"eu"}',
    ]);
  });

  it("are told where no version in effect has their rule", () => {
    const { charges } = rate(termsOf([null, { ...cheap, id: "gone" }]), "5");
    expect(() => billed(termsOf([null, cheap]), charges)).toThrow(bug);
    expect(() => billed(termsOf([null, cheap]), charges)).toThrow(broken("gone"));
  });

  it("are told where the version has other terms, or makes a fee of the rule", () => {
    const { charges } = rate(termsOf([null, cheap]), "5");
    const later = charges.map((charge) => ({ ...charge, version: 2 }));
    expect(() => billed(termsOf([null, cheap], [null, cheap]), later)).toThrow(broken("version 2"));
    const onlyFee = termsOf([null, { ...fee, amount: "10" }]);
    expect(() => billed(onlyFee, charges)).toThrow(broken("the terms have no such rule"));
  });

  it("carry nothing into later periods where no version has their terms", () => {
    const seats = { ...cheap, aggregation: "latest", carry_over: true };
    const terms = termsOf([null, seats]);
    const { charges } = rate(terms, "5");
    const [february] = billingPeriods(terms.contract, "2026-02-01", "2026-02-28") as [Period];
    const inFebruary = (given: readonly Charge[]) =>
      draftInvoice(terms, given, february).line_items.map(({ amount }) => amount);
    expect(inFebruary(charges)).toEqual(["5"]);
    expect(inFebruary(charges.map((charge) => ({ ...charge, version: 2 })))).toEqual([]);
  });

  it("are told where they have lost what a draft needs of them", () => {
    const most = termsOf([null, { ...cheap, aggregation: "max" }]);
    const unmeasured = rate(most, "5", "7").charges.map(({ measure: _, ...charge }) => charge);
    expect(() => billed(most, unmeasured)).toThrow(broken("measure"));
    const fixed = { ...perCall, model: "percentage", rate: "0.1", fixed_amount: "1" };
    const each = termsOf([null, fixed]);
    const silent = rate(each, "5").charges.map(({ steps: _, ...charge }) => charge);
    expect(() => billed(each, silent)).toThrow(broken("steps"));
    expect(() => mergeCharges(most, [...rate(most, "5").charges, ...unmeasured])).toThrow(bug);
  });
});

describe("rules that no parser lets through", () => {
  it("are told where one price of a total is asked of events that each have their own", () => {
    const rule: UsageRule = {
      ...{ id: "calls", name: "Calls", type: "usage", model: "percentage", metric: "calls", rate: "0.1" },
      ...{ fixed_amount: "1", group_by: ["region"], group_ladder: "shared" },
    };
    const [program] = termsOf([null, cheap]).programs;
    const terms = expectOk(resolveTerms(plainContract, [{ ...program, rules: [rule] } as PricingProgram]));
    expect(() => billed(terms, rate(terms, "5").charges)).toThrow(broken("no price of a total"));
  });
});

describe("charges of terms that a later version takes the place of from the beginning", () => {
  it("are billed as those terms say, beside what the later version has made", () => {
    const before = rate(termsOf([null, cheap]), "5").charges;
    const terms = termsOf([null, cheap], [null, { ...cheap, unit_amount: "3" }]);
    expect(billed(terms, before)).toEqual([[1, "5", "5"]]);
    expect(billed(terms, [...before, ...rate(terms, "5").charges])).toEqual([
      [1, "5", "5"],
      [2, "5", "15"],
    ]);
  });
});
