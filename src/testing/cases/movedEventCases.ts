// S6 and S11 for events whose new content is of another day: where they stand in periods and lists.
import type { BillingStore, SnapshotQuery } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const april = { service_date: "2026-04-15", period_start: "2026-04-01" };

export const movedEventCases: readonly StoreCase[] = [
  storeCase("S6", "an event that moves stands in its new period, by its number", async (store) => {
    await openThree(store);
    const later = ["e4", "e5"].map((id) => sample.record("a", id, april));
    await demandCommitted(store, { contract: "a", revision: 1, add_events: later });
    const idsOf = async (start: string): Promise<string> => {
      const query: SnapshotQuery = { from: start, to: start, include: ["events"] };
      const { events } = await takeSnapshot(store, "a", query);
      return events.map((record) => record.event.event_id).join(" ");
    };
    const move = (revision: number, id: string, fields = {}): Promise<void> =>
      demandCommitted(store, { contract: "a", revision, put_events: [sample.content("a", id, fields)] });
    await move(2, "e2", april);
    demandEqual([await idsOf("2026-03-01"), await idsOf("2026-04-01")], ["e1 e3", "e2 e4 e5"], "two periods");
    await move(3, "e5");
    await move(4, "e1", april);
    demandEqual([await idsOf("2026-03-01"), await idsOf("2026-04-01")], ["e3 e5", "e1 e2 e4"], "two periods");
    await move(5, "e2");
    demandEqual([await idsOf("2026-03-01"), await idsOf("2026-04-01")], ["e2 e3 e5", "e1 e4"], "two periods");
    const { events } = await takeSnapshot(store, "a");
    demandEqual(
      events.map((record) => record.event.event_id),
      ["e1", "e2", "e3", "e4", "e5"],
      "all events",
    );
  }),

  storeCase("S6", "usage is listed by its new content, in its old place", async (store) => {
    await openThree(store);
    const event = sample.event("a", "e2", { metric: "storage" });
    const put_events = [
      sample.content("a", "e2", { event, ...april }),
      sample.content("a", "e1", { status: "voided" }),
    ];
    await demandCommitted(store, { contract: "a", revision: 1, put_events });
    const listed = async (query: Parameters<BillingStore["listUsage"]>[0]): Promise<string> =>
      (await store.listUsage(query)).map((record) => record.event.event_id).join(" ");
    const after = { contract: "a", event_id: "e2" };
    demandEqual(await listed({ limit: 9 }), "e3 e2 e1", "all usage");
    demandEqual(await listed({ metric: "storage", limit: 9 }), "e2", "usage of the new metric");
    demandEqual(await listed({ metric: "api_calls", limit: 9 }), "e3 e1", "usage of the old metric");
    demandEqual(await listed({ from: "2026-04-01", limit: 9 }), "e2", "usage of the new day");
    demandEqual(await listed({ to: "2026-03-31", limit: 9 }), "e3 e1", "usage of the old day");
    demandEqual(await listed({ status: "voided", limit: 9 }), "e1", "usage of the new status");
    demandEqual(await listed({ after, limit: 9 }), "e1", "usage after an event that has moved");
  }),

  storeCase("S11", "an event keeps its number and its arrival through new content", async (store) => {
    await openThree(store);
    const put_events = [sample.content("a", "e3", april), sample.content("a", "e1")];
    const add_events = [sample.record("a", "e4", { ingested_at: "2026-03-15T12:00:09.000Z" })];
    await demandCommitted(store, { contract: "a", revision: 1, put_events, add_events });
    const { events } = await takeSnapshot(store, "a");
    const numbered = events.map((record) => `${record.sequence} ${record.event.event_id}`);
    demandEqual(numbered, ["1 e1", "2 e2", "3 e3", "4 e4"], "sequences and ids");
    const seconds = events.map((record) => record.ingested_at.slice(17, 19));
    demandEqual(seconds, ["01", "02", "03", "09"], "the seconds at which they were accepted");
  }),
];

/** The events e1, e2 and e3 of March, accepted one second after the other. */
async function openThree(store: BillingStore): Promise<void> {
  const add_events = [1, 2, 3].map((n) =>
    sample.record("a", `e${n}`, { ingested_at: `2026-03-15T12:00:0${n}.000Z` }),
  );
  await demandCommitted(store, sample.opening("a", { add_events }));
}
