// The library: a rater, its charges kept, and the drafts from them.
import { billingPeriods, type Charge, createRater, draftInvoice } from "../../../src/index.ts";
import type { Contestant, Entry, Tally } from "../contestant.ts";
import type { Scenario } from "../scenario.ts";

export const ours: Entry = { name: "ours", exact: true, create: createOurs };

function createOurs({ terms, months }: Scenario): Contestant {
  const rater = createRater(terms);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };
  const kept: Charge[] = [];

  return {
    tally,
    rate(events) {
      const block: Charge[] = [];
      for (const event of events) {
        const { outcome, charges } = rater.rate(event);
        if (outcome.status === "rejected") tally.rejected += 1;
        else if (outcome.duplicate) tally.duplicates += 1;
        else tally.accepted += 1;
        block.push(...charges);
      }
      for (const charge of block) kept.push(charge);
      return block;
    },
    lines() {
      const periods = billingPeriods(terms.contract, `${months[0]}-01`, `${months.at(-1)}-28`);
      return periods.flatMap((period) =>
        draftInvoice(terms, kept, period).line_items.map(({ rule_id, exact_amount, amount }) => ({
          rule_id: rule_id ?? "",
          period: period.start,
          exact: exact_amount,
          amount,
        })),
      );
    },
  };
}
