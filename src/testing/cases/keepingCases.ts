// S6 and S11: what a commit cannot change, whatever it brings along, and what it leaves out.
import type { AccountChange } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const keepingCases: readonly StoreCase[] = [
  storeCase("S6", "a status may be for an event that the same commit adds", async (store) => {
    const change: Partial<AccountChange> = {
      add_events: [sample.record("a", "e1"), sample.record("a", "e2")],
      set_statuses: [{ event_id: "e2", status: "accepted" }],
    };
    await demandCommitted(store, sample.opening("a", change));
    const { events } = await takeSnapshot(store, "a");
    const statuses = events.map(({ event, status }) => `${event.event_id} ${status}`);
    demandEqual(statuses, ["e1 rated", "e2 accepted"], "the events with their status");
  }),

  storeCase("S6", "what a new contract or a new total leaves out is gone", async (store) => {
    const put_contract = sample.contract("a", { grace_days: 3, drawdown_order: ["expiry"] });
    const per_event = { amount: "1.5", free_events: 2, free_amount: "0", free_over: false };
    const total = sample.total("1", { measure: { value: "7" }, per_event });
    await demandCommitted(store, sample.opening("a", { put_contract, put_totals: [total] }));
    const bare = { put_contract: sample.contract("a"), put_totals: [sample.total("2")] };
    await demandCommitted(store, { contract: "a", revision: 1, ...bare });
    const { account, totals } = await takeSnapshot(store, "a");
    demandEqual(account.contract, bare.put_contract, "the contract");
    demandEqual(totals, bare.put_totals, "the totals");
    demandEqual((await store.listAccounts())[0]?.contract, bare.put_contract, "the contract in listAccounts");
  }),

  storeCase("S11", "the store numbers events, whatever number comes with them", async (store) => {
    const add_events = ["e1", "e2"].map((id) => ({ ...sample.record("a", id), sequence: 7 }));
    await demandCommitted(store, sample.opening("a", { add_events }));
    const late = { sequence: 9, ingested_at: "2026-03-16T00:00:00.000Z" };
    const put_events = [{ ...sample.content("a", "e2"), ...late }];
    await demandCommitted(store, { contract: "a", revision: 1, put_events });
    const { events } = await takeSnapshot(store, "a");
    const { ingested_at } = sample.record("a", "e1");
    const kept = events.map((record) => [record.event.event_id, record.sequence, record.ingested_at]);
    const expected = [
      ["e1", 1, ingested_at],
      ["e2", 2, ingested_at],
    ];
    demandEqual(kept, expected, "ids, sequences and days of acceptance");
    demandEqual((await store.findEvent("e2"))[0], events[1], "the record that findEvent answers");
  }),

  storeCase("S6", "a state moves what moves of an invoice, whatever else comes with it", async (store) => {
    const add_invoice = sample.invoice("a", "2026-03", { total: "1.00" });
    await demandCommitted(store, sample.opening("a", { add_invoice }));
    const state = sample.invoiceState("2026-03");
    const more = { ...state, total: "9.00", contract: "b", billing_period: sample.period("2026-01") };
    await demandCommitted(store, { contract: "a", revision: 1, move_invoices: [more] });
    const { invoices } = (await takeSnapshot(store, "a")).account;
    demandEqual(invoices, [{ ...add_invoice, ...state }], "the invoice");
  }),

  storeCase("S6", "a period that is named twice is replaced once", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const replace_periods = ["2026-03-01", "2026-03-01"];
    const { add_charges, put_totals } = sample.usage("a", "e1");
    await demandCommitted(store, { contract: "a", revision: 1, replace_periods, add_charges, put_totals });
    const { charges, totals } = await takeSnapshot(store, "a");
    demandEqual([charges, totals], [add_charges, put_totals], "charges and totals");
  }),
];
