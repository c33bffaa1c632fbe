// What is said of contracts and programs that do not fit together, or that no parser has made: each with its code and place.
import { describe, expect, it } from "vitest";
import type { Contract, Issue, PricingProgram, Rule } from "../../../src/index.ts";
import { resolveTerms } from "../../../src/index.ts";
import { plainContract } from "../../laws/plain.ts";

const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};
const fee = {
  id: "fee",
  name: "Fee",
  type: "subscription",
  model: "flat",
  amount: "1",
  frequency: "monthly",
};
const once = { id: "once", name: "Once", type: "one_time", model: "flat", amount: "1" };

function program(rules: readonly object[], terms: object = {}): PricingProgram {
  const base = { object: "pricing_program", contract: "acme", version: 1, effective_date: null };
  return { ...base, rules: rules as readonly Rule[], ...terms } as PricingProgram;
}

function issuesOf(programs: unknown, contract: unknown = plainContract): readonly Issue[] {
  const result = resolveTerms(contract as Contract, programs as PricingProgram[]);
  return result.ok ? [] : result.issues;
}

function found(programs: unknown, contract: unknown = plainContract): readonly string[] {
  return issuesOf(programs, contract).map(({ code, path }) => `${code} ${path}`);
}

describe("resolveTerms", () => {
  it.each([{}, 7, "[]", new Set()])("takes a list of programs, and not %j", (programs) => {
    expect(issuesOf(programs)).toMatchObject([
      { code: "field_type", path: "programs", message: expect.stringMatching(/^must be an array, got /) },
    ]);
    for (const none of [undefined, null, []]) expect(found(none)).toEqual(["pricing_missing programs"]);
  });

  it("tells of a hundred things that are wrong, and of no more", () => {
    const unknown = Array.from({ length: 150 }, (_, at) => ({
      ...calls,
      id: `r${at}`,
      name: `R${at}`,
      metric: "m",
    }));
    expect(issuesOf([program(unknown)])).toHaveLength(100);
    expect(issuesOf([program(unknown.slice(0, 99))])).toHaveLength(99);
    expect(issuesOf(Array.from({ length: 150 }, () => ({})))).toHaveLength(100);
  });

  it("makes terms that say what they are, frozen", () => {
    const result = resolveTerms(plainContract, [program([calls])]);
    expect(result).toMatchObject({ ok: true, value: { object: "terms", contract: plainContract } });
    expect(result.ok && Object.isFrozen(result.value) && Object.isFrozen(result.value.programs)).toBe(true);
  });

  it("takes a version that is there twice once, and refuses one with other content", () => {
    const first = program([calls]);
    const same = resolveTerms(plainContract, [first, { ...first }]);
    expect(same.ok && same.value.programs.length).toBe(1);
    const other = program([{ ...calls, unit_amount: "2" }]);
    expect(found([first, other])).toEqual(["version_conflict programs[1].version"]);
  });

  it("orders versions by number, whatever the order they come in", () => {
    const versions = [3, 1, 2].map((version) => program([calls], { version }));
    const result = resolveTerms(plainContract, versions);
    expect(result.ok && result.value.programs.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it("says which version takes effect too early", () => {
    const dates = ["2026-02-01", "2026-01-15"].map((effective_date, at) =>
      program([calls], { version: at + 1, effective_date }),
    );
    expect(found(dates)).toEqual(["version_not_ascending programs[1].effective_date"]);
    const undated = [program([calls], { effective_date: "2026-02-01" }), program([calls], { version: 2 })];
    expect(found(undated)).toEqual(["version_not_ascending programs[1].effective_date"]);
    expect(found([program([calls]), program([calls], { version: 2, effective_date: "2026-02-01" })])).toEqual(
      [],
    );
    expect(found([program([calls]), program([calls], { version: 2 })])).toEqual([]);
  });

  it.each([
    { rules: [calls], terms: { contract: "other" }, expected: "contract_unknown programs[0].contract" },
    {
      rules: [{ ...calls, metric: "other" }],
      terms: {},
      expected: "metric_unknown programs[0].rules[0].metric",
    },
    {
      rules: [calls, { ...fee, currency: "EUR" }],
      terms: {},
      expected: "currency_mismatch programs[0].rules[1].currency",
    },
    {
      rules: [{ ...fee, amount: "1.001" }],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].amount",
    },
    {
      rules: [{ ...calls, minimum_amount: "1.001" }],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].minimum_amount",
    },
    {
      rules: [{ ...calls, maximum_amount: "1.001" }],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].maximum_amount",
    },
    {
      rules: [{ ...calls, monthly_cap: "1.001" }],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].monthly_cap",
    },
    {
      rules: [
        {
          ...calls,
          model: "tiered",
          tiers_mode: "volume",
          tiers: [
            { up_to: "1", unit_amount: "1" },
            { up_to: null, flat_amount: "1.001" },
          ],
        },
      ],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].tiers[1].flat_amount",
    },
    {
      rules: [
        {
          ...calls,
          model: "tiered",
          tiers_mode: "volume",
          tiers: [{ up_to: null, unit_amount: "1", maximum_amount: "1.001" }],
        },
      ],
      terms: {},
      expected: "amount_scale_exceeds_currency programs[0].rules[0].tiers[0].maximum_amount",
    },
    {
      rules: [calls],
      terms: { discounts: [{ amount: "1.001" }] },
      expected: "amount_scale_exceeds_currency programs[0].discounts[0].amount",
    },
    {
      rules: [calls],
      terms: { minimum_commitment: { amount: "1.001" } },
      expected: "amount_scale_exceeds_currency programs[0].minimum_commitment.amount",
    },
    {
      rules: [calls],
      terms: { progressive_threshold: "1.001" },
      expected: "amount_scale_exceeds_currency programs[0].progressive_threshold",
    },
  ])("says $expected", ({ rules, terms, expected }) => {
    expect(found([program(rules, terms)])).toEqual([expected]);
  });

  it("takes the contract's currency named again, unit prices finer than it, and amounts as fine as it", () => {
    const rules = [
      { ...calls, currency: "USD", unit_amount: "0.00001" },
      { ...fee, amount: "0.01" },
    ];
    expect(found([program(rules)])).toEqual([]);
  });

  it("says of a fee that is due once that nothing says when", () => {
    const open = { ...plainContract, start_date: null };
    expect(found([program([once])], open)).toEqual(["rule_date_unknown programs[0].rules[0].type"]);
    expect(found([program([{ ...once, effective_from: "2026-01-01" }])], open)).toEqual([]);
    expect(found([program([once], { effective_date: "2026-01-01" })], open)).toEqual([]);
    expect(found([program([once])])).toEqual([]);
    expect(found([program([fee])], open)).toEqual([]);
  });

  it("says of the same version that it lacks a date only under the contract that has none", () => {
    const [version] = [program([once])];
    const dated = resolveTerms(plainContract, [version as PricingProgram]);
    const own = dated.ok ? dated.value.programs : [];
    expect(found(own, { ...plainContract, start_date: null })).toEqual([
      "rule_date_unknown programs[0].rules[0].type",
    ]);
    expect(found(own, { ...plainContract, start_date: null })).toEqual([
      "rule_date_unknown programs[0].rules[0].type",
    ]);
    expect(found(own)).toEqual([]);
  });

  it("finds fault with a frozen version as often as it is asked", () => {
    const [frozen] = [Object.freeze(program([{ ...calls, metric: "other" }]))];
    expect([found([frozen]), found([frozen])]).toEqual(
      Array(2).fill(["metric_unknown programs[0].rules[0].metric"]),
    );
  });

  it("names the field of the scope that a rule shares with another", () => {
    const scoped = { ...calls, counterparty: "zed" };
    const side = { ...calls, counterparty_side: "maker" };
    expect(found([program([scoped, { ...scoped, id: "two" }])])).toEqual([
      "rule_scope_ambiguous programs[0].rules[1].counterparty",
    ]);
    expect(found([program([side, { ...side, id: "two" }])])).toEqual([
      "rule_scope_ambiguous programs[0].rules[1].counterparty_side",
    ]);
    const both = { ...scoped, counterparty_side: "maker" };
    expect(found([program([both, { ...both, id: "two" }])])).toEqual([
      "rule_scope_ambiguous programs[0].rules[1].counterparty",
    ]);
    expect(
      found([program([calls, { ...calls, id: "two" }, scoped, side, fee, { ...fee, id: "two" }])]),
    ).toEqual([]);
  });
});

describe("documents that no parser has made", () => {
  it.each([
    { contract: null, expected: "contract" },
    { contract: "acme", expected: "contract" },
    { contract: { ...plainContract, timezone: undefined }, expected: "contract.timezone" },
    { contract: { ...plainContract, net_days: undefined }, expected: "contract.net_days" },
  ])("are told so of the contract: $expected", ({ contract, expected }) => {
    const issues = issuesOf([program([calls])], contract);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([["field_type", expected]]);
    expect(issues[0]?.message).toContain("as parseContract makes it");
  });

  const decimals = [
    "amount",
    "quantity",
    "unit_amount",
    "flat_amount",
    "rate",
    "fixed_amount",
    "free_amount",
  ];
  const more = [
    "per_event_minimum",
    "per_event_maximum",
    "included_quantity",
    "package_size",
    "package_amount",
  ];
  const rest = [
    "divide_by",
    "percentile",
    "bps",
    "multiplier",
    "minimum_amount",
    "maximum_amount",
    "monthly_cap",
    "percent",
  ];

  it.each([
    { programs: [null], expected: "programs[0]" },
    { programs: [{ rules: "none" }], expected: "programs[0]" },
    { programs: [program([calls], { effective_date: undefined })], expected: "programs[0].effective_date" },
    {
      programs: [program([calls]), program([null as unknown as object])],
      expected: "programs[1].rules[0].id",
    },
    { programs: [program([{ ...calls, id: 7 }])], expected: "programs[0].rules[0].id" },
    { programs: [program([{ ...calls, model: "none" }])], expected: "programs[0].rules[0].model" },
    { programs: [program([{ ...calls, model: "toString" }])], expected: "programs[0].rules[0].model" },
    { programs: [program([{ ...calls, metric: undefined }])], expected: "programs[0].rules[0].metric" },
    {
      programs: [program([{ ...calls, unit_amount: undefined }])],
      expected: "programs[0].rules[0].unit_amount",
    },
    {
      programs: [program([{ ...calls, aggregation: "percentile" }])],
      expected: "programs[0].rules[0].percentile",
    },
    {
      programs: [program([{ ...calls, quantity_transform: { divide_by: 10 } }])],
      expected: "programs[0].rules[0].quantity_transform.divide_by",
    },
    {
      programs: [
        program([
          { ...calls, model: "tiered", tiers_mode: "volume", tiers: [{ up_to: null, unit_amount: 1 }] },
        ]),
      ],
      expected: "programs[0].rules[0].tiers",
    },
    ...[...decimals, ...more, ...rest].map((field) => ({
      programs: [program([{ ...calls, [field]: 7 }])],
      expected: `programs[0].rules[0].${field}`,
    })),
  ])("are told so of a program: $expected", ({ programs, expected }) => {
    const issues = issuesOf(programs);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([["field_type", expected]]);
    expect(issues[0]?.message).toContain("as parsePricingProgram makes it");
  });

  it("are those alone: values of a cell's properties are no amounts, whatever they are called", () => {
    const cells = [{ when: { amount: 7, rate: true }, unit_amount: "1" }];
    const matrix = { ...calls, model: "matrix", dimensions: ["amount", "rate"], cells, default: "free" };
    expect(found([program([matrix])])).toEqual([]);
    expect(found([program([{ ...fee, aggregation: "percentile" }])])).toEqual([]);
    expect(found([program([{ ...calls, group_by: ["a", null] }])])).toEqual([]);
  });

  it("are told so once where there is no list of programs", () => {
    expect(found(undefined)).toEqual(["pricing_missing programs"]);
    expect(found([])).toEqual(["pricing_missing programs"]);
  });
});
