// Worked drafts: each expectation was computed by hand.
import { describe, expect, it } from "vitest";
import { expectOk, type Invoice, type LineItem, previewInvoice } from "../../src/index.ts";

const contract = {
  id: "c",
  customer_name: "C",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
  start_date: "2026-01-01",
};
const perUnit = {
  id: "r",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};
let ids = 0;

function use(quantity: string, day: string, more: object = {}): object {
  ids += 1;
  const timestamp = day.includes("T") ? day : `${day}T12:00:00Z`;
  return { external_contract_id: "c", event_id: `e${ids}`, metric: "calls", quantity, timestamp, ...more };
}

function draft(at: string, rules: object[] | object[][], events: object[], more: object = {}): Invoice {
  const versions = (Array.isArray(rules[0]) ? rules : [rules]) as object[][];
  const programs = versions.map((own, index) => {
    const [{ effective_date = null }] = own as [{ effective_date?: string | null }];
    const cleaned = own.map(({ effective_date: _date, ...rule }: { effective_date?: unknown }) => rule);
    return { contract: "c", version: index + 1, effective_date, rules: cleaned };
  });
  const { invoice, outcomes } = expectOk(
    previewInvoice({ contract: { ...contract, ...more }, programs, events, at }),
  );
  expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
  return invoice;
}

const amounts = ({ line_items }: Invoice): string[] => line_items.map(({ exact_amount }) => exact_amount);
const steps = (line: LineItem | undefined): string[] =>
  (line?.steps ?? []).map(({ kind, amount }) => `${kind} ${amount}`);

describe("draftInvoice: adjustments", () => {
  it("takes discounts as listed, then the minimum, the maximum, the monthly cap", () => {
    const rule = { ...perUnit, discounts: [{ amount: "10" }, { percent: "0.5" }] };
    expect(amounts(draft("2026-01-31", [rule], [use("100", "2026-01-05")]))).toEqual(["45"]);
    const turned = { ...perUnit, discounts: [{ percent: "0.5" }, { amount: "10" }] };
    expect(amounts(draft("2026-01-31", [turned], [use("100", "2026-01-05")]))).toEqual(["40"]);
    const all = { ...rule, minimum_amount: "60", maximum_amount: "55", monthly_cap: "50" };
    expect(() => draft("2026-01-31", [all], [])).toThrow("minimum_amount");
    const ordered = draft("2026-01-31", [{ ...all, maximum_amount: "80" }], [use("300", "2026-01-05")]);
    expect(steps(ordered.line_items[0])).toEqual([
      "unit 300",
      "discount -10",
      "discount -145",
      "maximum -65",
      "monthly_cap -30",
    ]);
    const small = draft("2026-01-31", [{ ...all, maximum_amount: "80" }], [use("30", "2026-01-05")]);
    expect(steps(small.line_items[0])).toEqual([
      "unit 30",
      "discount -10",
      "discount -10",
      "minimum 50",
      "monthly_cap -10",
    ]);
  });

  it("takes no more off than there is", () => {
    const rule = { ...perUnit, discounts: [{ amount: "10" }] };
    expect(amounts(draft("2026-01-31", [rule], [use("4", "2026-01-05")]))).toEqual(["0"]);
  });

  it("bills the minimum without usage, once, and nothing else without usage", () => {
    const line = draft("2026-01-31", [{ ...perUnit, minimum_amount: "50" }], []).line_items[0];
    expect([line?.quantity, line?.amount, steps(line)]).toEqual(["0", "50", ["minimum 50"]]);
    expect(draft("2026-01-31", [perUnit], []).line_items).toEqual([]);
  });
});

describe("draftInvoice: ladders", () => {
  const tiers = {
    ...perUnit,
    model: "tiered",
    unit_amount: undefined,
    tiers_mode: "graduated",
    tiers: [
      { up_to: "60", unit_amount: "2" },
      { up_to: null, unit_amount: "1" },
    ],
  };
  const events = (): object[] => [use("60", "2026-01-05"), use("60", "2026-01-20")];

  it("go on counting over versions that do not change the rule, and start anew where they do", () => {
    const other = { ...perUnit, id: "x", name: "Other", unit_amount: "9" };
    const same = draft("2026-01-31", [[tiers], [{ ...tiers, effective_date: "2026-01-10" }]], events());
    expect(same.line_items.map(({ version, exact_amount }) => [version, exact_amount])).toEqual([[1, "180"]]);
    const renamed = draft(
      "2026-01-31",
      [[tiers], [{ ...tiers, name: "Calls!", effective_date: "2026-01-10" }]],
      events(),
    );
    expect(renamed.line_items.map(({ version, exact_amount }) => [version, exact_amount])).toEqual([
      [1, "120"],
      [2, "120"],
    ]);
    const removed = draft("2026-01-31", [[tiers], [{ ...other, effective_date: "2026-01-10" }]], events());
    expect(removed.line_items.map(({ description, exact_amount }) => [description, exact_amount])).toEqual([
      ["Other", "540"],
      ["Calls", "120"],
    ]);
  });

  it("share one minimum and one maximum in a period", () => {
    const versions = (more: object): object[][] => [
      [{ ...perUnit, ...more }],
      [{ ...perUnit, ...more, unit_amount: "2", effective_date: "2026-01-10" }],
    ];
    expect(amounts(draft("2026-01-31", versions({ minimum_amount: "200" }), events()))).toEqual([
      "60",
      "140",
    ]);
    expect(amounts(draft("2026-01-31", versions({ minimum_amount: "500" }), events()))).toEqual([
      "60",
      "440",
    ]);
    expect(amounts(draft("2026-01-31", versions({ maximum_amount: "100" }), events()))).toEqual(["60", "40"]);
    expect(amounts(draft("2026-01-31", versions({ maximum_amount: "50" }), events()))).toEqual(["50", "0"]);
    expect(
      amounts(draft("2026-01-31", versions({ minimum_amount: "50" }), [use("60", "2026-01-05")])),
    ).toEqual(["60"]);
    expect(
      amounts(draft("2026-01-31", versions({ minimum_amount: "70" }), [use("60", "2026-01-05")])),
    ).toEqual(["60", "10"]);
  });
});

describe("draftInvoice: monthly cap", () => {
  const capped = { ...perUnit, monthly_cap: "100" };

  it("counts calendar months inside a longer period", () => {
    const events = [use("150", "2026-01-05"), use("30", "2026-02-05"), use("120", "2026-03-31T23:59:59Z")];
    const { line_items } = draft("2026-01-31", [capped], events, { billing_cadence: "quarterly" });
    expect([line_items[0]?.exact_amount, steps(line_items[0])]).toEqual([
      "230",
      ["unit 300", "monthly_cap -70"],
    ]);
  });

  it("counts calendar months over shorter periods, and over periods that share a month", () => {
    const events = [use("80", "2026-01-05"), use("50", "2026-01-30"), use("70", "2026-02-02")];
    const weekly = { billing_cadence: "weekly", billing_anchor_date: "2026-01-05" };
    expect(amounts(draft("2026-01-05", [capped], events, weekly))).toEqual(["80"]);
    // The week from 26 January to 1 February: 20 are left of January.
    expect(amounts(draft("2026-01-30", [capped], events, weekly))).toEqual(["20"]);
    expect(amounts(draft("2026-02-02", [capped], events, weekly))).toEqual(["70"]);
    const shared = { billing_anchor_date: "2026-01-15" };
    const days = [use("60", "2026-01-20"), use("70", "2026-02-10"), use("50", "2026-02-20")];
    expect(amounts(draft("2026-01-20", [capped], days, shared))).toEqual(["130"]);
    expect(amounts(draft("2026-02-20", [capped], days, shared))).toEqual(["30"]);
  });

  it("goes by the month where the contract is", () => {
    const events = [use("90", "2026-01-31T12:00:00Z"), use("90", "2026-01-31T15:00:00Z")];
    const more = { billing_cadence: "quarterly", timezone: "Asia/Tokyo" };
    expect(amounts(draft("2026-01-31", [capped], events, more))).toEqual(["180"]);
  });
});

describe("draftInvoice: fees", () => {
  const fee = (frequency: string): object => ({
    id: "f",
    name: "Fee",
    type: "subscription",
    model: "flat",
    amount: "10",
    frequency,
  });
  const quantities = (at: string, frequency: string, more: object = {}): string[] =>
    draft(at, [fee(frequency)], [], more).line_items.map(({ quantity }) => quantity);

  it("recur by their own frequency, in the period in which theirs begins", () => {
    expect(quantities("2026-02-10", "daily")).toEqual(["28"]);
    expect(quantities("2026-01-10", "weekly")).toEqual(["5"]);
    expect(quantities("2026-02-10", "monthly")).toEqual(["1"]);
    expect(quantities("2026-01-10", "annual")).toEqual(["1"]);
    expect(quantities("2026-02-10", "annual")).toEqual([]);
    expect(quantities("2027-01-10", "annual")).toEqual(["1"]);
    expect(quantities("2026-04-10", "quarterly")).toEqual(["1"]);
    expect(quantities("2026-02-10", "quarterly")).toEqual([]);
    expect(quantities("2026-07-10", "semiannual")).toEqual(["1"]);
    expect(quantities("2026-02-10", "monthly", { billing_cadence: "quarterly" })).toEqual(["3"]);
    expect(quantities("2026-03-10", "monthly", { billing_cadence: "daily" })).toEqual([]);
    expect(quantities("2026-03-01", "monthly", { billing_cadence: "daily" })).toEqual(["1"]);
  });

  it("are due on the first day of a contract that starts inside their period", () => {
    const more = { start_date: "2026-01-15" };
    expect(quantities("2026-01-20", "monthly", more)).toEqual(["1"]);
    expect(quantities("2026-01-20", "annual", more)).toEqual(["1"]);
    expect(quantities("2026-02-20", "annual", more)).toEqual([]);
  });

  it("cost what the version in effect on their day says", () => {
    const versions = [[fee("monthly")], [{ ...fee("monthly"), amount: "30", effective_date: "2026-02-10" }]];
    expect(["2026-01-31", "2026-02-28", "2026-03-31"].map((at) => amounts(draft(at, versions, [])))).toEqual([
      ["10"],
      ["10"],
      ["30"],
    ]);
    const added = [[perUnit], [{ ...fee("monthly"), effective_date: "2026-02-10" }]];
    expect(["2026-01-31", "2026-02-28", "2026-03-31"].map((at) => amounts(draft(at, added, [])))).toEqual([
      [],
      ["10"],
      ["10"],
    ]);
  });

  it("of one time are due once, on the rule's first day", () => {
    const setup = { id: "s", name: "Setup", type: "one_time", model: "flat", amount: "99.5" };
    const versions = [
      [perUnit],
      [{ ...setup, effective_date: "2026-02-10" }],
      [{ ...setup, amount: "50", effective_date: "2026-02-20" }],
    ];
    expect(["2026-01-31", "2026-02-28", "2026-03-31"].map((at) => amounts(draft(at, versions, [])))).toEqual([
      [],
      ["99.5"],
      [],
    ]);
  });
});

describe("draftInvoice: percentages that look at each event", () => {
  const rule = {
    ...perUnit,
    unit_amount: undefined,
    model: "percentage",
    rate: "0.1",
    fixed_amount: "1",
    free_events: 2,
    free_amount: "100",
  };

  it("end the free part with whichever limit is used up first, for good", () => {
    const events = [use("60", "2026-01-02"), use("60", "2026-01-03"), use("10", "2026-01-04")];
    const [line] = draft("2026-01-31", [rule], events).line_items;
    // 60 free; 40 free and 20 at 10 % plus 1; 10 at 10 % plus 1.
    expect([line?.exact_amount, steps(line)]).toEqual(["5", ["free 0", "rate 3", "fixed 2"]]);
    const exact = [use("50", "2026-01-02"), use("50", "2026-01-03"), use("0", "2026-01-04")];
    expect(amounts(draft("2026-01-31", [rule], exact))).toEqual(["1"]);
  });

  it("hold each event between its least and its most", () => {
    const bounded = {
      ...rule,
      fixed_amount: undefined,
      free_events: undefined,
      free_amount: undefined,
      per_event_minimum: "1.75",
      per_event_maximum: "12",
    };
    const [line] = draft(
      "2026-01-31",
      [bounded],
      [use("10", "2026-01-02"), use("80", "2026-01-03"), use("1000", "2026-01-04")],
    ).line_items;
    expect([line?.exact_amount, steps(line)]).toEqual([
      "21.75",
      ["rate 109", "event_minimum 0.75", "event_maximum -88"],
    ]);
  });

  it("are clamped month by month as a whole, in whichever order events came", () => {
    const clamping = {
      ...rule,
      fixed_amount: "0",
      free_events: undefined,
      free_amount: undefined,
      negative_usage: "clamp",
      monthly_cap: "5",
    };
    const events = [use("-100", "2026-01-10"), use("200", "2026-02-10")];
    const quarterly = { billing_cadence: "quarterly" };
    // January comes to nothing, February to 20 less the 10 that January gives back, and the cap leaves 5.
    for (const order of [events, [...events].reverse()]) {
      const [line] = draft("2026-01-31", [clamping], order, quarterly).line_items;
      expect([line?.exact_amount, steps(line)]).toEqual(["5", ["rate 10", "monthly_cap -5"]]);
    }
  });

  it("give a refund back what it cost, or clamp the total at zero", () => {
    const bare = { ...rule, fixed_amount: "1", free_events: undefined, free_amount: undefined };
    const events = (): object[] => [
      use("50", "2026-01-02"),
      use("-80", "2026-01-03"),
      use("10", "2026-01-04"),
    ];
    expect(amounts(draft("2026-01-31", [{ ...bare, negative_usage: "credit" }], events()))).toEqual(["-1"]);
    const [clamped] = draft("2026-01-31", [{ ...bare, negative_usage: "clamp" }], events()).line_items;
    expect([clamped?.exact_amount, steps(clamped)]).toEqual(["0", ["rate -2", "fixed 1", "clamped 1"]]);
  });
});
