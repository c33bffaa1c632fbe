// S5 and S6 for periods that change after they were closed: what is written into them, and the list that keeps them.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

const [january, february, march] = ["2026-01-01", "2026-02-01", "2026-03-01"] as const;

export const correctionCases: readonly StoreCase[] = [
  storeCase("S5", "a correction is written whole, and leaves the invoice as it is", async (store) => {
    await closeMonths(store);
    const correction: AccountChange = {
      contract: "a",
      revision: 3,
      put_corrected_periods: [january, march],
      replace_periods: [march],
      add_events: [sample.record("a", "late")],
      put_events: [sample.content("a", "e3")],
      set_statuses: [{ event_id: "e1", status: "voided" }],
      add_charges: [sample.charge("a", "e3", { amount: "0.02" }), sample.charge("a", "late")],
      put_totals: [sample.total("3")],
    };
    const before = await takeSnapshot(store, "a");
    await demandCommitted(store, correction);
    const { account, events, charges, totals } = await takeSnapshot(store, "a");
    const expected = { ...before.account, corrected_periods: [january, march], revision: 4 };
    demandEqual(account, expected, "the account, with the invoices");
    const [e1, e2, e3] = before.events;
    const [amended] = correction.put_events ?? [];
    const late = { ...sample.record("a", "late"), sequence: 4 };
    demandEqual(events, [{ ...e1, status: "voided" }, e2, { ...e3, ...amended }, late], "the events");
    const kept = before.charges.filter((charge) => charge.period.start !== march);
    demandEqual(charges, [...kept, ...(correction.add_charges ?? [])], "the charges");
    demandEqual(
      totals.filter((total) => total.period_start === march),
      [sample.total("3")],
      "the totals",
    );
  }),

  storeCase("S5", "a commit may name the very period that it closes as corrected", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const add_invoice = sample.invoice("a", "2026-03");
    const closing = { contract: "a", revision: 1, add_invoice, put_corrected_periods: [march] };
    await demandCommitted(store, { ...closing, ...sample.usage("a", "e2") });
    const { account, charges } = await takeSnapshot(store, "a");
    demandEqual(account.corrected_periods, [march], "the corrected periods");
    demandEqual(charges.length, 2, "charges in the period");
    const late = { contract: "a", revision: 2, ...sample.usage("a", "e3") };
    await demandRefused(store, [late], { contract: "a", reason: "period_closed" });
  }),

  storeCase("S6", "put_corrected_periods replaces the list, and other commits leave it", async (store) => {
    await closeMonths(store);
    const demandCorrected = async (expected: readonly string[]): Promise<void> => {
      const { corrected_periods } = (await takeSnapshot(store, "a")).account;
      demandEqual(corrected_periods, expected, "the corrected periods");
      const [listed] = await store.listAccounts();
      demandEqual(listed?.corrected_periods, expected, "the corrected periods in listAccounts");
    };
    const put = (revision: number, ...put_corrected_periods: string[]): Promise<void> =>
      demandCommitted(store, { contract: "a", revision, put_corrected_periods });
    await demandCorrected([]);
    await put(3, january, march);
    await demandCorrected([january, march]);
    await demandCommitted(store, { contract: "a", revision: 4, add_program: sample.program("a", 1) });
    await demandCommitted(store, { contract: "a", revision: 5, put_contract: sample.contract("a") });
    await demandCorrected([january, march]);
    await put(6, february);
    await demandCorrected([february]);
    await put(7, january, february, march);
    await demandCorrected([january, february, march]);
    await put(8);
    await demandCorrected([]);
  }),

  storeCase("S6", "corrected periods are those of one contract", async (store) => {
    await closeTwo(store);
    await demandCommitted(store, { contract: "a", revision: 1, put_corrected_periods: [march] });
    const { corrected_periods } = (await takeSnapshot(store, "b")).account;
    demandEqual(corrected_periods, [], "the other contract's corrected periods");
  }),

  storeCase("S5", "what one change of a commit names is for its own contract", async (store) => {
    await closeTwo(store);
    const late = { contract: "b", revision: 1, ...sample.usage("b", "e1") };
    const named = { contract: "a", revision: 1, put_corrected_periods: [march], ...sample.usage("a", "e1") };
    for (const changes of [
      [named, late],
      [late, named],
    ])
      await demandRefused(store, changes, { contract: "b", reason: "period_closed" });
    await demandCommitted(store, named);
    await demandRefused(store, [late], { contract: "b", reason: "period_closed" });
  }),
];

/** Usage e1 in January, e2 in February, e3 in March, and their three invoices: revision 3. */
async function closeMonths(store: BillingStore): Promise<void> {
  const [first, ...rest] = (["2026-01", "2026-02", "2026-03"] as const).map((month, index) => {
    return { ...sample.usage("a", `e${index + 1}`, month), add_invoice: sample.invoice("a", month) };
  });
  await demandCommitted(store, sample.opening("a", first));
  for (const [index, parts] of rest.entries())
    await demandCommitted(store, { contract: "a", revision: index + 1, ...parts });
}

/** Two contracts whose March is closed. */
async function closeTwo(store: BillingStore): Promise<void> {
  const closed = (contract: string): AccountChange =>
    sample.opening(contract, { add_invoice: sample.invoice(contract, "2026-03") });
  await demandCommitted(store, closed("a"), closed("b"));
}
