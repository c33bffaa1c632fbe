// S3, S6, S7 and S12 for events that change after they were accepted: amended, or taken back.
import type { BillingStore } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const april = { service_date: "2026-04-15", period_start: "2026-04-01" };

export const amendmentCases: readonly StoreCase[] = [
  storeCase("S6", "put_events gives these events new content, in every read", async (store) => {
    await openThree(store);
    const before = await takeSnapshot(store, "a");
    const event = sample.event("a", "e2", { metric: "storage", quantity: "7", properties: { region: "eu" } });
    const superseded = [sample.event("a", "e2")];
    const content = { event, status: "accepted", service_date: "2026-03-20", superseded } as const;
    const put_events = [sample.content("a", "e2", content)];
    await demandCommitted(store, { contract: "a", revision: 1, put_events });
    const amended = { ...before.events[1], ...content };
    const expected = [before.events[0], amended, before.events[2]];
    const { events, charges, totals } = await takeSnapshot(store, "a");
    demandEqual(events, expected, "the events of a snapshot");
    demandEqual(
      [charges, totals],
      [before.charges, before.totals],
      "charges and totals, which it does not touch",
    );
    const { events: byId } = await takeSnapshot(store, "a", { event_ids: ["e2"] });
    demandEqual(byId, [amended], "the event read by its id");
    demandEqual(await store.findEvent("e2"), [amended], "the record that findEvent answers");
  }),

  storeCase("S6", "what new content leaves out is gone", async (store) => {
    const event = sample.event("a", "e1", { properties: { region: "eu" } });
    const superseded = [sample.event("a", "e1", { quantity: "5" })];
    const add_events = [sample.record("a", "e1", { event, superseded })];
    await demandCommitted(store, sample.opening("a", { add_events }));
    const { superseded: _, ...content } = sample.content("a", "e1");
    await demandCommitted(store, { contract: "a", revision: 1, put_events: [content] });
    const { ingested_at } = sample.record("a", "e1");
    demandEqual(await store.findEvent("e1"), [{ ...content, ingested_at, sequence: 1 }], "the record");
  }),

  storeCase("S6", "voided usage is there, and listed as such", async (store) => {
    await openThree(store);
    const set_statuses = ["e3", "e1"].map((event_id) => ({ event_id, status: "voided" as const }));
    await demandCommitted(store, { contract: "a", revision: 1, set_statuses });
    const { events } = await takeSnapshot(store, "a");
    const expected = ["voided", "rated", "voided"];
    demandEqual(
      events.map((record) => record.status),
      expected,
      "the statuses",
    );
    demandEqual(
      await store.listUsage({ status: "voided", limit: 9 }),
      [events[2], events[0]],
      "voided usage",
    );
    demandEqual(await store.listUsage({ status: "rated", limit: 9 }), [events[1]], "rated usage");
    demandEqual(await store.findEvent("e1"), [events[0]], "the record that findEvent answers");
  }),

  storeCase("S3", "an id stays taken when its event is voided, amended or moved", async (store) => {
    await openThree(store);
    await demandCommitted(store, {
      contract: "a",
      revision: 1,
      set_statuses: [{ event_id: "e1", status: "voided" }],
      put_events: [sample.content("a", "e2"), sample.content("a", "e3", april)],
    });
    const { events } = await takeSnapshot(store, "a");
    for (const [index, id] of ["e1", "e2", "e3"].entries()) {
      const again = { contract: "a", revision: 2, ...sample.usage("a", id) };
      const { existing } = await demandRefused(store, [again], { contract: "a", reason: "event_exists" });
      demandEqual(existing, [events[index]], `\`existing\`, when ${id} is added again`);
    }
  }),

  storeCase("S7", "superseded content comes back as it went in, the oldest first", async (store) => {
    const before = ["1.50", "1.5", "99999999999999999999.999999999999999999"].map((quantity, index) => {
      const timestamp = `2026-03-15T14:30:0${9 - index}.100+02:30`;
      const properties = { [`${["__proto__", "\u00e9", "e\u0301"][index]}`]: [quantity, null, { n: 1.5 }] };
      return sample.event("a", "e1", { quantity, timestamp, metric: ` ${index}`, properties });
    });
    await demandCommitted(store, sample.opening("a", { add_events: [sample.record("a", "e1")] }));
    for (let revision = 1; revision <= before.length; revision += 1) {
      const superseded = before.slice(0, revision);
      const put_events = [sample.content("a", "e1", { superseded })];
      await demandCommitted(store, { contract: "a", revision, put_events });
      const [record] = await store.findEvent("e1");
      demandEqual(record?.superseded, superseded, "what the event said before");
    }
  }),

  storeCase("S12", "new content for 1,000 events fits into one commit", async (store) => {
    const ids = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    await demandCommitted(
      store,
      sample.opening("a", { add_events: ids.map((id) => sample.record("a", id)) }),
    );
    const put_events = ids.map((id) => sample.content("a", id, april));
    await demandCommitted(store, { contract: "a", revision: 1, put_events });
    const { events } = await takeSnapshot(store, "a", { from: april.period_start, include: ["events"] });
    const { ingested_at } = sample.record("a", "e0");
    const expected = put_events.map((content, index) => ({ ...content, ingested_at, sequence: index + 1 }));
    demandEqual(events, expected, "the events");
  }),
];

/** The events e1, e2 and e3 of March, accepted one second after the other. */
async function openThree(store: BillingStore): Promise<void> {
  const add_events = [1, 2, 3].map((n) =>
    sample.record("a", `e${n}`, { ingested_at: `2026-03-15T12:00:0${n}.000Z` }),
  );
  const { add_charges, put_totals } = sample.usage("a", "e1");
  await demandCommitted(store, sample.opening("a", { add_events, add_charges, put_totals }));
}
