// S10 and S11: a store says what its data survives, and numbers the events of each contract without gaps.
import { demand, demandEqual } from "../demand.ts";
import { commitUntilSettled, demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const sequenceCases: readonly StoreCase[] = [
  storeCase("S10", "the durability is stated", async (store) => {
    const stated: unknown = store.durability;
    const known = ["none", "process", "machine"];
    demand(
      known.some((each) => each === stated),
      `durability is ${String(stated)}, expected one of ${known.join(", ")}`,
    );
  }),

  storeCase("S11", "events are numbered 1, 2, 3 in the order in which they were given", async (store) => {
    const ids = ["z", "10", "9", "a", "B"];
    await demandCommitted(
      store,
      sample.opening("a", { add_events: ids.map((id) => sample.record("a", id)) }),
    );
    const { events } = await takeSnapshot(store, "a");
    const numbered = events.map((record) => `${record.sequence} ${record.event.event_id}`);
    demandEqual(numbered, ["1 z", "2 10", "3 9", "4 a", "5 B"], "sequences and ids");
  }),

  storeCase(
    "S11",
    "each contract has its own numbers, without gaps, however commits are mixed and refused",
    async (store) => {
      await demandCommitted(store, sample.opening("a"), sample.opening("b"));
      for (let revision = 1; revision <= 12; revision += 1) {
        const [a, b] = ["a", "b"].map((contract) => {
          const add_events = [`e${revision}`, `f${revision}`].map((id) => sample.record(contract, id));
          return { contract, revision, add_events };
        });
        demand(a !== undefined && b !== undefined, "two contracts have two changes");
        await demandRefused(store, [a, { ...b, revision: 99 }], { contract: "b", reason: "revision" });
        if (revision % 2 === 0) await demandCommitted(store, a, b);
        else {
          await demandCommitted(store, b);
          const again = { ...b, revision: revision + 1 };
          await demandRefused(store, [a, again], { contract: "b", reason: "event_exists" });
          await demandCommitted(store, a);
        }
      }
      const expected = Array.from({ length: 24 }, (_, index) => index + 1);
      for (const contract of ["a", "b"]) {
        const { events } = await takeSnapshot(store, contract);
        demandEqual(
          events.map((record) => record.sequence),
          expected,
          `the sequences of ${contract}`,
        );
      }
    },
  ),

  storeCase("S11", "a race leaves no gap in the numbers", async (store) => {
    await demandCommitted(store, sample.opening("a"));
    await Promise.all(
      Array.from({ length: 10 }, (_, writer) =>
        commitUntilSettled(store, "a", ({ account }) => {
          // Every second writer brings an event that all of them bring, and is refused when it is there.
          const ids = writer % 2 === 0 ? [`e${writer}`, `f${writer}`] : [`e${writer}`, "same"];
          return {
            contract: "a",
            revision: account.revision,
            add_events: ids.map((id) => sample.record("a", id)),
          };
        }),
      ),
    );
    const { events } = await takeSnapshot(store, "a");
    demandEqual(
      events.map((record) => record.sequence),
      Array.from({ length: 12 }, (_, index) => index + 1),
      "the sequences",
    );
  }),

  storeCase(
    "S11",
    "an event keeps its number through a new status and through rating again",
    async (store) => {
      const add_events = ["e1", "e2", "e3"].map((id) => sample.record("a", id));
      await demandCommitted(store, sample.opening("a", { add_events }));
      const set_statuses = [{ event_id: "e1", status: "accepted" }] as const;
      await demandCommitted(store, {
        contract: "a",
        revision: 1,
        set_statuses,
        replace_periods: ["2026-03-01"],
      });
      await demandCommitted(store, { contract: "a", revision: 2, add_events: [sample.record("a", "e4")] });
      const { events } = await takeSnapshot(store, "a");
      const numbered = events.map((record) => `${record.sequence} ${record.event.event_id}`);
      demandEqual(numbered, ["1 e1", "2 e2", "3 e3", "4 e4"], "sequences and ids");
    },
  ),
];
