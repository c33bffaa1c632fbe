// S2 and S3: an event is stored once under its contract and id, whoever asks, however often, however late.
import { demand, demandEqual } from "../demand.ts";
import { commitUntilSettled, demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const identityCases: readonly StoreCase[] = [
  storeCase("S2", "an event that is there is refused, with the record that is there", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const [stored] = (await takeSnapshot(store, "a")).events;
    const event = sample.event("a", "e1", { quantity: "999" });
    const change = {
      contract: "a",
      revision: 1,
      add_events: [sample.record("a", "e1", { event, status: "accepted" })],
    };
    const { existing } = await demandRefused(store, [change], { contract: "a", reason: "event_exists" });
    demandEqual(existing, [stored], "`existing`, in the refusal of an event that is there");
  }),

  storeCase("S2", "of several added events exactly those that are there are named", async (store) => {
    const all = ["e1", "e2", "e3"].map((id) => sample.record("a", id));
    await demandCommitted(store, sample.opening("a", { add_events: all }));
    const add_events = ["n1", "e3", "n2", "e1", "n3"].map((id) => sample.record("a", id));
    const change = { contract: "a", revision: 1, add_events };
    const { existing } = await demandRefused(store, [change], { contract: "a", reason: "event_exists" });
    const ids = (existing ?? []).map((record) => record.event.event_id).sort();
    demandEqual(ids, ["e1", "e3"], "the event ids in `existing`");
  }),

  storeCase("S2", "one event id under two contracts is two events", async (store) => {
    await demandCommitted(store, sample.opening("b", sample.usage("b", "e1")));
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const found = await store.findEvent("e1");
    const owners = found.map((record) => `${record.event.external_contract_id} ${record.sequence}`);
    demandEqual(owners, ["a 1", "b 1"], "the contracts and sequences that findEvent answers, by contract id");
  }),

  storeCase(
    "S2",
    "of many writers who add one event at once, one does and the others learn of it",
    async (store) => {
      await demandCommitted(store, sample.opening("a"));
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, writer) =>
          commitUntilSettled(store, "a", ({ account }) => {
            const change = sample.usage("a", "e1");
            const event = sample.event("a", "e1", { quantity: `${writer}` });
            return {
              contract: "a",
              revision: account.revision,
              ...change,
              add_events: [sample.record("a", "e1", { event })],
            };
          }),
        ),
      );
      const { events, charges } = await takeSnapshot(store, "a");
      demandEqual([events.length, charges.length], [1, 1], "records and charges of the event");
      demandEqual(
        results.filter((result) => result.ok).length,
        1,
        "writers that were told that they stored it",
      );
      for (const result of results) {
        demand(
          result.ok || result.reason === "event_exists",
          "a writer was refused for another reason than the event",
        );
        if (!result.ok) demandEqual(result.existing, events, "`existing`, as a losing writer was told");
      }
    },
  ),

  storeCase("S3", "an id stays taken however many events follow", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e0")));
    for (let revision = 1; revision <= 150; revision += 1) {
      const ids = Array.from({ length: 10 }, (_, index) => `e${revision}-${index}`);
      await demandCommitted(store, {
        contract: "a",
        revision,
        add_events: ids.map((id) => sample.record("a", id)),
      });
    }
    for (const id of ["e0", "e1-0", "e75-5", "e150-9"]) {
      const again = { contract: "a", revision: 151, add_events: [sample.record("a", id)] };
      const { existing } = await demandRefused(store, [again], { contract: "a", reason: "event_exists" });
      demandEqual(
        existing?.map((record) => record.event.event_id),
        [id],
        "the id in `existing`",
      );
    }
  }),

  storeCase(
    "S3",
    "an id stays taken after rating again, a new status, new terms and a closed period",
    async (store) => {
      await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
      const demandTaken = async (revision: number): Promise<void> => {
        // In another period, so that only the id speaks against it.
        const again = { contract: "a", revision, ...sample.usage("a", "e1", "2026-04") };
        await demandRefused(store, [again], { contract: "a", reason: "event_exists" });
      };
      await demandCommitted(store, { contract: "a", revision: 1, replace_periods: ["2026-03-01"] });
      await demandTaken(2);
      await demandCommitted(store, {
        contract: "a",
        revision: 2,
        set_statuses: [{ event_id: "e1", status: "accepted" }],
      });
      await demandTaken(3);
      const put_contract = sample.contract("a", { status: "terminated" });
      await demandCommitted(store, {
        contract: "a",
        revision: 3,
        put_contract,
        add_program: sample.program("a", 1),
      });
      await demandTaken(4);
      await demandCommitted(store, {
        contract: "a",
        revision: 4,
        add_invoice: sample.invoice("a", "2026-03"),
      });
      await demandTaken(5);
    },
  ),
];
