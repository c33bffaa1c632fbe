// A law that is never put to the test holds too: the generated worlds have to go where things go wrong.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodsFrom } from "../arbitraries/contracts.ts";
import { type PlacedWorld, world } from "../arbitraries.ts";
import { runs } from "../laws.ts";
import { draftByOracle } from "../oracle/draft.ts";
import { compare, zero } from "../oracle/fraction.ts";
import { type OracleRating, rateByOracle } from "../oracle/rate.ts";

const sample = fc.sample(world(), { ...runs(400), seed: 20_260_101 });
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
