// S8: a store says that it was asked for nonsense; it neither does a part of it nor pretends that it has.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { demandEqual, demandInvariant } from "../demand.ts";
import { demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { storeState } from "../storeState.ts";

const b = { contract: "b", revision: 1 };
const e9 = sample.record("b", "e9");
const state = sample.invoiceState("2026-01");
const [january, february] = ["2026-01-01", "2026-02-01"] as const;
const add_invoice = sample.invoice("b", "2026-02");

/** Wrong in themselves, by what is wrong; `b` is there, at revision 1, with the event e1 and the invoice of January. */
const malformed: Readonly<Record<string, readonly AccountChange[]>> = {
  "revision 0 without a contract": [{ contract: "n", revision: 0, created_at: "2026-01-01T00:00:00.000Z" }],
  "revision 0 without created_at": [{ contract: "n", revision: 0, put_contract: sample.contract("n") }],
  "created_at of a contract that is there": [{ ...b, created_at: "2026-01-01T00:00:00.000Z" }],
  "a revision below zero": [{ ...b, revision: -1 }],
  "a revision between two numbers": [{ ...b, revision: 1.5 }],
  "a revision without end": [{ ...b, revision: Number.POSITIVE_INFINITY }],
  "a revision that is no number": [{ ...b, revision: Number.NaN }],
  "a contract under another's id": [{ ...b, put_contract: sample.contract("other") }],
  "a program of another contract": [{ ...b, add_program: sample.program("other", 1) }],
  "an invoice of another contract": [{ ...b, add_invoice: sample.invoice("other", "2026-03") }],
  "a grant of another contract": [{ ...b, add_grant: sample.grant("other", "g1") }],
  "new content of another contract's event": [{ ...b, put_events: [sample.content("other", "e1")] }],
  "an event of another contract": [{ ...b, add_events: [sample.record("other", "e9")] }],
  "a charge of another contract": [{ ...b, add_charges: [sample.charge("other", "e1")] }],
  "one contract twice": [b, b],
  "one event twice": [{ ...b, add_events: [e9, sample.record("b", "e8"), e9] }],
  "new content for one event twice": [
    { ...b, put_events: [sample.content("b", "e1"), sample.content("b", "e1")] },
  ],
  "new content and a status for one event": [
    {
      ...b,
      put_events: [sample.content("b", "e1")],
      set_statuses: [{ event_id: "e1", status: "rated" }],
    },
  ],
  "new content of an event that it adds": [
    { ...b, add_events: [e9], put_events: [sample.content("b", "e9")] },
  ],
  "an event that is there, added and given new content": [
    { ...b, add_events: [sample.record("b", "e1")], put_events: [sample.content("b", "e1")] },
  ],
  "one invoice moved twice": [{ ...b, move_invoices: [state, state] }],
  "corrected periods in no order": [{ ...b, add_invoice, put_corrected_periods: [february, january] }],
  "one corrected period twice": [{ ...b, put_corrected_periods: [january, january] }],
  "one total twice": [{ ...b, put_totals: [sample.total("1"), sample.total("2")] }],
  "two statuses for one event": [
    {
      ...b,
      set_statuses: [
        { event_id: "e1", status: "rated" },
        { event_id: "e1", status: "accepted" },
      ],
    },
  ],
  "a status of an event that is not there": [{ ...b, set_statuses: [{ event_id: "e9", status: "rated" }] }],
  "a charge of an event that is not there": [{ ...b, add_charges: [sample.charge("b", "e9")] }],
  "new content of an event that is not there": [{ ...b, put_events: [sample.content("b", "e9")] }],
  "a move of an invoice that is not there": [{ ...b, move_invoices: [sample.invoiceState("2026-03")] }],
  "a move of an invoice that it adds": [
    { ...b, add_invoice, move_invoices: [sample.invoiceState("2026-02")] },
  ],
  "a corrected period that is open": [{ ...b, put_corrected_periods: [january, february] }],
  "a corrected period that an invoice with a type is about": [
    { ...b, add_invoice: { ...add_invoice, type: "progressive" }, put_corrected_periods: [february] },
  ],
};

export const failureCases: readonly StoreCase[] = [
  ...Object.entries(malformed).map(([what, changes]) =>
    storeCase("S8", `a commit with ${what} rejects and writes nothing`, async (store) => {
      await openTwo(store);
      const contracts = ["a", "b", "n", "other"];
      const before = await storeState(store, contracts);
      const good: AccountChange = { contract: "a", revision: 1, ...sample.usage("a", "e2") };
      await demandInvariant(() => store.commit(changes), `a commit with ${what}`);
      await demandInvariant(
        () => store.commit([good, ...changes]),
        `a commit with ${what} after a good change`,
      );
      await demandInvariant(
        () => store.commit([...changes, good]),
        `a commit with ${what} before a good change`,
      );
      demandEqual(await storeState(store, contracts), before, `the store after a commit with ${what}`);
      await demandCommitted(store, good);
    }),
  ),

  storeCase("S8", "a list after an event that is not there rejects", async (store) => {
    await openTwo(store);
    const lost = [
      { contract: "a", event_id: "none" },
      { contract: "none", event_id: "e1" },
    ];
    for (const after of lost) {
      await demandInvariant(
        () => store.listUsage({ after, limit: 10 }),
        `a list after ${JSON.stringify(after)}`,
      );
      await demandInvariant(
        () => store.listUsage({ after, limit: 0 }),
        `an empty list after ${JSON.stringify(after)}`,
      );
    }
  }),

  storeCase("S8", "a list whose limit is no whole number from 0 rejects", async (store) => {
    await openTwo(store);
    for (const limit of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await demandInvariant(() => store.listUsage({ limit }), `a list with the limit ${limit}`);
    }
  }),
];

async function openTwo(store: BillingStore): Promise<void> {
  await demandCommitted(
    store,
    sample.opening("a", sample.usage("a", "e1")),
    sample.opening("b", { ...sample.usage("b", "e1"), add_invoice: sample.invoice("b", "2026-01") }),
  );
}
