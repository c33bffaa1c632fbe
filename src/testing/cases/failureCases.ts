// S8: a store says that it was asked for nonsense; it neither does a part of it nor pretends that it has.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demandEqual, demandInvariant } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { storeState } from "../storeState.ts";

const b = { contract: "b", revision: 1 };
const e9 = sample.record("b", "e9");

/** Changes that are wrong in themselves, by what is wrong; the contract `b` is there, at revision 1, with the event e1. */
const malformed: Readonly<Record<string, readonly AccountChange[]>> = {
  "revision 0 without a contract": [{ contract: "n", revision: 0, created_at: "2026-01-01T00:00:00.000Z" }],
  "revision 0 without created_at": [{ contract: "n", revision: 0, put_contract: sample.contract("n") }],
  "created_at of a contract that is there": [{ ...b, created_at: "2026-01-01T00:00:00.000Z" }],
  "a revision below zero": [{ ...b, revision: -1 }],
  "a revision between two numbers": [{ ...b, revision: 1.5 }],
  "a contract under another's id": [{ ...b, put_contract: sample.contract("other") }],
  "a program of another contract": [{ ...b, add_program: sample.program("other", 1) }],
  "an invoice of another contract": [{ ...b, add_invoice: sample.invoice("other", "2026-03") }],
  "an event of another contract": [{ ...b, add_events: [sample.record("other", "e9")] }],
  "a charge of another contract": [{ ...b, add_charges: [sample.charge("other", "e1")] }],
  "one contract twice": [b, b],
  "one event twice": [{ ...b, add_events: [e9, sample.record("b", "e8"), e9] }],
  "one total twice": [{ ...b, put_totals: [sample.total("1"), sample.total("2")] }],
  "two statuses for one event": [
    {
      ...b,
      set_statuses: [
        { event_id: "e1", status: "rated" },
        { event_id: "e1", status: "accepted" },
      ],
    },
  ],
  "a status of an event that is not there": [{ ...b, set_statuses: [{ event_id: "e9", status: "rated" }] }],
  "a charge of an event that is not there": [{ ...b, add_charges: [sample.charge("b", "e9")] }],
};

export const failureCases: readonly StoreCase[] = [
  ...Object.entries(malformed).map(([what, changes]) =>
    storeCase("S8", `a commit with ${what} rejects and writes nothing`, async (store) => {
      await openTwo(store);
      const contracts = ["a", "b", "n", "other"];
      const before = await storeState(store, contracts);
      const good: AccountChange = { contract: "a", revision: 1, ...sample.usage("a", "e2") };
      await demandInvariant(() => store.commit(changes), `a commit with ${what}`);
      await demandInvariant(
        () => store.commit([good, ...changes]),
        `a commit with ${what} after a good change`,
      );
      await demandInvariant(
        () => store.commit([...changes, good]),
        `a commit with ${what} before a good change`,
      );
      demandEqual(await storeState(store, contracts), before, `the store after a commit with ${what}`);
      await demandCommitted(store, good);
    }),
  ),

  storeCase("S8", "a list after an event that is not there rejects", async (store) => {
    await openTwo(store);
    const lost = [
      { contract: "a", event_id: "none" },
      { contract: "none", event_id: "e1" },
    ];
    for (const after of lost) {
      await demandInvariant(
        () => store.listUsage({ after, limit: 10 }),
        `a list after ${JSON.stringify(after)}`,
      );
    }
  }),

  storeCase("S8", "a list whose limit is no whole number from 0 rejects", async (store) => {
    await openTwo(store);
    for (const limit of [-1, 0.5, Number.NaN]) {
      await demandInvariant(() => store.listUsage({ limit }), `a list with the limit ${limit}`);
    }
  }),
];

async function openTwo(store: BillingStore): Promise<void> {
  await demandCommitted(
    store,
    sample.opening("a", sample.usage("a", "e1")),
    sample.opening("b", sample.usage("b", "e1")),
  );
}
