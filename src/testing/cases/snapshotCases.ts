// S6: a snapshot holds exactly what its query asked for.
import type { BillingStore, Snapshot, SnapshotQuery } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import type { SampleMonth } from "../sample.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const snapshotCases: readonly StoreCase[] = [
  storeCase("S6", "an account begins with empty lists", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    const { account } = await takeSnapshot(store, "a");
    const { programs, invoices, grants, corrected_periods } = account;
    demandEqual([programs, invoices, grants, corrected_periods], [[], [], [], []], "the account's lists");
    demandEqual(await store.listAccounts(), [account], "listAccounts");
  }),

  storeCase("S6", "a snapshot holds only the parts that were asked for", async (store) => {
    await fillMonths(store);
    const asked: readonly [SnapshotQuery, string][] = [
      [{}, "events 0, charges 0, totals 0"],
      [{ from: "2026-01-01", to: "2026-04-01" }, "events 0, charges 0, totals 0"],
      [{ include: [] }, "events 0, charges 0, totals 0"],
      [{ include: ["totals"] }, "events 0, charges 0, totals 4"],
      [{ include: ["charges"] }, "events 0, charges 4, totals 0"],
      [{ include: ["events"] }, "events 4, charges 0, totals 0"],
      [{ include: ["charges", "totals"] }, "events 0, charges 4, totals 4"],
      [{ event_ids: ["e1"], include: ["totals"] }, "events 1, charges 0, totals 4"],
    ];
    for (const [query, expected] of asked) {
      const { events, charges, totals } = await takeSnapshot(store, "a", query);
      const counts = `events ${events.length}, charges ${charges.length}, totals ${totals.length}`;
      demandEqual(counts, expected, `read with ${JSON.stringify(query)}`);
    }
    const bare = await store.read("a");
    demandEqual([bare?.events, bare?.charges, bare?.totals], [[], [], []], "read without a query");
  }),

  storeCase(
    "S6",
    "periods are selected by their first day, both ends inclusive, a missing end open",
    async (store) => {
      await fillMonths(store);
      const asked: readonly [SnapshotQuery, string][] = [
        [{ from: "2026-02-01", to: "2026-03-01" }, "02 03"],
        [{ from: "2026-02-01", to: "2026-02-01" }, "02"],
        // A day inside a period selects no period: first days count, overlaps do not.
        [{ from: "2026-02-02", to: "2026-03-31" }, "03"],
        [{ from: "2026-02-02", to: "2026-02-28" }, ""],
        [{ from: "2026-02-10", to: "2026-02-10" }, ""],
        [{ from: "2026-03-01" }, "03 04"],
        [{ to: "2026-02-01" }, "01 02"],
        [{ from: "2026-04-01", to: "2026-01-01" }, ""],
        [{}, "01 02 03 04"],
      ];
      for (const [range, expected] of asked) {
        const snapshot = await takeSnapshot(store, "a", {
          ...range,
          include: ["totals", "charges", "events"],
        });
        demandEqual(
          monthsOf(snapshot),
          [expected, expected, expected],
          `months read with ${JSON.stringify(range)}`,
        );
      }
    },
  ),

  storeCase("S6", "events are read by id and by period, each once, by sequence", async (store) => {
    await fillMonths(store);
    const demandEvents = async (query: SnapshotQuery, expected: readonly string[]): Promise<void> => {
      const { events } = await takeSnapshot(store, "a", query);
      demandEqual(
        events.map((record) => record.event.event_id),
        expected,
        `events read with ${JSON.stringify(query)}`,
      );
    };
    await demandEvents({ event_ids: ["e3", "e1"] }, ["e1", "e3"]);
    await demandEvents({ event_ids: ["e2", "e3"] }, ["e3", "e2"]);
    await demandEvents({ event_ids: ["e2", "e2", "none", "e2"] }, ["e2"]);
    await demandEvents({ event_ids: [] }, []);
    const march: SnapshotQuery = { from: "2026-03-01", to: "2026-03-01", include: ["events"] };
    await demandEvents({ ...march, event_ids: ["e4", "e3", "e1"] }, ["e1", "e3", "e4"]);
    await demandEvents({ ...march, include: ["charges"], event_ids: ["e4"] }, ["e4"]);
  }),

  storeCase("S6", "a snapshot shows the events of its own contract only", async (store) => {
    await fillMonths(store);
    await demandCommitted(store, sample.opening("b", sample.usage("b", "e9")));
    const { events, charges, totals } = await takeSnapshot(store, "b", {
      event_ids: ["e1", "e9"],
      include: ["totals", "charges", "events"],
    });
    demandEqual(
      [events.length, charges.length, totals.length],
      [1, 1, 1],
      "events, charges and totals of the contract",
    );
  }),

  storeCase("S6", "charges are read in the order of their commits, across periods", async (store) => {
    const add_events = ["z", "m", "a", "k"].map((id) => sample.record("a", id));
    await demandCommitted(store, sample.opening("a", { add_events }));
    const charge = (id: string, month: SampleMonth): ReturnType<typeof sample.charge> =>
      sample.charge("a", id, { period: sample.period(month) });
    const first = [charge("z", "2026-03"), charge("m", "2026-01"), charge("a", "2026-03")];
    await demandCommitted(store, { contract: "a", revision: 1, add_charges: first });
    await demandCommitted(store, {
      contract: "a",
      revision: 2,
      add_charges: [charge("k", "2026-01"), charge("z", "2026-02")],
    });
    const orderOf = ({ charges }: Snapshot): string => charges.map((each) => each.event_id).join(" ");
    demandEqual(orderOf(await takeSnapshot(store, "a")), "z m a k z", "charges of all periods");
    const query: SnapshotQuery = { from: "2026-01-01", to: "2026-01-01", include: ["charges"] };
    demandEqual(orderOf(await takeSnapshot(store, "a", query)), "m k", "charges of one period");
  }),
];

/** Four months with one event, charge and total each: e1 in January to e4 in April, committed out of order. */
async function fillMonths(store: BillingStore): Promise<void> {
  await demandCommitted(store, sample.opening("a", sample.usage("a", "e1", "2026-01")));
  const months = [
    ["e3", "2026-03"],
    ["e2", "2026-02"],
    ["e4", "2026-04"],
  ] as const;
  for (const [index, [id, month]] of months.entries()) {
    await demandCommitted(store, { contract: "a", revision: index + 1, ...sample.usage("a", id, month) });
  }
}

function monthsOf({ events, charges, totals }: Snapshot): string[] {
  return [
    events.map((record) => record.period_start),
    charges.map((charge) => charge.period.start),
    totals.map((total) => total.period_start),
  ].map((starts) =>
    starts
      .map((start) => start.slice(5, 7))
      .sort()
      .join(" "),
  );
}
