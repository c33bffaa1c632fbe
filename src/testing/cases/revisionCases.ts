// S4: the revision is compared and set in one step, so that nobody writes on what they have not read.
import { demand, demandEqual } from "../demand.ts";
import { commitInRace, commitUntilSettled, demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const writers = 16;

export const revisionCases: readonly StoreCase[] = [
  storeCase(
    "S4",
    "the revision grows by one with every commit and stands still when one is refused",
    async (store) => {
      await demandCommitted(store, sample.opening("a"));
      for (let revision = 1; revision <= 5; revision += 1) {
        demandEqual((await takeSnapshot(store, "a")).account.revision, revision, "the revision");
        await demandRefused(store, [{ contract: "a", revision: revision - 1 || 9 }], {
          contract: "a",
          reason: "revision",
        });
        // A change without content is a commit like any other.
        await demandCommitted(store, { contract: "a", revision });
      }
      demandEqual((await takeSnapshot(store, "a")).account.revision, 6, "the revision after 6 commits");
    },
  ),

  storeCase("S4", "a commit at any other revision than the one there is refused", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    await demandCommitted(store, { contract: "a", revision: 1, put_totals: [sample.total("1")] });
    for (const revision of [1, 3, 1000]) {
      const change = { contract: "a", revision, put_totals: [sample.total("2")] };
      await demandRefused(store, [change], { contract: "a", reason: "revision" });
    }
  }),

  storeCase("S4", "revision 0 makes a contract, and only one that is not there", async (store) => {
    const nowhere = { contract: "a", revision: 1, put_totals: [sample.total("1")] };
    await demandRefused(store, [nowhere], { contract: "a", reason: "revision" });
    await demandCommitted(store, sample.opening("a"));
    const put_contract = sample.contract("a", { customer_name: "Other" });
    await demandRefused(store, [sample.opening("a", { put_contract })], {
      contract: "a",
      reason: "revision",
    });
  }),

  storeCase("S4", "of many commits at one revision exactly one is done", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    const results = await Promise.all(
      Array.from({ length: writers }, (_, writer) => {
        const put_contract = sample.contract("a", { customer_name: `Writer ${writer}` });
        return commitInRace(store, [
          { contract: "a", revision: 1, put_contract, put_totals: [sample.total(`${writer}`)] },
        ]);
      }),
    );
    const winners = results.flatMap((result, writer) => (result?.ok === true ? [writer] : []));
    demandEqual(winners.length, 1, `commits that were done, out of ${writers} at one revision`);
    for (const result of results) {
      demand(
        result === null || result.ok || result.reason === "revision",
        "a loser was not told that the revision is old",
      );
    }
    const { account, totals } = await takeSnapshot(store, "a");
    const left = [account.revision, account.contract.customer_name, totals.map((total) => total.quantity)];
    demandEqual(
      left,
      [2, `Writer ${winners[0]}`, [`${winners[0]}`]],
      "revision, name and total that are left",
    );
  }),

  storeCase("S4", "of many who make one contract at once exactly one does", async (store) => {
    const results = await Promise.all(
      Array.from({ length: writers }, (_, writer) => {
        const put_contract = sample.contract("a", { customer_name: `Writer ${writer}` });
        return commitInRace(store, [sample.opening("a", { put_contract })]);
      }),
    );
    const winners = results.flatMap((result, writer) => (result?.ok === true ? [writer] : []));
    const accounts = (await store.listAccounts()).map(({ contract, revision }) => [
      contract.customer_name,
      revision,
    ]);
    demandEqual(winners.length, 1, `writers that made the contract, out of ${writers}`);
    demandEqual(accounts, [[`Writer ${winners[0]}`, 1]], "the contracts that are there, with their revision");
  }),

  storeCase("S4", "no addition of writers who read and try again is lost", async (store) => {
    await demandCommitted(store, sample.opening("a", { put_totals: [sample.total("0")] }));
    const addOne = async (): Promise<void> => {
      const result = await commitUntilSettled(store, "a", ({ account, totals }) => {
        const quantity = BigInt(totals[0]?.quantity ?? "0") + 1n;
        return { contract: "a", revision: account.revision, put_totals: [sample.total(`${quantity}`)] };
      });
      demand(result.ok, "an addition was refused for another reason than its revision");
    };
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let addition = 0; addition < 4; addition += 1) await addOne();
      }),
    );
    const { account, totals } = await takeSnapshot(store, "a");
    demandEqual(
      totals.map((total) => total.quantity),
      ["32"],
      "the total after 32 additions of one",
    );
    demandEqual(account.revision, 33, "the revision after 33 commits");
  }),
];
