// A law that is never put to the test holds too: the generated worlds have to go where things go wrong.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { aggregations } from "../arbitraries/measuring.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { runs } from "../laws.ts";
import { draftByOracle } from "../oracle/draft.ts";
import { compare, zero } from "../oracle/fraction.ts";
import { heldRule } from "../oracle/held.ts";
import { contentOf } from "../oracle/ladders.ts";
import { periodAt } from "../oracle/periods.ts";
import { type OracleRating, rateByOracle } from "../oracle/rate.ts";

const sample = fc.sample(world(), { ...runs(600), seed: 20_260_101 });
const ratings = sample.map((w): [PlacedWorld, OracleRating] => [w, rateByOracle(w)]);

function countOf(verdict: string): number {
  return ratings.flatMap(([, { verdicts }]) => verdicts).filter((other) => other === verdict).length;
}

describe("generated worlds", () => {
  it("have events of every verdict, most of them accepted or refused for a reason that depends on the rules", () => {
    const rare = [
      "duplicate",
      "event_conflict",
      "metric_unknown",
      "timestamp_outside_contract",
      "pricing_missing",
      "metric_not_priced",
      "quantity_negative",
      "property_missing",
      "cell_unmatched",
    ];
    for (const verdict of rare) expect([verdict, countOf(verdict) >= 10]).toEqual([verdict, true]);
    expect(countOf("accepted")).toBeGreaterThan(sample.length);
  });

  it("have charges of zero, above and below it, under several rules at once and on several ladders of a rule", () => {
    const entries = ratings.flatMap(([, rating]) => rating.entries);
    for (const sign of [-1, 0, 1]) {
      expect(entries.filter(({ charge }) => compare(charge, zero) === sign).length).toBeGreaterThan(20);
    }
    const manyRules = ratings.filter(([w, { verdicts, entries: own }]) => {
      return own.length > w.events.filter((_, place) => verdicts[place] === "accepted").length;
    });
    expect(manyRules.length).toBeGreaterThan(10);
    expect(entries.filter(({ version }) => version > 1).length).toBeGreaterThan(20);
  });

  it("have usage under every model and every aggregation, in windows, groups, cells, and after transforms", () => {
    const entries = ratings.flatMap(([, rating]) => rating.entries);
    const rules = entries.map(({ rule }) => rule);
    const seen = (what: string, found: number) => expect([what, found > 25]).toEqual([what, true]);
    const models = ["per_unit", "percentage", "bps", "package", "tiered", "matrix", "time_of_day", "dynamic"];
    for (const model of models) seen(model, rules.filter((rule) => rule.model === model).length);
    for (const kind of aggregations)
      seen(kind, rules.filter(({ aggregation = "sum" }) => aggregation === kind).length);
    for (const field of [
      "window",
      "carry_over",
      "group_by",
      "quantity_transform",
      "aggregate_property",
      "filters",
    ])
      seen(field, rules.filter((rule) => field in rule).length);
    for (const mode of ["shift", "consume", "cliff"])
      seen(
        mode,
        rules.filter((rule) => rule.included_quantity && (rule.included_mode ?? "shift") === mode).length,
      );
    const held = ratings.flatMap(([w, { entries: own }]) =>
      own.flatMap(({ rule, version, reading }) => {
        const place = { rule, version, period: periodAt(w.contract, reading.instant) };
        const part = heldRule(w, place);
        return contentOf(part) === contentOf(rule) ? [] : [rule.prorated ?? []];
      }),
    );
    for (const name of ["minimum_amount", "maximum_amount", "included_quantity", "tiers"] as const)
      seen(`${name} in part`, held.filter((names) => names.includes(name)).length);
    const cells = entries.map(({ reading }) => reading.cell);
    seen("named cells", cells.filter((cell) => typeof cell === "object").length);
    seen("default cells", cells.filter((cell) => cell === "default").length);
    const byWindow = new Set(
      ratings.flatMap(([, { entries: own }], world) =>
        own.flatMap(({ rule, version, period_start, reading }) =>
          rule.window === undefined
            ? []
            : [contentOf([world, rule.id, version, period_start, reading.window])],
        ),
      ),
    );
    const inWindows = rules.filter(({ window }) => window !== undefined).length;
    seen("windows", byWindow.size);
    seen("windows of several events", inWindows - byWindow.size);
    const groups = new Set(entries.map(({ reading }) => contentOf(reading.group ?? null)));
    seen("groups", groups.size);
  });

  it("have lines of groups, lines that share an amount, and lines of what was carried over alone", () => {
    const lines = ratings.flatMap(([w, { entries }]) =>
      periodsFrom(w, 3).flatMap((period) => {
        const { line_items } = draftByOracle(w, entries, period);
        return line_items.map((line) => ({
          line,
          carried: !entries.some(
            (entry) => entry.rule.id === line.rule_id && entry.period_start === period.start,
          ),
        }));
      }),
    );
    expect(lines.filter(({ line }) => line.group !== undefined).length).toBeGreaterThan(100);
    expect(lines.filter(({ line }) => line.shared !== undefined).length).toBeGreaterThan(30);
    const shared = lines.filter(
      ({ line }) => line.shared?.amount !== line.amount && line.shared?.amount !== "0",
    );
    expect(shared.filter(({ line }) => line.shared !== undefined).length).toBeGreaterThan(5);
    expect(lines.filter(({ line, carried }) => carried && line.quantity !== "0").length).toBeGreaterThan(10);
  });

  it("have drafts with two ladders of one rule, and lines that an adjustment, an allowance or a cap changed", () => {
    const lines = ratings.flatMap(([w, rating]) =>
      periodsFrom(w, 3).map((period) => draftByOracle(w, rating.entries, period).line_items),
    );
    const twoLadders = lines.filter(
      (items) => new Set(items.map(({ rule_id }) => rule_id)).size < items.length,
    );
    expect(twoLadders.length).toBeGreaterThan(10);
    const rules = sample.flatMap(({ programs }) => programs.flatMap((program) => program.rules));
    for (const field of [
      "discounts",
      "minimum_amount",
      "maximum_amount",
      "monthly_cap",
      "included_quantity",
      "zero_usage",
    ]) {
      expect([field, rules.filter((rule) => field in rule).length > 20]).toEqual([field, true]);
    }
  });
});
