// Lines of drafts where usage, fees and limits meet: what each tells, and when a fee falls due.
import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, previewInvoice } from "../../../src/index.ts";

const contract = {
  id: "c",
  customer_name: "C",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
  start_date: "2026-01-01",
};
const calls = { id: "r", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" };
const fee = { id: "f", name: "Fee", type: "subscription", model: "flat", amount: "10", frequency: "monthly" };

function use(event_id: string, quantity: string, day: string, properties: object = {}): object {
  return {
    external_contract_id: "c",
    event_id,
    metric: "calls",
    quantity,
    timestamp: `${day}T12:00:00Z`,
    properties,
  };
}

type Version = { readonly rules: object[]; readonly effective_date?: string; readonly more?: object };

function draft(at: string, versions: readonly Version[], events: object[], terms: object = {}): Invoice {
  const programs = versions.map(({ rules, effective_date = null, more = {} }, index) => {
    return { contract: "c", version: index + 1, effective_date, rules, ...more };
  });
  const { invoice, outcomes } = expectOk(
    previewInvoice({ contract: { ...contract, ...terms }, programs, events, at }),
  );
  expect(outcomes.filter(({ status }) => status !== "accepted")).toEqual([]);
  return invoice;
}

const told = ({ line_items }: Invoice): readonly string[] =>
  line_items.map(({ rule_id, quantity, exact_amount }) => `${rule_id} ${quantity} ${exact_amount}`);

describe("a subscription", () => {
  const due = (at: string, rule: object, terms: object = {}) =>
    told(draft(at, [{ rules: [{ ...fee, ...rule }] }], [], terms));

  it("tells how many of which price", () => {
    const [line] = draft("2026-01-31", [{ rules: [{ ...fee, quantity: "3" }] }], []).line_items;
    expect(line).toMatchObject({ quantity: "3", unit_price: "10", exact_amount: "30" });
    expect(line?.steps).toEqual([{ kind: "flat", quantity: "3", unit_price: "10", amount: "30" }]);
  });

  it("is due on the first day of each of its periods, or on the last", () => {
    const quarterly = { frequency: "quarterly" };
    const months = ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"];
    expect(months.map((at) => due(at, quarterly).length)).toEqual([1, 0, 0, 1]);
    expect(months.map((at) => due(at, { ...quarterly, billing: "in_arrears" }).length)).toEqual([0, 0, 1, 0]);
    expect(due("2026-01-15", { frequency: "weekly" }, { billing_anchor_date: "2026-01-05" })).toEqual([
      "f 5 50",
    ]);
    expect(due("2026-01-15", { frequency: "daily" })).toEqual(["f 31 310"]);
  });

  it("is due on the first day on which it is in effect, and on the last", () => {
    const between = { frequency: "quarterly", effective_from: "2026-02-10", effective_to: "2026-03-05" };
    const months = ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"];
    expect(months.map((at) => due(at, between).length)).toEqual([0, 1, 0, 0]);
    expect(months.map((at) => due(at, { ...between, billing: "in_arrears" }).length)).toEqual([0, 0, 1, 0]);
  });

  it("begins anew where its frequency or its billing changes, and not where its amount does", () => {
    const changed = (rule: object) => {
      const versions = [
        { rules: [{ ...fee, frequency: "quarterly" }] },
        { rules: [{ ...fee, frequency: "quarterly", ...rule }], effective_date: "2026-02-10" },
      ];
      return ["2026-01-15", "2026-02-15", "2026-03-15"].map((at) => told(draft(at, versions, [])));
    };
    expect(changed({ amount: "20" })).toEqual([["f 1 10"], [], []]);
    expect(changed({ frequency: "monthly", amount: "20" })).toEqual([["f 1 10"], ["f 1 20"], ["f 1 20"]]);
    expect(changed({ billing: "in_arrears", amount: "20" })).toEqual([["f 1 10"], [], ["f 1 20"]]);
  });

  it("is no fee that is due once, though that has its days", () => {
    const rules = [fee, { id: "o", name: "Once", type: "one_time", model: "flat", amount: "5" }];
    expect(["2026-01-15", "2026-02-15"].map((at) => told(draft(at, [{ rules }], [])))).toEqual([
      ["f 1 10", "o 1 5"],
      ["f 1 10"],
    ]);
    const versions = [
      { rules: [{ ...fee, id: "o", name: "Once" }] },
      { rules: [{ ...rules[1] }], effective_date: "2026-02-10" },
    ];
    expect(["2026-01-15", "2026-02-15", "2026-03-15"].map((at) => told(draft(at, versions, [])))).toEqual([
      ["o 1 10"],
      ["o 1 10", "o 1 5"],
      [],
    ]);
  });
});

describe("groups that share a ladder", () => {
  const tiers = [
    { up_to: "10", unit_amount: "1" },
    { up_to: null, unit_amount: "2" },
  ];
  const shared = {
    ...calls,
    model: "tiered",
    unit_amount: undefined,
    tiers_mode: "graduated",
    tiers,
    group_by: ["region"],
    group_ladder: "shared",
  };

  it("each tell their share of what all come to", () => {
    const events = [
      use("a", "8", "2026-01-05", { region: "eu" }),
      use("b", "4", "2026-01-06", { region: "us" }),
    ];
    const lines = draft("2026-01-31", [{ rules: [shared] }], events).line_items;
    expect(
      lines.map(({ group, quantity, exact_amount, steps }) => [group, quantity, exact_amount, steps]),
    ).toEqual([
      [{ region: "eu" }, "8", "9.33", [{ kind: "share", quantity: "8", amount: "9.33" }]],
      [{ region: "us" }, "4", "4.67", [{ kind: "share", quantity: "4", amount: "4.67" }]],
    ]);
    expect(lines.map((line) => line.shared?.exact_amount)).toEqual(["14", "14"]);
  });
});

describe("limits of a rule", () => {
  it("hold for all its groups together, and its discounts too", () => {
    const rule = { ...calls, group_by: ["region"], discounts: [{ amount: "3" }], maximum_amount: "10" };
    const events = [
      use("a", "8", "2026-01-05", { region: "eu" }),
      use("b", "9", "2026-01-06", { region: "us" }),
    ];
    const lines = draft("2026-01-31", [{ rules: [rule] }], events).line_items;
    expect(
      lines.map(({ exact_amount, steps }) => [
        exact_amount,
        steps.map(({ kind, amount, limit }) => [kind, amount, limit]),
      ]),
    ).toEqual([
      [
        "5",
        [
          ["unit", "8", undefined],
          ["discount", "-3", "3"],
        ],
      ],
      [
        "5",
        [
          ["unit", "9", undefined],
          ["maximum", "-4", "10"],
        ],
      ],
    ]);
  });

  it("in a month hold over shorter periods together, and month by month in longer ones", () => {
    const rule = { ...calls, monthly_cap: "10" };
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05" };
    const events = [use("a", "8", "2026-01-06"), use("b", "8", "2026-01-13"), use("c", "8", "2026-02-03")];
    const weeks = ["2026-01-06", "2026-01-13", "2026-02-03"].map((at) =>
      told(draft(at, [{ rules: [rule] }], events, weekly)),
    );
    expect(weeks).toEqual([["r 8 8"], ["r 8 2"], ["r 8 8"]]);
    expect(told(draft("2026-01-31", [{ rules: [rule] }], events, { billing_cadence: "quarterly" }))).toEqual([
      "r 24 18",
    ]);
    const across = [use("a", "8", "2026-01-26"), use("b", "8", "2026-01-30"), use("c", "8", "2026-02-01")];
    expect(told(draft("2026-01-30", [{ rules: [rule] }], across, weekly))).toEqual(["r 24 18"]);
  });

  it("ask for a minimum without usage while the rule is in effect at the period's end, and not after", () => {
    const rule = { ...calls, minimum_amount: "10" };
    expect(told(draft("2026-01-31", [{ rules: [rule] }], []))).toEqual(["r 0 10"]);
    const gone = [{ rules: [rule, fee] }, { rules: [fee], effective_date: "2026-02-01" }];
    expect(["2026-01-31", "2026-02-15"].map((at) => told(draft(at, gone, [])))).toEqual([
      ["r 0 10", "f 1 10"],
      ["f 1 10"],
    ]);
    const ends = [{ rules: [{ ...rule, effective_to: "2026-02-01" }] }];
    expect(["2026-01-31", "2026-02-15"].map((at) => told(draft(at, ends, [])))).toEqual([["r 0 10"], []]);
  });
});

describe("discounts and taxes above the lines", () => {
  const events = [use("a", "30", "2026-01-05")];
  const rules = [calls, fee];

  it("are for the rules that they name", () => {
    const discounts = [{ id: "d", name: "D", percent: "0.5", rules: ["r"] }];
    const taxes = [{ id: "t", name: "T", rate: "0.2", rules: ["f"] }];
    const invoice = draft("2026-01-31", [{ rules, more: { discounts, taxes } }], events);
    expect([invoice.subtotal, invoice.tax, invoice.total]).toEqual(["40", "2", "27"]);
  });

  it("are rounded for each line where a tax says so, and each line tells its own", () => {
    const odd = [
      { ...calls, unit_amount: "0.03" },
      { ...fee, amount: "0.02" },
    ];
    const taxes = (rounding: string) => [
      { id: "t", name: "T", rate: "0.25", rounding },
      { id: "u", name: "U", rate: "0.5", rounding: "line", rules: ["f"] },
    ];
    const line = draft(
      "2026-01-31",
      [{ rules: odd, more: { taxes: taxes("line") } }],
      [use("a", "1", "2026-01-05")],
    );
    const sum = draft(
      "2026-01-31",
      [{ rules: odd, more: { taxes: taxes("sum") } }],
      [use("a", "1", "2026-01-05")],
    );
    expect(line.line_items.map(({ taxes: own }) => own)).toEqual([
      [{ tax: "t", amount: "0.01" }],
      [
        { tax: "t", amount: "0.01" },
        { tax: "u", amount: "0.01" },
      ],
    ]);
    expect([line.tax, sum.tax]).toEqual(["0.03", "0.02"]);
  });
});
