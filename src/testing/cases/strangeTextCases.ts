// Looking for what cannot be there.
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import { type StoreCase, storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const strangeTextCases: readonly StoreCase[] = [
  storeCase("S6", "what no text can be is not there: it is no failure to look for it", async (store) => {
    await demandCommitted(store, sample.opening("a", { ...sample.usage("a", "e1") }));
    for (const strange of ["a\0", "\0", "\ud800"]) {
      demandEqual(await store.read(strange), null, `the contract ${JSON.stringify(strange)}`);
      demandEqual(await store.findEvent(strange), [], `the event ${JSON.stringify(strange)}`);
      for (const query of [{ contract: strange }, { metric: strange }])
        demandEqual(await store.listUsage({ ...query, limit: 10 }), [], `usage by ${JSON.stringify(query)}`);
      const { events } = await takeSnapshot(store, "a", { event_ids: ["e1", strange] });
      demandEqual(events.length, 1, `events among which ${JSON.stringify(strange)} was asked for`);
    }
  }),
];
