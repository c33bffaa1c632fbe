// S6: what each part of a change does, as the next read shows it.
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const changeCases: readonly StoreCase[] = [
  storeCase("S6", "put_contract replaces the contract and leaves everything else", async (store) => {
    await demandCommitted(
      store,
      sample.opening("a", { add_program: sample.program("a", 1), ...sample.usage("a", "e1") }),
    );
    const before = await takeSnapshot(store, "a");
    const contract = sample.contract("a", {
      customer_name: "Other",
      status: "completed",
      end_date: "2026-12-31",
    });
    await demandCommitted(store, { contract: "a", revision: 1, put_contract: contract });
    const expected = { ...before, account: { ...before.account, contract, revision: 2 } };
    demandEqual(await takeSnapshot(store, "a"), expected, "the snapshot after put_contract");
    await demandCommitted(store, { contract: "a", revision: 2 });
    demandEqual(
      (await takeSnapshot(store, "a")).account.contract,
      contract,
      "the contract after a commit without put_contract",
    );
  }),

  storeCase(
    "S6",
    "programs are kept ascending, and a version that is not above all others is refused",
    async (store) => {
      await demandCommitted(store, sample.opening("a", { add_program: sample.program("a", 2) }));
      await demandCommitted(store, { contract: "a", revision: 1, add_program: sample.program("a", 9) });
      await demandCommitted(store, { contract: "a", revision: 2, add_program: sample.program("a", 10) });
      for (const version of [1, 2, 3, 9, 10]) {
        const change = { contract: "a", revision: 3, add_program: sample.program("a", version) };
        await demandRefused(store, [change], { contract: "a", reason: "version_exists" });
      }
      const { programs } = (await takeSnapshot(store, "a")).account;
      demandEqual(
        programs,
        [2, 9, 10].map((version) => sample.program("a", version)),
        "the programs",
      );
    },
  ),

  storeCase("S6", "invoices are kept by period, in whatever order the periods were closed", async (store) => {
    const months = ["2026-02", "2026-04", "2026-01", "2026-03"] as const;
    await demandCommitted(store, sample.opening("a"));
    for (const [index, month] of months.entries()) {
      await demandCommitted(store, {
        contract: "a",
        revision: index + 1,
        add_invoice: sample.invoice("a", month),
      });
    }
    const { invoices } = (await takeSnapshot(store, "a")).account;
    demandEqual(
      invoices,
      [...months].sort().map((month) => sample.invoice("a", month)),
      "the invoices",
    );
  }),

  storeCase("S6", "replace_periods drops the charges and totals of exactly these periods", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1", "2026-01")));
    await demandCommitted(store, { contract: "a", revision: 1, ...sample.usage("a", "e2", "2026-02") });
    await demandCommitted(store, { contract: "a", revision: 2, ...sample.usage("a", "e3", "2026-03") });
    await demandCommitted(store, { contract: "a", revision: 3, ...sample.usage("a", "e4", "2026-04") });
    const before = await takeSnapshot(store, "a");
    // The third has nothing to drop; the new charge goes in after the old ones are out.
    const replace_periods = ["2026-04-01", "2026-02-01", "2026-12-01"];
    const charge = sample.charge("a", "e2", { period: sample.period("2026-02"), amount: "7" });
    await demandCommitted(store, { contract: "a", revision: 4, replace_periods, add_charges: [charge] });
    const after = await takeSnapshot(store, "a");
    demandEqual(after.charges, [before.charges[0], before.charges[2], charge], "the charges");
    demandEqual(
      after.totals.map((total) => total.period_start),
      ["2026-01-01", "2026-03-01"],
      "the periods that have totals",
    );
    demandEqual(after.events, before.events, "the events, which rating again does not touch");
  }),

  storeCase("S6", "put_totals replaces by rule, version and period, and else adds", async (store) => {
    const total = sample.total;
    const per_event = { amount: "1.5", free_events: 2, free_amount: "0", free_over: false };
    const first = [
      total("1"),
      total("2", { rule_id: "rule-2", per_event }),
      total("3", { version: 2 }),
      total("4", { period_start: "2026-04-01" }),
      // Keys that would run together if they were joined without care.
      total("5", { rule_id: "1", version: 11 }),
      total("6", { rule_id: "11", version: 1 }),
    ];
    await demandCommitted(store, sample.opening("a", { put_totals: first }));
    const second = [total("10"), total("30", { version: 2 }), total("7", { rule_id: "rule-3" })];
    await demandCommitted(store, { contract: "a", revision: 1, put_totals: second });
    const { totals } = await takeSnapshot(store, "a");
    const quantities = totals.map((each) => each.quantity).sort();
    demandEqual(quantities, ["10", "2", "30", "4", "5", "6", "7"], "the quantities of all totals");
    demandEqual(
      totals.find((each) => each.rule_id === "rule-2"),
      first[1],
      "a total that was not replaced",
    );
  }),

  storeCase(
    "S6",
    "set_statuses changes the status of these events and nothing else, in every read",
    async (store) => {
      const add_events = ["e1", "e2", "e3"].map((id) => sample.record("a", id));
      await demandCommitted(store, sample.opening("a", { add_events }));
      const before = await takeSnapshot(store, "a");
      const statuses = [
        { event_id: "e3", status: "accepted" },
        { event_id: "e1", status: "accepted" },
        { event_id: "e2", status: "rated" },
      ] as const;
      await demandCommitted(store, { contract: "a", revision: 1, set_statuses: statuses });
      const expected = before.events.map((record) => {
        return { ...record, status: statuses.find((set) => set.event_id === record.event.event_id)?.status };
      });
      demandEqual((await takeSnapshot(store, "a")).events, expected, "the events of a snapshot");
      demandEqual(
        (await takeSnapshot(store, "a", { event_ids: ["e1"] })).events,
        [expected[0]],
        "the event read by its id",
      );
      demandEqual(await store.findEvent("e3"), [expected[2]], "the record that findEvent answers");
      const listed = await store.listUsage({ status: "accepted", limit: 10 });
      demandEqual(
        listed.map((record) => record.event.event_id),
        ["e3", "e1"],
        "the events listed by their new status",
      );
    },
  ),
];
