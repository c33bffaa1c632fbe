// S5: which periods an invoice closes, and when; the store is who decides.
import { demand, demandEqual } from "../demand.ts";
import { commitUntilSettled, demandCommitted } from "../demandCommit.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

export const periodGateCases: readonly StoreCase[] = [
  storeCase("S5", "the periods around a closed one, and the contract itself, go on", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    await demandCommitted(store, { contract: "a", revision: 1, add_invoice: sample.invoice("a", "2026-03") });
    await demandCommitted(store, { contract: "a", revision: 2, ...sample.usage("a", "e2", "2026-02") });
    await demandCommitted(store, { contract: "a", revision: 3, ...sample.usage("a", "e3", "2026-04") });
    await demandCommitted(store, { contract: "a", revision: 4, replace_periods: ["2026-04-01"] });
    const put_contract = sample.contract("a", { status: "completed" });
    await demandCommitted(store, {
      contract: "a",
      revision: 5,
      put_contract,
      add_program: sample.program("a", 1),
    });
    await demandCommitted(store, { contract: "a", revision: 6, add_invoice: sample.invoice("a", "2026-04") });
    const { account, charges } = await takeSnapshot(store, "a");
    demandEqual(
      [account.revision, account.invoices.length],
      [7, 2],
      "the revision and the number of invoices",
    );
    demandEqual(
      charges.map((charge) => charge.event_id),
      ["e1", "e2"],
      "the events that are charged",
    );
  }),

  storeCase("S5", "a closed period is closed for its own contract only", async (store) => {
    await demandCommitted(
      store,
      sample.opening("a", { add_invoice: sample.invoice("a", "2026-03") }),
      sample.opening("b"),
    );
    await demandCommitted(store, { contract: "b", revision: 1, ...sample.usage("b", "e1") });
    demandEqual(
      (await takeSnapshot(store, "b")).charges.length,
      1,
      "charges in the other contract's open period",
    );
  }),

  storeCase("S5", "one commit may write into the very period that it closes", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const add_invoice = sample.invoice("a", "2026-03");
    const replace_periods = ["2026-03-01"];
    await demandCommitted(store, {
      contract: "a",
      revision: 1,
      add_invoice,
      replace_periods,
      ...sample.usage("a", "e2"),
    });
    const { account, charges } = await takeSnapshot(store, "a");
    demandEqual(account.invoices, [add_invoice], "the invoices");
    demandEqual(
      charges.map((charge) => charge.event_id),
      ["e2"],
      "the events that are charged",
    );
  }),

  storeCase(
    "S5",
    "usage that races the closing of its period is on the invoice or refused",
    async (store) => {
      await demandCommitted(store, sample.opening("a"));
      const submits = Array.from({ length: 10 }, (_, writer) =>
        commitUntilSettled(store, "a", ({ account }) => {
          return { contract: "a", revision: account.revision, ...sample.usage("a", `e${writer}`) };
        }),
      );
      const invoicing = commitUntilSettled(store, "a", ({ account, events }) => {
        const add_invoice = sample.invoice("a", "2026-03", { total: `${events.length}` });
        return { contract: "a", revision: account.revision, add_invoice };
      });
      const [closing, ...results] = await Promise.all([invoicing, ...submits]);
      demand(closing.ok, "the period was not closed, although nothing spoke against it");
      const { account, events, charges } = await takeSnapshot(store, "a");
      const done = results.filter((result) => result.ok).length;
      const counted = [account.invoices.map((invoice) => invoice.total), charges.length, done];
      demandEqual(
        counted,
        [[`${events.length}`], events.length, events.length],
        "invoiced, charged and done, in events",
      );
      const others = results.filter((result) => !result.ok && result.reason !== "period_closed");
      demandEqual(others, [], "submits that were refused for another reason than the closed period");
    },
  ),
];
