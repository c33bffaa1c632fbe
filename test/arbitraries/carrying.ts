// Worlds of one rule that carries over, with much usage in few periods, in no order of time.
import fc from "fast-check";
import type { Rule, UsageRule } from "../../src/model/pricingProgram.ts";
import type { PlacedWorld } from "../arbitraries.ts";
import { plainContract } from "../laws/plain.ts";
import { strip } from "./base.ts";
import { fitting } from "./properties.ts";
import { carryingRule } from "./rules.ts";

const day = fc.integer({ min: 0, max: 89 });

/** A quarter billed by month, with a change of terms that may begin inside a month. */
export const carryWorld: fc.Arbitrary<PlacedWorld> = fc
  .record({
    drawn: carryingRule.filter(({ carry_over }) => carry_over === true),
    changes: fc.constantFrom("2026-02-01", "2026-02-10", "2026-03-20"),
    used: fc.array(fc.record({ day, units: fc.integer({ min: -5, max: 9 }), group: fc.nat({ max: 1 }) }), {
      minLength: 3,
      maxLength: 9,
    }),
  })
  .map(({ drawn, changes, used }) => {
    const rule = open(drawn);
    return {
      contract: { ...plainContract, currency: "UNITS", currency_digits: 4 },
      focus: "2026-01-01",
      programs: [null, changes].map((effective_date, place) => ({
        object: "pricing_program" as const,
        contract: "acme",
        version: place + 1,
        effective_date,
        rules: [place === 0 ? rule : { ...rule, discounts: [{ percent: "0" }] }],
      })),
      events: used.map(({ day: at, units, group }, place) => ({
        external_contract_id: "acme",
        event_id: `e${place}`,
        metric: rule.metric,
        quantity: String(units),
        timestamp: new Date(Date.parse("2026-01-01T00:00:00.000Z") + at * 86_400_000).toISOString(),
        properties: fitting(rule, { region: group === 0 ? "eu" : "us" }, place, String(units)),
      })),
    };
  });

/** The rule for all events of its metric, also for those below zero. */
function open(drawn: Extract<Rule, { type: "usage" }> | Omit<UsageRule, "id" | "name">): UsageRule {
  const { filters: _, counterparty: _who, counterparty_side: _side, negative_usage, ...rest } = drawn;
  const kept = negative_usage === "reject" || negative_usage === undefined ? "credit" : negative_usage;
  return { ...strip({ ...rest, negative_usage: kept }), id: "rule", name: "Rule" } as UsageRule;
}
