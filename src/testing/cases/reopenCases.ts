// S10 and what rests on it: a store that is forgotten and made anew over the same data is the same store.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demand, demandEqual, demandInvariant } from "../demand.ts";
import { commitInRace, demandCommitted, demandRefused } from "../demandCommit.ts";
import { fullChange, furtherChange } from "../fullChange.ts";
import { sample } from "../sample.ts";
import type { ReopenableStore, StoreCase } from "../storeCase.ts";
import { reopenCase } from "../storeCase.ts";
import { type StoreState, storeState, takeSnapshot } from "../storeState.ts";

export const reopenCases: readonly StoreCase<ReopenableStore>[] = [
  reopenCase("S10", "a store that can be opened again says that its data survives", async (store) => {
    const stated: string = store.durability;
    demand(stated === "process" || stated === "machine", `it says that its data survives ${stated}`);
  }),

  reopenCase(
    "S10",
    "all that was committed is there when the store is opened again",
    async (store, reopen) => {
      await demandCommitted(store, fullChange());
      const again = await demandKept(store, reopen);
      await demandCommitted(again, furtherChange());
      const last = await demandKept(again, reopen);
      const { account, events, charges, totals } = await takeSnapshot(await demandKept(last, reopen), "a");
      const counts = [account.revision, events.length, charges.length, totals.length];
      demandEqual(counts, [2, 3, 2, 1], "revision, events, charges and totals");
    },
  ),

  reopenCase("S10", "each commit is there, however soon the store is forgotten", async (first, reopen) => {
    let store = first;
    await demandCommitted(store, sample.opening("a"), sample.opening("b"));
    for (let revision = 1; revision <= 8; revision += 1) {
      const changes = ["a", "b"].map((id) => ({
        contract: id,
        revision,
        ...sample.usage(id, `e${revision}`),
      }));
      await demandCommitted(store, ...changes);
      store = await reopen(store);
      const { account, events, charges } = await takeSnapshot(store, "b");
      const counts = [account.revision - 1, events.length, charges.length];
      demandEqual(counts, [revision, revision, revision], "commits, events and charges that are there");
    }
  }),

  reopenCase("S10", "what was replaced, moved or emptied stays so", async (first, reopen) => {
    await demandCommitted(first, fullChange());
    await demandCommitted(first, furtherChange());
    const store = await reopen(first);
    const april = { service_date: "2026-04-15", period_start: "2026-04-01" };
    await demandCommitted(store, {
      contract: "a",
      revision: 2,
      put_contract: sample.contract("a", { customer_name: "Other" }),
      put_corrected_periods: [],
      replace_periods: ["2026-03-01"],
      put_events: [sample.content("a", "e1", april)],
      put_totals: [sample.total("7")],
    });
    const again = await demandKept(store, reopen);
    const { account, events, charges, totals } = await takeSnapshot(again, "a");
    const left = [account.corrected_periods, charges, totals, events.map(({ period_start }) => period_start)];
    const starts = ["2026-03-01", "2026-04-01", "2026-03-01"];
    demandEqual(
      left,
      [[], [], [sample.total("7")], starts],
      "corrected periods, charges, totals, events' periods",
    );
  }),

  reopenCase("S10", "what was refused or rejected is not there", async (store, reopen) => {
    await demandCommitted(store, fullChange(), sample.opening("b"));
    const before = await storeState(store, ["a", "b"]);
    const good: AccountChange = { contract: "b", revision: 1, ...sample.usage("b", "e1") };
    const taken = { contract: "a", revision: 1, add_events: [sample.record("a", "e1")] };
    await demandRefused(store, [good, taken], { contract: "a", reason: "event_exists" });
    await demandRefused(store, [good, { contract: "a", revision: 7 }], { contract: "a", reason: "revision" });
    const lost = {
      contract: "a",
      revision: 1,
      set_statuses: [{ event_id: "none", status: "rated" }],
    } as const;
    await demandInvariant(
      () => store.commit([good, lost]),
      "a commit with a status of an event that is not there",
    );
    const again = await reopen(store);
    demandEqual(await storeState(again, ["a", "b"]), before, "the store when it is opened again");
  }),

  reopenCase("S10", "of commits side by side those are there that were done", async (store, reopen) => {
    const ids = Array.from({ length: 8 }, (_, index) => `c${index}`);
    await demandCommitted(store, ...ids.map((id) => sample.opening(id)));
    const results = await Promise.all(
      ids.map((id) => commitInRace(store, [{ contract: id, revision: 1, ...sample.usage(id, "e1") }])),
    );
    const again = await reopen(store);
    for (const [place, id] of ids.entries()) {
      const { account, events } = await takeSnapshot(again, id);
      const expected = results[place] === null ? [1, 0] : [2, 1];
      demandEqual([account.revision, events.length], expected, `revision and events of ${id}`);
    }
  }),

  reopenCase("S4", "the revision goes on", async (first, reopen) => {
    await demandCommitted(first, sample.opening("a"));
    await demandCommitted(first, { contract: "a", revision: 1 });
    const store = await reopen(first);
    const refused = { contract: "a", reason: "revision" } as const;
    for (const revision of [1, 3]) await demandRefused(store, [{ contract: "a", revision }], refused);
    await demandRefused(store, [sample.opening("a")], refused);
    await demandCommitted(store, { contract: "a", revision: 2 });
  }),

  reopenCase("S3", "an id stays taken, and its record is known", async (first, reopen) => {
    await demandCommitted(first, sample.opening("a", sample.usage("a", "e1")));
    const stored = await first.findEvent("e1");
    const store = await reopen(first);
    const again = { contract: "a", revision: 1, ...sample.usage("a", "e1", "2026-04") };
    const { existing } = await demandRefused(store, [again], { contract: "a", reason: "event_exists" });
    demandEqual(existing, stored, "`existing`");
  }),

  reopenCase(
    "S5",
    "a closed period stays closed, to all but a commit that names it",
    async (first, reopen) => {
      const add_invoice = sample.invoice("a", "2026-03");
      await demandCommitted(first, sample.opening("a", { ...sample.usage("a", "e1"), add_invoice }));
      const store = await reopen(first);
      const late: AccountChange = { contract: "a", revision: 1, ...sample.usage("a", "e2") };
      await demandRefused(store, [late], { contract: "a", reason: "period_closed" });
      await demandCommitted(store, { ...late, put_corrected_periods: ["2026-03-01"] });
      const again = await reopen(store);
      const later = { contract: "a", revision: 2, ...sample.usage("a", "e3") };
      await demandRefused(again, [later], { contract: "a", reason: "period_closed" });
    },
  ),

  reopenCase("S11", "the numbers of events, and the order of charges, go on", async (first, reopen) => {
    let store = first;
    await demandCommitted(store, sample.opening("a"));
    for (let revision = 1; revision <= 12; revision += 1) {
      const month = revision % 2 === 0 ? "2026-02" : "2026-03";
      await demandCommitted(store, { contract: "a", revision, ...sample.usage("a", `e${revision}`, month) });
      if (revision % 3 === 1) store = await reopen(store);
    }
    const { events, charges } = await takeSnapshot(store, "a");
    const ids = Array.from({ length: 12 }, (_, index) => `e${index + 1}`);
    demandEqual(
      events.map(({ sequence, event }) => `${sequence} ${event.event_id}`),
      ids.map((id, index) => `${index + 1} ${id}`),
      "sequences and ids",
    );
    demandEqual(
      charges.map((charge) => charge.event_id),
      ids,
      "the events of the charges",
    );
  }),
];

/** Opens the store again; it has to show what it has shown before. */
async function demandKept(store: BillingStore, reopen: ReopenableStore["reopen"]): Promise<BillingStore> {
  const before: StoreState = await storeState(store, ["a"]);
  const again = await reopen(store);
  demandEqual(await storeState(again, ["a"]), before, "the store when it is opened again");
  return again;
}
