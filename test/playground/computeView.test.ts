// What the playground shows for what was typed into it, with the library as it is in this tree in the place of the package.
import { describe, expect, it, vi } from "vitest";
import { examples } from "../../src/playground/examples.ts";
import type { Sources } from "../../src/playground/sources.ts";

vi.mock("lucius-rating", () => import("../../src/index.ts"));
vi.mock("lucius-rating/report", () => import("../../src/report/index.ts"));

interface Told {
  readonly code: string;
  readonly path: string;
}

interface View {
  readonly issues: readonly Told[];
  readonly warnings: readonly Told[];
  readonly rejected: readonly { readonly event_id?: string }[];
  readonly accepted: number;
  readonly invoice: { readonly total: string; readonly html: string } | undefined;
  readonly curves: readonly { readonly title: string; readonly svg: string }[];
}

// By a name that the type checker does not follow: the page's own code sees the package as it is built.
const path = "../../src/playground/computeView.ts";
const { computeView } = (await import(path)) as { readonly computeView: (sources: Sources) => View };

const nothing = { issues: [], warnings: [], rejected: [], accepted: 0, invoice: undefined, curves: [] };
const [first] = examples;
const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  metrics: ["calls"],
};
const calls = {
  ...{ id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "2" },
};

function event(event_id: string, quantity: string, more: object = {}): object {
  const timestamp = "2026-03-05T00:00:00Z";
  return { external_contract_id: "acme", event_id, metric: "calls", quantity, timestamp, ...more };
}

function view(rules: readonly object[], usage: string, more: Partial<Sources> = {}): View {
  const pricing = JSON.stringify({ contract: "acme", version: 1, rules });
  return computeView({ contract: JSON.stringify(contract), pricing, usage, at: "2026-03-31", ...more });
}

const told = ({ issues }: View): string[] => issues.map(({ code, path: place }) => `${code} ${place}`);

describe("the playground's examples", () => {
  it.each(examples.map((one) => [one.name, one] as const))("make an invoice: %s", (_, example) => {
    const { issues, rejected, accepted, invoice } = computeView(example);
    expect([issues, rejected]).toEqual([[], []]);
    expect(accepted).toBeGreaterThan(0);
    expect(invoice?.total).toMatch(/^[0-9.]+ USD$/);
    expect(invoice?.html).toContain("Acme Corp");
  });
});

describe("what the playground shows", () => {
  it("is the total, and two curves of each rule that has some", () => {
    const fee = { name: "Fee", type: "subscription", model: "flat", amount: "5", frequency: "monthly" };
    const shown = view([calls, fee], JSON.stringify([event("e1", "3")]));
    expect([shown.accepted, shown.invoice?.total]).toEqual([1, "11 USD"]);
    expect(shown.curves.map(({ title }) => title)).toEqual(["Calls", "Calls, each unit"]);
    expect(shown.curves.every(({ svg }) => svg.startsWith("<svg"))).toBe(true);
  });

  it("has no curve of a rule that prices each event", () => {
    const dynamic = {
      id: "own",
      name: "Own",
      type: "usage",
      model: "dynamic",
      metric: "calls",
      price_property: "p",
    };
    expect(view([dynamic], JSON.stringify(event("e1", "3", { properties: { p: "1" } }))).curves).toEqual([]);
  });

  it("has curves of a rule with a quantity below zero, or none", () => {
    const credit = { ...calls, negative_usage: "credit" };
    expect(view([credit], JSON.stringify(event("e1", "-3"))).curves).toHaveLength(2);
    expect(view([calls], "").curves).toHaveLength(2);
  });

  it("names the texts that are no JSON, and shows nothing else", () => {
    const shown = computeView({ ...first, contract: "{", pricing: "[1", usage: '{"a":1}\n\nx\n{"b":2}' });
    expect(told(shown)).toEqual([
      "json_invalid contract",
      "json_invalid pricing",
      "json_invalid usage, line 3",
    ]);
    expect({ ...shown, issues: [] }).toEqual(nothing);
  });

  it("says what is wrong with the documents, and draws what it can of them", () => {
    const wrong = view([calls], "", { contract: '{"id":"acme"}' });
    expect(told(wrong)).toContain("field_missing contract.customer_name");
    expect(wrong).toMatchObject({ invoice: undefined, warnings: [], accepted: 0 });
    expect(wrong.curves).toHaveLength(2);
    const unpriced = view([{ ...calls, unit_amount: "x" }], "");
    expect(unpriced.issues.length).toBeGreaterThan(0);
    expect(unpriced).toMatchObject({ invoice: undefined, curves: [] });
  });

  it("reads events as a list, as a batch, one alone or one on each line, and tells of those refused", () => {
    const [a, b] = [event("e1", "1"), event("e2", "x")].map((one) => JSON.stringify(one)) as [string, string];
    for (const usage of [`[${a},${b}]`, `{"events":[${a},${b}]}`, `${a}\n${b}\n`, `[${a}]\n\n  \n[${b}]`]) {
      const { accepted, rejected, invoice } = view([calls], usage);
      expect([accepted, rejected.length, invoice?.total]).toEqual([1, 1, "2 USD"]);
    }
    expect(view([calls], a).accepted).toBe(1);
    expect(view([calls], '{"events":7}')).toMatchObject({ accepted: 0, rejected: [{}] });
    expect(view([calls], "7")).toMatchObject({ accepted: 0, rejected: [{}] });
    expect(view([calls], " \n ")).toMatchObject({ accepted: 0, rejected: [] });
  });

  it("takes a list of versions, and draws the last one's rules", () => {
    const versions = [
      { contract: "acme", version: 1, rules: [calls] },
      { contract: "acme", version: 2, effective_date: "2026-03-01", rules: [{ ...calls, name: "Later" }] },
    ];
    const shown = view([], "", { pricing: JSON.stringify(versions) });
    expect(shown.curves.map(({ title }) => title)).toEqual(["Later", "Later, each unit"]);
    const none = view([], "", { pricing: "[]" });
    expect([told(none).length > 0, none.curves]).toEqual([true, []]);
  });
});
