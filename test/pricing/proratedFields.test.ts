// Rules that were made by hand may name more than they have: what is not there is not prorated, and nothing is made up for it.
import { describe, expect, it } from "vitest";
import { draftInvoice, type Rule, rateUsage } from "../../src/index.ts";
import type { Frame } from "../arbitraries/base.ts";
import { january } from "../laws/plain.ts";
import { eventsFor, termsOf } from "../laws.ts";

/** In effect for the last ten days of January. */
const late: Frame<Rule> = {
  ...{ type: "usage", model: "per_unit", metric: "calls", unit_amount: "1", effective_from: "2026-01-22" },
  ...{ proration: "day", prorated: ["included_quantity", "minimum_amount", "maximum_amount"] },
};

function billed(rule: Frame<Rule>, quantity: string): string[] {
  const terms = termsOf(rule);
  const [event] = eventsFor(rule, [quantity]);
  const used = event === undefined ? [] : [{ ...event, timestamp: "2026-01-25T00:00:00.000Z" }];
  const { charges } = rateUsage(terms, used);
  return draftInvoice(terms, charges, january).line_items.map(({ amount }) => amount);
}

describe("a field that a rule prorates", () => {
  it("is there in part where the rule has it", () => {
    // 10 of 31 days: 10 of the 31 included units, and 20 of a minimum of 62.
    expect(billed({ ...late, included_quantity: "31", maximum_amount: "1000" }, "45")).toEqual(["35"]);
    expect(billed({ ...late, minimum_amount: "62", maximum_amount: "1000" }, "5")).toEqual(["20"]);
  });

  it("is left aside where the rule does not have it", () => {
    expect(billed({ ...late, prorated: ["included_quantity"] }, "5")).toEqual(["5"]);
    expect(billed({ ...late, prorated: ["minimum_amount"] }, "5")).toEqual(["5"]);
  });
});
