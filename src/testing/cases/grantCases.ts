// S6 and S7 for credit grants: each is there once, as it was given.
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const grantCases: readonly StoreCase[] = [
  storeCase("S6", "grants are kept in the order in which they were added", async (store) => {
    const grants = ["z", "10", "9", "a"].map((id, index) => sample.grant("a", id, { priority: 9 - index }));
    const [first, ...rest] = grants;
    await demandCommitted(store, sample.opening("a", first === undefined ? {} : { add_grant: first }));
    for (const [index, add_grant] of rest.entries())
      await demandCommitted(store, { contract: "a", revision: index + 1, add_grant });
    // A commit without a grant leaves them.
    await demandCommitted(store, { contract: "a", revision: 4, ...sample.usage("a", "e1") });
    demandEqual((await takeSnapshot(store, "a")).account.grants, grants, "the grants");
    demandEqual((await store.listAccounts())[0]?.grants, grants, "the grants in listAccounts");
  }),

  storeCase("S6", "an id that a grant of the contract has is refused", async (store) => {
    const add_grant = sample.grant("a", "g1");
    await demandCommitted(store, sample.opening("a", { add_grant }), sample.opening("b"));
    await demandCommitted(store, { contract: "a", revision: 1, add_grant: sample.grant("a", "g2") });
    for (const again of [add_grant, sample.grant("a", "g1", { amount: "7" }), sample.grant("a", "g2")]) {
      const change = { contract: "a", revision: 2, add_grant: again };
      await demandRefused(store, [change], { contract: "a", reason: "grant_exists" });
    }
    const other = sample.grant("b", "g1");
    await demandCommitted(store, { contract: "b", revision: 1, add_grant: other });
    demandEqual((await takeSnapshot(store, "b")).account.grants, [other], "the other contract's grants");
  }),

  storeCase("S6", "a grant is added whatever is closed", async (store) => {
    await demandCommitted(store, sample.opening("a", { add_invoice: sample.invoice("a", "2026-03") }));
    const add_grant = sample.grant("a", "g1", { effective_date: "2026-03-01", expiry_date: "2026-04-01" });
    await demandCommitted(store, { contract: "a", revision: 1, add_grant });
    demandEqual((await takeSnapshot(store, "a")).account.grants, [add_grant], "the grants");
  }),

  storeCase("S7", "grants come back digit for digit and character for character", async (store) => {
    const grants = [
      sample.grant("a", "__proto__", { amount: "99999999999999999999.999999999999999999" }),
      sample.grant("a", "G", { amount: "1.50", name: "  cr\u00e9dit e\u0301 " }),
      sample.grant("a", "g", { amount: "10.00", category: "promotional", priority: 0, name: "" }),
      sample.grant("a", "0", { effective_date: "2026-03-01", expiry_date: null, rules: ["z", "__proto__"] }),
      sample.grant("a", "00", { rules: [] }),
    ];
    await demandCommitted(store, sample.opening("a"));
    for (const [index, add_grant] of grants.entries())
      await demandCommitted(store, { contract: "a", revision: index + 1, add_grant });
    demandEqual((await takeSnapshot(store, "a")).account.grants, grants, "the grants");
  }),
];
