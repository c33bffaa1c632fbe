// S6: what was committed is read, by every method, and one call reads one moment.
import type { AccountChange } from "../../store/billingStore.ts";
import { demand, demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const readingCases: readonly StoreCase[] = [
  storeCase("S6", "an empty store has no contract, no event and no list", async (store) => {
    demandEqual(await store.read("a"), null, "read of a contract that is not there");
    demandEqual(await store.findEvent("e1"), [], "findEvent of an event that is not there");
    demandEqual(await store.listAccounts(), [], "listAccounts of an empty store");
    demandEqual(await store.listUsage({ limit: 10 }), [], "listUsage of an empty store");
    demandEqual(
      await store.listUsage({ contract: "a", limit: 10 }),
      [],
      "listUsage of a contract that is not there",
    );
  }),

  storeCase("S6", "what goes in comes out, whole", async (store) => {
    const { add_events, add_charges, put_totals } = sample.usage("a", "e1");
    const add_program = sample.program("a", 1);
    const add_invoice = sample.invoice("a", "2026-02");
    const add_grant = sample.grant("a", "g1");
    const put_corrected_periods = ["2026-02-01"];
    await demandCommitted(
      store,
      sample.opening("a", {
        add_program,
        add_invoice,
        add_grant,
        put_corrected_periods,
        add_events,
        add_charges,
        put_totals,
      }),
    );
    const expected = {
      account: {
        contract: sample.contract("a"),
        programs: [add_program],
        invoices: [add_invoice],
        grants: [add_grant],
        corrected_periods: put_corrected_periods,
        revision: 1,
        created_at: "2026-01-01T00:00:00.000Z",
      },
      events: add_events.map((record) => ({ ...record, sequence: 1 })),
      charges: add_charges,
      totals: put_totals,
    };
    demandEqual(await takeSnapshot(store, "a"), expected, "the snapshot");
    demandEqual(await store.findEvent("e1"), expected.events, "findEvent");
    demandEqual(await store.listUsage({ limit: 10 }), expected.events, "listUsage");
    demandEqual(await store.listAccounts(), [expected.account], "listAccounts");
  }),

  storeCase("S6", "every commit is read at once, by every method", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    for (let revision = 1; revision <= 20; revision += 1) {
      await demandCommitted(store, counted(revision));
      const { account, events, charges, totals } = await takeSnapshot(store, "a");
      const counts = [
        account.revision - 1,
        events.length,
        charges.length,
        ...totals.map((total) => total.quantity),
      ];
      demandEqual(
        counts,
        [revision, revision, revision, `${revision}`],
        "commits, events, charges and total that are read",
      );
      demandEqual((await store.findEvent(`e${revision}`)).length, 1, "records that findEvent answers");
      demandEqual((await store.listUsage({ limit: 100 })).length, revision, "records that listUsage answers");
      demandEqual((await store.listAccounts())[0]?.revision, revision + 1, "the revision in listAccounts");
    }
  }),

  storeCase("S6", "a snapshot is not changed by later commits", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const snapshot = await store.read("a", { include: ["totals", "charges", "events"] });
    const usage = await store.listUsage({ limit: 10 });
    const accounts = await store.listAccounts();
    const text = JSON.stringify([snapshot, usage, accounts]);
    await demandCommitted(store, {
      contract: "a",
      revision: 1,
      put_contract: sample.contract("a", { customer_name: "Other" }),
      add_program: sample.program("a", 1),
      add_invoice: sample.invoice("a", "2026-02"),
      replace_periods: ["2026-03-01"],
      ...sample.usage("a", "e2"),
      set_statuses: [{ event_id: "e1", status: "accepted" }],
    });
    await demandCommitted(store, {
      contract: "a",
      revision: 2,
      move_invoices: [sample.invoiceState("2026-02")],
      add_grant: sample.grant("a", "g1"),
      put_corrected_periods: ["2026-02-01"],
      put_events: [sample.content("a", "e1", { service_date: "2026-04-01", period_start: "2026-04-01" })],
    });
    const now = JSON.parse(JSON.stringify([snapshot, usage, accounts])) as unknown;
    demandEqual(now, JSON.parse(text), "what was read before a commit, after it");
  }),

  storeCase("S6", "one read shows one moment while others commit", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    let writing = true;
    const write = async (): Promise<void> => {
      for (let revision = 1; revision <= 40; revision += 1) await demandCommitted(store, counted(revision));
    };
    const look = async (): Promise<void> => {
      let last = 0;
      for (let looks = 0; writing && looks < 200; looks += 1) {
        const { account, events, charges, totals } = await takeSnapshot(store, "a");
        const seen = account.revision - 1;
        demand(seen >= last, `a read shows revision ${seen + 1}, an earlier one showed ${last + 1}`);
        const counts = [events.length, charges.length, ...totals.map((total) => total.quantity)];
        demandEqual(
          counts,
          seen === 0 ? [0, 0] : [seen, seen, `${seen}`],
          `events, charges and total after ${seen} commits`,
        );
        last = seen;
      }
    };
    // However the writing ends, the readers must end with it.
    const written = write().finally(() => {
      writing = false;
    });
    await Promise.all([written, look(), look(), look()]);
  }),
];

/** The change whose number can be read from every part of it. */
function counted(revision: number): AccountChange {
  const put_totals = [sample.total(`${revision}`)];
  return { contract: "a", revision, ...sample.usage("a", `e${revision}`), put_totals };
}
