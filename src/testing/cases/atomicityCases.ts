// S1: a commit is all or nothing, over all parts of a change and over all changes.
import type { AccountChange, BillingStore, CommitResult } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { storeState, takeSnapshot } from "../storeState.ts";

type Refusal = Extract<CommitResult, { ok: false }>;

export const atomicityCases: readonly StoreCase[] = [
  storeCase("S1", "a commit to several contracts writes all of them", async (store) => {
    await demandCommitted(store, sample.opening("a"), sample.opening("b"), sample.opening("c"));
    await demandCommitted(store, usage("a", "e1"), usage("b", "e1"), usage("c", "e1"));
    for (const contract of ["a", "b", "c"]) {
      const { account, events, charges, totals } = await takeSnapshot(store, contract);
      const counts = [account.revision, events.length, charges.length, totals.length];
      demandEqual(counts, [2, 1, 1, 1], `revision, events, charges and totals of ${contract}`);
    }
  }),

  storeCase(
    "S1",
    "one refused change keeps the others from being written, wherever it stands",
    async (store) => {
      await openThree(store);
      const reason = "revision";
      const stale = { ...usage("b", "e1"), revision: 9 };
      const good = [usage("a", "e1"), usage("c", "e1")] as const;
      await demandRefused(store, [stale, ...good], { contract: "b", reason });
      await demandRefused(store, [good[0], stale, good[1]], { contract: "b", reason });
      await demandRefused(store, [...good, stale], { contract: "b", reason });
      await demandRefused(store, [...good, sample.opening("b")], { contract: "b", reason });
      await demandRefused(store, [sample.opening("d"), stale], { contract: "b", reason });
    },
  ),

  storeCase("S1", "every reason for a refusal keeps the other changes from being written", async (store) => {
    await openThree(store);
    const filled = {
      ...usage("b", "e1"),
      add_program: sample.program("b", 2),
      add_invoice: sample.invoice("b", "2026-01"),
      add_grant: sample.grant("b", "g1"),
    };
    await demandCommitted(store, filled);
    const good = usage("a", "e1");
    const b = { contract: "b", revision: 2 };
    const refused: readonly [AccountChange, Refusal["reason"]][] = [
      [{ ...b, ...sample.usage("b", "e1") }, "event_exists"],
      [{ ...b, ...sample.usage("b", "e2", "2026-01") }, "period_closed"],
      [{ ...b, add_program: sample.program("b", 2) }, "version_exists"],
      [{ ...b, add_invoice: sample.invoice("b", "2026-02", { number: "INV-2026-01" }) }, "invoice_exists"],
      [{ ...b, add_grant: sample.grant("b", "g1") }, "grant_exists"],
    ];
    for (const [change, reason] of refused) {
      await demandRefused(store, [good, change], { contract: "b", reason });
      await demandRefused(store, [change, good], { contract: "b", reason });
    }
  }),

  storeCase("S1", "no part of a refused change is written", async (store) => {
    await openThree(store);
    await demandCommitted(store, usage("a", "e1"));
    const change: AccountChange = {
      contract: "a",
      revision: 2,
      put_contract: sample.contract("a", { customer_name: "Other" }),
      add_program: sample.program("a", 1),
      add_invoice: sample.invoice("a", "2026-02"),
      replace_periods: ["2026-03-01"],
      add_events: [sample.record("a", "e2"), sample.record("a", "e1"), sample.record("a", "e3")],
      set_statuses: [{ event_id: "e1", status: "accepted" }],
      add_charges: [sample.charge("a", "e2")],
      put_totals: [sample.total("3")],
    };
    await demandRefused(store, [change], { contract: "a", reason: "event_exists" });
  }),

  storeCase("S1", "no correction, move or grant of a refused change is written", async (store) => {
    const add_invoice = sample.invoice("a", "2026-03");
    await demandCommitted(
      store,
      sample.opening("a", { ...sample.usage("a", "e1"), add_invoice }),
      sample.opening("b"),
    );
    const change: AccountChange = {
      contract: "a",
      revision: 1,
      add_invoice: sample.invoice("a", "2026-03", { number: "INV-2026-03-C1", type: "correction" }),
      move_invoices: [sample.invoiceState("2026-03")],
      add_grant: sample.grant("a", "g1"),
      put_corrected_periods: ["2026-03-01"],
      put_events: [sample.content("a", "e1", { status: "voided" })],
    };
    const twice = { ...change, add_invoice };
    await demandRefused(store, [twice], { contract: "a", reason: "period_closed" });
    const again = { ...change, add_events: [sample.record("a", "e2")] };
    await demandRefused(store, [again, sample.opening("b")], { contract: "b", reason: "revision" });
    await demandCommitted(store, change);
  }),

  storeCase("S1", "of several reasons a refusal gives the first", async (store) => {
    const [invoice, grant] = [sample.invoice("a", "2026-03"), sample.grant("a", "g1")];
    const program = sample.program("a", 1);
    const there = { add_program: program, add_invoice: invoice, add_grant: grant };
    await demandCommitted(store, sample.opening("a", { ...there, ...sample.usage("a", "e1") }));
    // Each part speaks for one reason, in their order; one more is left out each time.
    const parts: readonly [Refusal["reason"], Partial<AccountChange>][] = [
      ["version_exists", { add_program: program }],
      ["period_closed", { replace_periods: ["2026-03-01"] }],
      ["invoice_exists", { add_invoice: { ...invoice, type: "correction" } }],
      ["grant_exists", { add_grant: grant }],
      ["event_exists", { add_events: [sample.record("a", "e1", { period_start: "2026-04-01" })] }],
    ];
    for (const [index, [reason]] of parts.entries()) {
      const left = Object.assign({}, ...parts.slice(index).map(([, part]) => part));
      await demandRefused(store, [{ contract: "a", revision: 1, ...left }], { contract: "a", reason });
      await demandRefused(store, [{ contract: "a", revision: 2, ...left }], {
        contract: "a",
        reason: "revision",
      });
    }
  }),

  storeCase("S1", "a commit without changes is done and changes nothing", async (store) => {
    await openThree(store);
    const before = await storeState(store, ["a", "b", "c"]);
    await demandCommitted(store);
    demandEqual(await storeState(store, ["a", "b", "c"]), before, "the store after a commit without changes");
  }),
];

async function openThree(store: BillingStore): Promise<void> {
  await demandCommitted(store, sample.opening("a"), sample.opening("b"), sample.opening("c"));
}

/** What a submit commits to a contract that was just made. */
function usage(contract: string, event_id: string): AccountChange {
  return { contract, revision: 1, ...sample.usage(contract, event_id) };
}
