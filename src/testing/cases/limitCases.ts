// S12: a store takes at least what the engine can send in one commit, and gives all of it back.
import type { JsonValue } from "../../model/usageEvent.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const limitCases: readonly StoreCase[] = [
  storeCase("S12", "1,000 events, 10,000 charges and 1,000 totals fit into one commit", async (store) => {
    const ids = Array.from({ length: 1000 }, (_, index) => `e${index}`);
    const rules = Array.from({ length: 10 }, (_, index) => `rule-${index}`);
    const add_events = ids.map((id) => sample.record("a", id));
    const add_charges = ids.flatMap((id) => rules.map((rule_id) => sample.charge("a", id, { rule_id })));
    const put_totals = ids.map((id, index) => sample.total(`${index}`, { rule_id: id }));
    const add_program = sample.program("a", 1);
    await demandCommitted(store, sample.opening("a", { add_program, add_events, add_charges, put_totals }));
    const { events, charges, totals } = await takeSnapshot(store, "a");
    demandEqual(
      events,
      add_events.map((record, index) => ({ ...record, sequence: index + 1 })),
      "the events",
    );
    demandEqual(charges, add_charges, "the charges");
    demandEqual(totals.length, put_totals.length, "totals");
    const byId = await takeSnapshot(store, "a", { event_ids: ids });
    demandEqual(byId.events, events, "the events, read by 1,000 ids");
    demandEqual(
      await store.listUsage({ limit: 1000 }),
      [...events].reverse(),
      "the events, listed on one page",
    );
    const statuses = ids.map((event_id) => ({ event_id, status: "accepted" as const }));
    await demandCommitted(store, {
      contract: "a",
      revision: 1,
      set_statuses: statuses,
      replace_periods: ["2026-03-01"],
    });
    const after = await takeSnapshot(store, "a");
    demandEqual(
      after.events,
      events.map((record) => ({ ...record, status: "accepted" })),
      "the events with their new status",
    );
    demandEqual([after.charges, after.totals], [[], []], "charges and totals after 10,000 were dropped");
  }),

  storeCase("S12", "ids of 255 characters fit everywhere", async (store) => {
    const contract = "c".repeat(255);
    const event_id = "e".repeat(255);
    const rule_id = "r".repeat(255);
    const metric = "m".repeat(255);
    const add_events = [
      sample.record(contract, event_id, { event: sample.event(contract, event_id, { metric }) }),
    ];
    const add_charges = [sample.charge(contract, event_id, { rule_id })];
    const put_totals = [sample.total("1", { rule_id })];
    await demandCommitted(store, sample.opening(contract, { add_events, add_charges, put_totals }));
    const { events, charges, totals } = await takeSnapshot(store, contract);
    demandEqual(
      [events[0]?.event, charges, totals],
      [add_events[0]?.event, add_charges, put_totals],
      "what was committed",
    );
    demandEqual((await store.findEvent(event_id)).length, 1, "records of the event");
    demandEqual(
      (await store.listUsage({ contract, metric, limit: 5 })).length,
      1,
      "usage of contract and metric",
    );
  }),

  storeCase("S12", "properties of 16 kB and of 32 levels fit", async (store) => {
    let nested: JsonValue = "innermost";
    for (let level = 1; level < 32; level += 1) nested = level % 2 === 0 ? [nested] : { level: nested };
    const properties = {
      text: "x".repeat(16_000),
      numbers: [0, -1, 1.5, 1e21, 5e-324],
      flags: [true, false, null],
    };
    const deep = sample.event("a", "deep", { properties: { nested } });
    const wide = sample.event("a", "wide", { properties });
    const add_events = [deep, wide].map((event) => sample.record("a", event.event_id, { event }));
    await demandCommitted(store, sample.opening("a", { add_events }));
    const { events } = await takeSnapshot(store, "a", { event_ids: ["deep", "wide"] });
    demandEqual(
      events.map((record) => record.event),
      [deep, wide],
      "the events with their properties",
    );
  }),
];
