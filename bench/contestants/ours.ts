// The library: a rater, charges merged block by block as for a stream, or kept, and the drafts from them.
import { billingPeriods, type Charge, createRater, draftInvoice, mergeCharges } from "../../src/index.ts";
import type { Contestant, Entry, Tally } from "../contestant.ts";
import type { Scenario } from "../scenario.ts";

export const ours: Entry = {
  name: "ours",
  exact: true,
  create: (scenario) =>
    createOurs(scenario, (before, block) => mergeCharges(scenario.terms, [...before, ...block])),
};

/** Whose drafts cost what drafts of all charges cost, however many blocks there were. */
export const oursAtOnce: Entry = {
  name: "ours",
  exact: true,
  create: (scenario) => createOurs(scenario, (before, block) => [...before, ...block]),
};

type Keep = (before: readonly Charge[], block: readonly Charge[]) => readonly Charge[];

function createOurs({ terms, months }: Scenario, keep: Keep): Contestant {
  const rater = createRater(terms);
  const tally: Tally = { accepted: 0, duplicates: 0, rejected: 0 };
  let block: Charge[] = [];
  let kept: readonly Charge[] = [];

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
      kept = keep(kept, block);
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
