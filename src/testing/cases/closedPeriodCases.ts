// S5: what a closed period takes from nobody but a commit that names it as corrected.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";

const march = "2026-03-01";
const april = { service_date: "2026-04-15", period_start: "2026-04-01" };
const closed = { contract: "a", reason: "period_closed" } as const;

/** Each is for the period of March alone; e1 stands in it, e0 in that of April. */
const writes: Readonly<Record<string, Partial<AccountChange>>> = {
  "an event": { add_events: [sample.record("a", "e2")] },
  "a charge": { add_charges: [sample.charge("a", "e1")] },
  "a total": { put_totals: [sample.total("2")] },
  "a replacement": { replace_periods: ["2026-04-01", march] },
  "a new status": { set_statuses: [{ event_id: "e1", status: "accepted" }] },
  "new content of an event": { put_events: [sample.content("a", "e1")] },
  "new content that moves an event in": { put_events: [sample.content("a", "e0")] },
  "new content that moves an event out": { put_events: [sample.content("a", "e1", april)] },
};

export const closedPeriodCases: readonly StoreCase[] = [
  ...Object.entries(writes).map(([what, parts]) =>
    storeCase("S5", `a closed period refuses ${what}`, async (store) => {
      await closeMarch(store);
      await demandRefused(store, [{ contract: "a", revision: 2, ...parts }], closed);
    }),
  ),

  ...Object.entries(writes).map(([what, parts]) =>
    storeCase("S5", `a closed period takes ${what} from a commit that names it`, async (store) => {
      await closeMarch(store);
      const put_corrected_periods = [march];
      await demandCommitted(store, { contract: "a", revision: 2, put_corrected_periods, ...parts });
    }),
  ),

  storeCase("S5", "a closed period refuses a second invoice, named as corrected or not", async (store) => {
    await closeMarch(store);
    const add_invoice = sample.invoice("a", "2026-03", { number: "INV-2" });
    const second = { contract: "a", revision: 2, add_invoice };
    await demandRefused(store, [second], closed);
    await demandRefused(store, [{ ...second, put_corrected_periods: [march] }], closed);
  }),

  storeCase("S5", "a commit that names another closed period writes into that one only", async (store) => {
    await closeMarch(store);
    await demandCommitted(store, { contract: "a", revision: 2, add_invoice: sample.invoice("a", "2026-01") });
    const named = { contract: "a", revision: 3, put_corrected_periods: ["2026-01-01"] };
    await demandRefused(store, [{ ...named, ...sample.usage("a", "e2", "2026-03") }], closed);
    await demandCommitted(store, { ...named, ...sample.usage("a", "e2", "2026-01") });
  }),

  storeCase("S5", "a period that an earlier commit named is closed to the next", async (store) => {
    await closeMarch(store);
    const put_corrected_periods = [march];
    const first = { contract: "a", revision: 2, put_corrected_periods, ...sample.usage("a", "e2") };
    await demandCommitted(store, first);
    await demandRefused(store, [{ contract: "a", revision: 3, ...sample.usage("a", "e3") }], closed);
    await demandCommitted(store, { ...first, revision: 3, ...sample.usage("a", "e3") });
    const settled = { contract: "a", revision: 4, put_corrected_periods: [] };
    await demandRefused(store, [{ ...settled, ...sample.usage("a", "e4") }], closed);
  }),

  storeCase("S5", "an event that was moved is held by the period where it stands now", async (store) => {
    await closeMarch(store);
    const moved = { contract: "a", revision: 2, put_corrected_periods: [march] };
    await demandCommitted(store, { ...moved, put_events: [sample.content("a", "e1", april)] });
    await demandCommitted(store, {
      contract: "a",
      revision: 3,
      set_statuses: [{ event_id: "e1", status: "voided" }],
    });
    await demandCommitted(store, { ...moved, revision: 4, put_events: [sample.content("a", "e0")] });
    const set_statuses = [{ event_id: "e0", status: "voided" }] as const;
    await demandRefused(store, [{ contract: "a", revision: 5, set_statuses }], closed);
  }),
];

async function closeMarch(store: BillingStore): Promise<void> {
  await demandCommitted(
    store,
    sample.opening("a", {
      ...sample.usage("a", "e1"),
      add_events: [sample.record("a", "e1"), sample.record("a", "e0", april)],
    }),
  );
  await demandCommitted(store, { contract: "a", revision: 1, add_invoice: sample.invoice("a", "2026-03") });
}
