// What stands above the rules: every issue at once, each where it stands and with what would be right. Credit grants, payments and a
// contract's policies: wrongAgreements.test.ts.
import { describe, expect, it } from "vitest";
import { expectOk, parseContract, parsePricingProgram, resolveTerms } from "../../src/index.ts";
import { perUnit } from "./issuesOf.ts";
import { refuses, told } from "./refuses.ts";

const calls = { ...perUnit, id: "calls" };
const program = { contract: "acme", version: 1, rules: [calls] };
const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD" },
  ...{ billing_cadence: "monthly", metrics: ["calls"] },
};
const [half, vat] = [
  { id: "half", percent: "0.5" },
  { id: "vat", name: "VAT", rate: "0.19" },
];

const many = Array.from({ length: 101 }, (_, at) => ({ ...half, id: `d${at}` }));

describe("a program", () => {
  it("is an object", () => {
    expect(told(parsePricingProgram([]))).toEqual([
      { code: "field_type", path: "", message: "must be an object, got an array" },
    ]);
  });
});

describe("discounts of an invoice", () => {
  refuses(parsePricingProgram, { ...program, discounts: [half] }, [
    ["no list", { discounts: half }, ["field_type", "discounts", "must be an array, got an object"]],
    ["no object", { discounts: ["half"] }, ["field_type", "discounts[0]", 'must be an object, got "half"']],
    [
      "too many",
      { discounts: many },
      ["value_invalid", "discounts", "must have at most 100 entries, has 101"],
    ],
    [
      "nothing of what one needs",
      { discounts: [{}] },
      ["field_missing", "discounts[0].id", "is required"],
      ["discount_invalid", "discounts[0]", "must have either amount or percent, has none"],
    ],
    ["both", { discounts: [{ ...half, amount: "1" }] }, ["discount_invalid", "discounts[0]", "has both"]],
    [
      "everything wrong at once",
      {
        discounts: [
          { id: "", name: "", percent: "1.01", rules: [], more: 1 },
          { id: 7, amount: "-1", rules: "calls" },
          { id: "c", amount: 0.1 + 0.2, rules: ["calls", "calls", ""] },
        ],
      },
      ["field_unknown", "discounts[0].more", '"more"'],
      ["text_invalid", "discounts[0].name", "must be 1 to 255 characters"],
      ["value_invalid", "discounts[0].rules", "must name at least one rule, or be left out"],
      ["id_invalid", "discounts[0].id", "must be 1 to 255 printable ASCII characters"],
      ["rate_out_of_range", "discounts[0].percent", "must be a fraction from 0 to 1"],
      ["field_type", "discounts[1].rules", 'must be an array, got "calls"'],
      ["field_type", "discounts[1].id", "must be text, got 7"],
      ["amount_negative", "discounts[1].amount", 'must not be negative, got "-1"'],
      ["id_invalid", "discounts[2].rules[2]", "must be 1 to 255 printable ASCII characters"],
      ["id_duplicate", "discounts[2].rules", 'has "calls" twice'],
      ["number_not_exact", "discounts[2].amount", "0.3000000000000000"],
    ],
    [
      "one twice",
      { discounts: [half, { ...half, percent: "0.1" }] },
      ["id_duplicate", "discounts", 'has "half" twice'],
    ],
    [
      "for rules that there are not",
      {
        discounts: [half, { ...half, id: "some", rules: ["calls", "storage"] }],
        taxes: [{ ...vat, rules: ["nope"] }],
      },
      ["rule_unknown", "discounts[1].rules", 'must name rules of this version, has "storage"'],
      ["rule_unknown", "taxes[0].rules", 'must name rules of this version, has "nope"'],
    ],
  ]);
});

describe("taxes", () => {
  refuses(
    parsePricingProgram,
    { ...program, taxes: [{ ...vat, inclusive: true, rounding: "line", rules: ["calls"] }] },
    [
      ["no list", { taxes: "vat" }, ["field_type", "taxes", 'must be an array, got "vat"']],
      ["null", { taxes: [null] }, ["field_type", "taxes[0]", "must be an object, got null"]],
      [
        "nothing of what one needs",
        { taxes: [{}] },
        ["field_missing", "taxes[0].id", "is required"],
        ["field_missing", "taxes[0].name", "is required"],
        ["field_missing", "taxes[0].rate", "is required"],
      ],
      [
        "everything wrong at once",
        {
          taxes: [
            { id: "v t", name: 5, rate: "19", inclusive: "yes", rounding: "once", rules: [], amount: "1" },
          ],
        },
        ["field_unknown", "taxes[0].amount", '"amount"'],
        ["field_type", "taxes[0].inclusive", 'must be true or false, got "yes"'],
        ["value_invalid", "taxes[0].rounding", 'must be one of sum, line, got "once"'],
        ["value_invalid", "taxes[0].rules", "must name at least one rule"],
        ["id_invalid", "taxes[0].id", 'got "v t"'],
        ["field_type", "taxes[0].name", "must be text, got 5"],
        ["rate_out_of_range", "taxes[0].rate", '("0.05" is 5 %), got "19"'],
      ],
      [
        "a rate below zero",
        { taxes: [{ ...vat, rate: "-0.1" }] },
        ["rate_out_of_range", "taxes[0].rate", "from 0 to 1"],
      ],
      [
        "one twice",
        { taxes: [vat, { ...vat, inclusive: true }] },
        ["id_duplicate", "taxes", 'has "vat" twice'],
      ],
    ],
  );
});

describe("a minimum commitment and a threshold", () => {
  const both = {
    minimum_commitment: { amount: 0, name: "Plan", proration: "none" },
    progressive_threshold: 0.01,
  };
  refuses(parsePricingProgram, { ...program, ...both }, [
    [
      "a number",
      { minimum_commitment: 100 },
      ["field_type", "minimum_commitment", "must be an object, got 100"],
    ],
    ["no amount", { minimum_commitment: {} }, ["field_missing", "minimum_commitment.amount", "is required"]],
    [
      "everything wrong at once",
      {
        minimum_commitment: { amount: "-5", name: "", proration: "month", rules: [] },
        progressive_threshold: "0",
      },
      ["field_unknown", "minimum_commitment.rules", '"rules"'],
      ["text_invalid", "minimum_commitment.name", "must be 1 to 255 characters"],
      ["value_invalid", "minimum_commitment.proration", "must be one of none, day, second, fixed_30"],
      ["amount_negative", "minimum_commitment.amount", 'must not be negative, got "-5"'],
      ["quantity_not_positive", "progressive_threshold", 'must be above zero, got "0"'],
    ],
    [
      "a threshold below zero",
      { progressive_threshold: "-1" },
      ["quantity_not_positive", "progressive_threshold", "above zero"],
    ],
    [
      "no threshold",
      { progressive_threshold: null },
      ["decimal_invalid_type", "progressive_threshold", "null"],
    ],
  ]);

  it("are whole minor units of the contract's currency, and months have thirty days where there are months", () => {
    const above = {
      discounts: [half, { id: "d", amount: "0.005" }],
      minimum_commitment: { amount: "100.5", proration: "fixed_30" },
      progressive_threshold: "0.001",
    };
    const checked = expectOk(parsePricingProgram({ ...program, ...above }));
    const found = (fields: object) =>
      told(resolveTerms(expectOk(parseContract({ ...contract, ...fields })), [checked])).map(
        ({ code, path }) => [code, path],
      );
    const scale = (field: string) => ["amount_scale_exceeds_currency", `programs[0].${field}`];
    expect(found({})).toEqual([scale("discounts[1].amount"), scale("progressive_threshold")]);
    expect(found({ currency: "BHD" })).toEqual([]);
    expect(found({ currency: "JPY", billing_cadence: "weekly" })).toEqual([
      scale("discounts[1].amount"),
      scale("minimum_commitment.amount"),
      scale("progressive_threshold"),
      ["rule_field_conflict", "programs[0].minimum_commitment.proration"],
    ]);
  });
});
