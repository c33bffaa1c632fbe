// S6: lists are in their order, filtered before they are cut, and paged by key.
import type { BillingStore, UsageQuery } from "../../store/billingStore.ts";
import { demand, demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import type { NewRecord } from "../sample.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const listingCases: readonly StoreCase[] = [
  storeCase("S6", "accounts are listed newest first, then by id in code unit order", async (store) => {
    const days = {
      b: "02",
      "a-2": "02",
      a: "02",
      Z: "02",
      a_1: "02",
      "10": "02",
      "9": "02",
      old: "01",
      new: "03",
    };
    for (const [id, day] of Object.entries(days)) {
      await demandCommitted(store, sample.opening(id, { created_at: `2026-01-${day}T00:00:00.000Z` }));
    }
    const ids = (await store.listAccounts()).map((account) => account.contract.id);
    demandEqual(ids, ["new", "10", "9", "Z", "a", "a-2", "a_1", "b", "old"], "the contracts in their order");
  }),

  storeCase("S6", "an event's records are found by contract id in code unit order", async (store) => {
    const ids = ["b", "a-2", "a", "Z", "a_1", "10", "9"];
    for (const id of ids)
      await demandCommitted(store, sample.opening(id, { add_events: [sample.record(id, "e1")] }));
    const owners = (await store.findEvent("e1")).map(({ event }) => event.external_contract_id);
    demandEqual(owners, ["10", "9", "Z", "a", "a-2", "a_1", "b"], "the contracts in the order of findEvent");
  }),

  storeCase("S6", "an account keeps its place in the list when it changes", async (store) => {
    await demandCommitted(store, sample.opening("a"), sample.opening("b"), sample.opening("c"));
    await demandCommitted(store, {
      contract: "c",
      revision: 1,
      put_contract: sample.contract("c", { customer_name: "Z" }),
    });
    const listed = (await store.listAccounts()).map(({ contract, revision }) => [contract.id, revision]);
    demandEqual(
      listed,
      [
        ["a", 1],
        ["b", 1],
        ["c", 2],
      ],
      "the contracts and revisions in their order",
    );
  }),

  storeCase("S6", "usage is listed newest first, then by contract, then last come first", async (store) => {
    await demandCommitted(store, sample.opening("b", { add_events: at("b", ["b1 05", "b2 05", "b3 07"]) }));
    await demandCommitted(store, sample.opening("a", { add_events: at("a", ["a1 05", "a2 06", "a3 05"]) }));
    await demandCommitted(store, sample.opening("Z", { add_events: at("Z", ["Z1 05"]) }));
    // A clock that went back: what comes later is not always newer.
    await demandCommitted(store, { contract: "b", revision: 1, add_events: at("b", ["b4 04", "b5 06"]) });
    await demandListed(store, {}, "b3 a2 b5 Z1 a3 a1 b2 b1 b4");
    await demandListed(store, { contract: "b" }, "b3 b5 b2 b1 b4");
    await demandListed(store, { limit: 4 }, "b3 a2 b5 Z1");
    await demandListed(store, { limit: 0 }, "");
    await demandListed(store, { after: { contract: "a", event_id: "a3" } }, "a1 b2 b1 b4");
    await demandListed(store, { after: { contract: "a", event_id: "a3" }, contract: "b", limit: 2 }, "b2 b1");
    await demandListed(store, { after: { contract: "b", event_id: "b4" } }, "");
  }),

  storeCase(
    "S6",
    "usage is filtered by contract, metric, status and service date, before the limit cuts",
    async (store) => {
      await fillVaried(store);
      await demandListed(store, { contract: "b" }, "b2 b1");
      await demandListed(store, { contract: "none" }, "");
      await demandListed(store, { metric: "storage" }, "a4 a2 b2");
      await demandListed(store, { metric: "stor" }, "");
      await demandListed(store, { status: "accepted" }, "a3 a2 b1");
      await demandListed(store, { status: "rated" }, "a4 a1 b2");
      await demandListed(store, { from: "2026-03-02", to: "2026-03-03" }, "a3 a2 b2");
      await demandListed(store, { from: "2026-03-03" }, "a4 a3 b2");
      await demandListed(store, { to: "2026-03-01" }, "a1 b1");
      await demandListed(store, { from: "2026-03-09" }, "");
      await demandListed(
        store,
        { contract: "a", metric: "storage", status: "accepted", to: "2026-03-03" },
        "a2",
      );
      await demandListed(store, { contract: "b", limit: 1 }, "b2");
      await demandListed(store, { status: "accepted", limit: 2 }, "a3 a2");
      await demandListed(
        store,
        { metric: "storage", limit: 2, after: { contract: "a", event_id: "a3" } },
        "a2 b2",
      );
    },
  ),

  storeCase("S6", "pages have no event twice and none left out while others are added", async (store) => {
    const old = Array.from({ length: 40 }, (_, index) => `e${index} ${10 + Math.floor(index / 8)}`);
    await demandCommitted(store, sample.opening("a", { add_events: at("a", old) }), sample.opening("b"));
    const seen: string[] = [];
    let after: UsageQuery["after"];
    for (let revision = 1; revision <= 30; revision += 1) {
      const page = await store.listUsage({ limit: 7, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) break;
      demand(page.length <= 7, `a page of at most 7 has ${page.length} events`);
      seen.push(...page.map((record) => record.event.event_id));
      const { external_contract_id, event_id } = page.at(-1)?.event ?? {};
      demand(external_contract_id !== undefined && event_id !== undefined, "a page ends without an event");
      after = { contract: external_contract_id, event_id };
      // Newer ones before the page, and older ones behind it; the old ones must not move.
      const add_events = at("b", [`new${revision} 59`, ...(revision < 4 ? [`late${revision} 01`] : [])]);
      await demandCommitted(store, { contract: "b", revision, add_events });
    }
    const expected = old.map((each) => each.split(" ")[0]).reverse();
    demandEqual(
      seen.filter((id) => id.startsWith("e")),
      expected,
      "the events that were there before the first page",
    );
    demandEqual(new Set(seen).size, seen.length, "different events on all pages");
  }),

  storeCase("S6", "the sequence in a list is the one in a snapshot", async (store) => {
    await fillVaried(store);
    for (const contract of ["a", "b"]) {
      const { events } = await takeSnapshot(store, contract);
      const listed = [...(await store.listUsage({ contract, limit: 10 }))].sort(
        (a, b) => a.sequence - b.sequence,
      );
      demandEqual(listed, events, `the events of ${contract} that are listed, by sequence`);
    }
  }),
];

/** Events that came in at these seconds. */
function at(contract: string, events: readonly string[]): NewRecord[] {
  return events.map((each) => {
    const [id, second] = each.split(" ");
    return sample.record(contract, id ?? "", { ingested_at: `2026-03-15T12:00:${second}.000Z` });
  });
}

async function fillVaried(store: BillingStore): Promise<void> {
  const vary = (
    contract: string,
    id: string,
    day: string,
    metric: string,
    status: NewRecord["status"],
  ): NewRecord =>
    sample.record(contract, id, {
      event: sample.event(contract, id, { metric }),
      service_date: `2026-03-${day}`,
      status,
    });
  const ofA = [
    vary("a", "a1", "01", "api_calls", "rated"),
    vary("a", "a2", "02", "storage", "accepted"),
    vary("a", "a3", "03", "api_calls", "accepted"),
    vary("a", "a4", "04", "storage", "rated"),
  ];
  const ofB = [vary("b", "b1", "01", "api_calls", "accepted"), vary("b", "b2", "03", "storage", "rated")];
  await demandCommitted(
    store,
    sample.opening("a", { add_events: ofA }),
    sample.opening("b", { add_events: ofB }),
  );
}

async function demandListed(
  store: BillingStore,
  query: Partial<UsageQuery>,
  expected: string,
): Promise<void> {
  const records = await store.listUsage({ limit: 100, ...query });
  const ids = records.map((record) => record.event.event_id).join(" ");
  demandEqual(ids, expected, `usage listed with ${JSON.stringify(query)}`);
}
