// The library, used as for a stream: a rater, charges merged block by block, the drafts from what was merged.
import { billingPeriods, type Charge, createRater, draftInvoice, mergeCharges } from "../../src/index.ts";
import type { Contestant, Entry, Tally } from "../contestant.ts";
import type { Scenario } from "../scenario.ts";

export const ours: Entry = { name: "ours", exact: true, create };

function create({ terms, months }: Scenario): Contestant {
  const rater = createRater(terms);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };
  let block: Charge[] = [];
  let merged: readonly Charge[] = [];

  return {
    tally,
    rate(events) {
      block = [];
      for (const event of events) {
        const { outcome, charges } = rater.rate(event);
        if (outcome.status === "rejected") tally.rejected += 1;
        else if (outcome.duplicate) tally.duplicates += 1;
        else tally.accepted += 1;
        for (const charge of charges) block.push(charge);
      }
      return block;
    },
    fold() {
      merged = mergeCharges(terms, [...merged, ...block]);
    },
    lines() {
      const periods = billingPeriods(terms.contract, `${months[0]}-01`, `${months.at(-1)}-28`);
      return periods.flatMap((period) =>
        draftInvoice(terms, merged, period).line_items.map(({ rule_id, exact_amount, amount }) => ({
          rule_id,
          period: period.start,
          exact: exact_amount,
          amount,
        })),
      );
    },
  };
}
