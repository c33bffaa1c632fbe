// Proration of usage rules that says too little, or something of what is not there.
import { describe, expect, it } from "vitest";
import { expectOk, parseContract, parsePricingProgram, resolveTerms } from "../../src/index.ts";
import { type Case, expectIssues, issuesOf, named, perUnit, program, tiersTo, usage } from "./issuesOf.ts";

const limited = { ...perUnit, minimum_amount: "1", maximum_amount: "2", included_quantity: "3" };
const tiered = { tiers_mode: "volume", tiers: tiersTo(2) };
const matrix = { ...usage, model: "matrix", dimensions: ["plan"], default: "free" };
const times = { ...usage, model: "time_of_day", default: "error" };
const noon = { from: "11:00", to: "13:00" };
const ofTiers = { proration: "day", prorated: ["tiers"] };

const cases: readonly Case[] = [
  [
    "how, and not what",
    { ...limited, proration: "day" },
    ["rule_field_conflict", "proration", "add prorated"],
  ],
  [
    "what, and not how",
    { ...limited, prorated: ["minimum_amount"] },
    ["rule_field_conflict", "prorated", "add proration day, second or fixed_30"],
  ],
  [
    "what, and that it is not",
    { ...limited, proration: "none", prorated: ["minimum_amount"] },
    ["rule_field_conflict", "prorated", "add proration day, second or fixed_30"],
  ],
  [
    "nothing",
    { ...limited, proration: "day", prorated: [] },
    ["rule_field_conflict", "prorated", "must name at least one of minimum_amount, maximum_amount"],
  ],
  [
    "a thing twice",
    { ...limited, proration: "day", prorated: ["minimum_amount", "maximum_amount", "minimum_amount"] },
    ["rule_field_conflict", "prorated[2]", "is there twice: minimum_amount"],
  ],
  [
    "a name and a way that do not exist, which are all that is told",
    { ...limited, proration: "week", prorated: ["monthly_cap"] },
    ["value_invalid", "proration", "must be one of none, day, second, fixed_30"],
    [
      "value_invalid",
      "prorated[0]",
      "must be one of minimum_amount, maximum_amount, included_quantity, tiers",
    ],
  ],
  ["one thing", { ...limited, proration: "day", prorated: "tiers" }, ["field_type", "prorated", "an array"]],
  [
    "what the rule does not have",
    {
      ...perUnit,
      proration: "second",
      prorated: ["minimum_amount", "maximum_amount", "included_quantity", "tiers"],
    },
    ["rule_field_conflict", "prorated[0]", "add minimum_amount to it, or leave it out here"],
    ["rule_field_conflict", "prorated[1]", "add maximum_amount to it"],
    ["rule_field_conflict", "prorated[2]", "add included_quantity to it"],
    ["rule_field_conflict", "prorated[3]", "add tiers to it"],
  ],
  [
    "tiers that no cell has",
    { ...matrix, ...ofTiers, cells: [{ when: { plan: "pro" }, unit_amount: "1" }] },
    ["rule_field_conflict", "prorated[0]", "add tiers to it"],
  ],
  [
    "a minimum that a rule of tiers does not have",
    {
      ...matrix,
      cells: [{ when: { plan: "pro" }, ...tiered }],
      ...{ proration: "day", prorated: ["tiers", "minimum_amount"] },
    },
    ["rule_field_conflict", "prorated[1]", "add minimum_amount to it"],
  ],
  [
    "a minimum that cannot be read, of which it is told what it is",
    { ...perUnit, minimum_amount: "-1", proration: "day", prorated: ["minimum_amount"] },
    ["amount_negative", "minimum_amount", "must not be negative"],
  ],
  [
    "a part of a fee",
    {
      ...{ name: "Fee", type: "subscription", model: "flat", amount: "1", frequency: "monthly" },
      ...{ minimum_amount: "1", proration: "day", prorated: ["minimum_amount"] },
    },
    ["rule_field_conflict", "prorated", "does not belong to a subscription rule"],
  ],
];

describe("a usage rule's proration", () => {
  it.each(named(cases))("of $what", ({ rule, told }) => {
    expectIssues(rule, told);
  });

  it.each([
    { ...limited, proration: "none" },
    { ...limited, proration: "day", prorated: ["included_quantity", "maximum_amount", "minimum_amount"] },
    { ...usage, model: "tiered", ...tiered, ...ofTiers },
    { ...matrix, ...ofTiers, cells: [{ when: { plan: "pro" }, ...tiered }] },
    { ...matrix, ...ofTiers, cells: [{ when: { plan: "pro" }, unit_amount: "1" }], default: tiered },
    {
      ...times,
      ...ofTiers,
      windows: [
        { ...noon, unit_amount: "1" },
        { ...noon, from: "09:00", to: "10:00", ...tiered },
      ],
    },
    { ...perUnit, minimum_amount: "0", proration: "fixed_30", prorated: ["minimum_amount"] },
  ])("may be %j", (rule) => {
    expect(issuesOf(rule)).toEqual([]);
  });

  it("by months of thirty days needs billing periods of months", () => {
    const rule = { ...limited, proration: "fixed_30", prorated: ["minimum_amount"] };
    const priced = expectOk(parsePricingProgram(program({ ...limited, name: "Others" }, rule)));
    const codesFor = (billing_cadence: string, proration: string) => {
      const contract = {
        id: "acme",
        customer_name: "Acme",
        status: "active",
        currency: "USD",
        metrics: ["calls"],
      };
      const [first, second] = priced.rules;
      const rules = [first, { ...second, proration }] as typeof priced.rules;
      const result = resolveTerms(expectOk(parseContract({ ...contract, billing_cadence })), [
        { ...priced, rules },
      ]);
      return result.ok ? [] : result.issues.map(({ code, path }) => [code, path]);
    };
    const conflict = ["rule_field_conflict", "programs[0].rules[1].proration"];
    expect(["daily", "weekly"].map((cadence) => codesFor(cadence, "fixed_30"))).toEqual([
      [conflict],
      [conflict],
    ]);
    for (const cadence of ["monthly", "quarterly", "semiannual", "annual"])
      expect(codesFor(cadence, "fixed_30")).toEqual([]);
    expect(codesFor("daily", "day")).toEqual([]);
    // Versions that have passed for one contract are looked at again for another.
    const [monthly, daily] = ["monthly", "daily"].map((billing_cadence) =>
      expectOk(
        parseContract({
          ...{ id: "acme", customer_name: "Acme", status: "active" },
          currency: "USD",
          metrics: ["calls"],
          billing_cadence,
        }),
      ),
    );
    if (monthly === undefined || daily === undefined) throw new Error("there are two");
    const { programs } = expectOk(resolveTerms(monthly, [priced]));
    expect(resolveTerms(daily, programs).ok).toBe(false);
  });
});
