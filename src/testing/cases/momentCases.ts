// S6 and S8 while several commits run: a list shows one moment, and who is asked to try again has written nothing.
import type { AccountChange, BillingStore, Snapshot } from "../../store/billingStore.ts";
import { demand, demandEqual } from "../demand.ts";
import { commitInRace, demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const contracts = ["a", "b", "c"];

/** Every method that looks at several contracts, as something that each commit changes in all of them alike. */
const looks: Readonly<Record<string, (store: BillingStore) => Promise<readonly unknown[]>>> = {
  listAccounts: async (store) => (await store.listAccounts()).map(({ revision }) => revision),
  listUsage: async (store) => {
    const owners = (await store.listUsage({ limit: 1000 })).map(({ event }) => event.external_contract_id);
    return contracts.map((contract) => owners.filter((owner) => owner === contract).length);
  },
  findEvent: async (store) => (await store.findEvent("same")).map(({ event }) => event.quantity),
};

export const momentCases: readonly StoreCase[] = [
  ...Object.entries(looks).map(([method, look]) =>
    storeCase("S6", `${method} shows a commit to several contracts whole or not at all`, async (store) => {
      await demandCommitted(store, ...contracts.map(openingWithSame));
      let writing = true;
      const write = async (): Promise<void> => {
        for (let revision = 1; revision <= 30; revision += 1)
          await demandCommitted(store, ...contracts.map((contract) => counted(contract, revision)));
      };
      const watch = async (): Promise<void> => {
        for (let times = 0; writing && times < 200; times += 1) {
          const [a, b, c] = await look(store);
          demandEqual([b, c], [a, a], `what ${method} shows of the other contracts, as of the first`);
        }
      };
      const written = write().finally(() => {
        writing = false;
      });
      await Promise.all([written, watch(), watch()]);
    }),
  ),

  storeCase("S8", "who is asked to try again in a race has written nothing", async (store) => {
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    await demandCommitted(store, ...ids.map((id) => sample.opening(id)));
    for (let round = 1; round <= 3; round += 1) {
      const before = await Promise.all(ids.map((id) => takeSnapshot(store, id)));
      const results = await Promise.all(
        ids.map((contract, place) => {
          const revision = before[place]?.account.revision ?? 0;
          return commitInRace(store, [{ contract, revision, ...sample.usage(contract, `e${round}`) }]);
        }),
      );
      for (const [place, id] of ids.entries()) {
        const result = results[place];
        demand(result === null || result?.ok === true, `${id} was refused, although nobody else wrote to it`);
        const written = result === null ? 0 : 1;
        const expected = sizesOf(before[place]).map((size) => size + written);
        demandEqual(
          sizesOf(await takeSnapshot(store, id)),
          expected,
          `revision, events and charges of ${id}`,
        );
      }
    }
  }),
];

function openingWithSame(contract: string): AccountChange {
  return sample.opening(contract, { add_events: [sample.record(contract, "same")] });
}

/** The change whose number can be read from the account, from the list of events and from one event. */
function counted(contract: string, revision: number): AccountChange {
  const event = sample.event(contract, "same", { quantity: `${revision}` });
  return {
    contract,
    revision,
    add_events: [sample.record(contract, `e${revision}`)],
    put_events: [sample.content(contract, "same", { event })],
  };
}

function sizesOf(snapshot: Snapshot | undefined): number[] {
  const { account, events = [], charges = [] } = snapshot ?? {};
  return [account?.revision ?? 0, events.length, charges.length];
}
