// A store with the fault that matters most: it writes events first and what they cost in a second transaction. Tests that look for
// lost and doubled charges have to find it.
import type { AccountChange, BillingStore } from "../../src/index.ts";
import { pause } from "./submitUntilHeard.ts";

export function splitCommits(store: BillingStore): BillingStore {
  return {
    ...store,
    async commit(changes) {
      const first = changes.map((change) => ({ ...change, add_charges: [], put_totals: [] }));
      const result = await store.commit(first);
      const second = changes.filter(hasCosts).map(costsOf);
      if (!result.ok || second.length === 0) return result;
      // As if the server were busy: what comes between the two is not left to luck alone.
      await pause(15);
      return store.commit(second);
    },
  };
}

function hasCosts({ add_charges = [], put_totals = [] }: AccountChange): boolean {
  return add_charges.length + put_totals.length > 0;
}

function costsOf({ contract, revision, add_charges = [], put_totals = [] }: AccountChange): AccountChange {
  return { contract, revision: revision + 1, add_charges, put_totals };
}
