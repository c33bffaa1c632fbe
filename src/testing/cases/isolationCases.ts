// S9: values that were given to a store or returned by it are nobody's handle on what it keeps.
import type { BillingStore } from "../../store/billingStore.ts";
import { demand, demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { fullChange, furtherChange } from "../fullChange.ts";
import { sample } from "../sample.ts";
import { scribble } from "../scribble.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { storeState } from "../storeState.ts";

export const isolationCases: readonly StoreCase[] = [
  storeCase("S9", "changing what was committed, once it is, does not reach the store", async (store) => {
    await demandCommitted(store, fullChange());
    const before = await storeState(store, ["a"]);
    const given = furtherChange();
    await demandCommitted(store, given);
    const after = await storeState(store, ["a"]);
    const text = JSON.stringify(after);
    scribble(given);
    demandEqual(await storeState(store, ["a"]), JSON.parse(text), "the store after its input was changed");
    demand(JSON.stringify(before) !== text, "the commit that was to be changed afterwards wrote nothing");
  }),

  storeCase(
    "S9",
    "a commit takes its input at the call: what happens to it while it runs does not count",
    async (store) => {
      await demandCommitted(store, fullChange());
      const given = furtherChange();
      const running = store.commit([given]);
      scribble(given);
      demandEqual(await running, { ok: true }, "the answer to the commit");
      const { account, events = [] } = (await store.read("a", { event_ids: ["e2", "e0"] })) ?? {};
      const { add_events = [], put_events = [], add_grant, put_corrected_periods } = furtherChange();
      const [amended, added] = [put_events[0]?.event, add_events[0]?.event];
      demandEqual(
        events.map((record) => record.event),
        [amended, added],
        "the events",
      );
      const lists = [account?.grants[1], account?.corrected_periods, account?.invoices[0]?.history];
      const { history } = sample.invoiceState("2026-01");
      demandEqual(lists, [add_grant, put_corrected_periods, history], "grant, corrected periods and moves");
    },
  ),

  storeCase("S9", "a commit leaves its input as it was, and changeable", async (store) => {
    const given = fullChange();
    await demandCommitted(store, given);
    demandEqual(given, fullChange(), "the input after the commit");
    demand(isChangeable(given), "the commit froze what it was given");
  }),

  storeCase("S9", "changing what was read does not reach the store", async (store) => {
    await demandCommitted(store, fullChange());
    await demandCommitted(store, furtherChange());
    const before = JSON.stringify(await storeState(store, ["a"]));
    scribble(await allAnswers(store));
    scribble(await allAnswers(store));
    demandEqual(
      await storeState(store, ["a"]),
      JSON.parse(before),
      "the store after what it returned was changed",
    );
  }),

  storeCase("S9", "changing the empty lists of an account does not reach the store", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    const before = JSON.stringify(await storeState(store, ["a"]));
    // Bare values without a field to scribble on: what is added to them would be kept.
    for (const account of [(await store.read("a"))?.account, ...(await store.listAccounts())])
      for (const list of [account?.programs, account?.invoices, account?.grants, account?.corrected_periods])
        if (list !== undefined) Reflect.set(list, 0, "scribbled");
    demandEqual(await storeState(store, ["a"]), JSON.parse(before), "the store after its lists were changed");
  }),

  storeCase("S9", "changing what a refusal returned does not reach the store", async (store) => {
    await demandCommitted(store, fullChange());
    const before = JSON.stringify(await storeState(store, ["a"]));
    const again = { contract: "a", revision: 1, add_events: [sample.record("a", "e1")] };
    scribble(await demandRefused(store, [again], { contract: "a", reason: "event_exists" }));
    demandEqual(await storeState(store, ["a"]), JSON.parse(before), "the store after a refusal was changed");
  }),
];

/** The very objects that the store answers with, by every method. */
async function allAnswers(store: BillingStore): Promise<readonly unknown[]> {
  return [
    await store.read("a", { include: ["totals", "charges", "events"] }),
    await store.read("a", { event_ids: ["e1", "e2"] }),
    await store.listAccounts(),
    await store.findEvent("e1"),
    await store.listUsage({ limit: 1000 }),
    await store.listUsage({ contract: "a", limit: 5 }),
  ];
}

function isChangeable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return !Object.isFrozen(value) && Object.values(value).every(isChangeable);
}
