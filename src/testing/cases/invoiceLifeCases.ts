// S5, S6 and S7 for invoices: which close a period, how they are kept, and what of them moves.
import type { InvoiceState } from "../../store/billingStore.ts";
import { demandEqual } from "../demand.ts";
import { demandCommitted, demandRefused } from "../demandCommit.ts";
import type { SampleMonth } from "../sample.ts";
import { sample } from "../sample.ts";
import type { StoreCase } from "../storeCase.ts";
import { storeCase } from "../storeCase.ts";
import { takeSnapshot } from "../storeState.ts";

type SampleInvoice = ReturnType<typeof sample.invoice>;

export const invoiceLifeCases: readonly StoreCase[] = [
  storeCase("S5", "an invoice with a type closes no period", async (store) => {
    await demandCommitted(store, sample.opening("a", sample.usage("a", "e1")));
    const progressive = [typed("2026-03", "P1"), typed("2026-03", "P2")];
    for (const [index, add_invoice] of progressive.entries())
      await demandCommitted(store, { contract: "a", revision: index + 1, add_invoice });
    await demandCommitted(store, { contract: "a", revision: 3, ...sample.usage("a", "e2") });
    const own = sample.invoice("a", "2026-03");
    await demandCommitted(store, { contract: "a", revision: 4, add_invoice: own });
    const { account, charges } = await takeSnapshot(store, "a");
    demandEqual(account.invoices, [...progressive, own], "the invoices");
    demandEqual(charges.length, 2, "charges in the period");
  }),

  storeCase(
    "S5",
    "an invoice with a type is added beside the one that has closed its period",
    async (store) => {
      const own = sample.invoice("a", "2026-03");
      await demandCommitted(store, sample.opening("a", { add_invoice: own }));
      const corrections = [typed("2026-03", "C1"), typed("2026-03", "C2")];
      for (const [index, add_invoice] of corrections.entries())
        await demandCommitted(store, { contract: "a", revision: index + 1, add_invoice });
      demandEqual((await takeSnapshot(store, "a")).account.invoices, [own, ...corrections], "the invoices");
      const late = { contract: "a", revision: 3, ...sample.usage("a", "e1") };
      await demandRefused(store, [late], { contract: "a", reason: "period_closed" });
    },
  ),

  storeCase("S5", "a period whose invoice is cancelled stays closed", async (store) => {
    await demandCommitted(store, sample.opening("a", { add_invoice: sample.invoice("a", "2026-03") }));
    const move_invoices = [sample.invoiceState("2026-03", { status: "cancelled", amount_paid: "0" })];
    await demandCommitted(store, { contract: "a", revision: 1, move_invoices });
    const refused = { contract: "a", reason: "period_closed" } as const;
    const add_invoice = sample.invoice("a", "2026-03", { number: "INV-2" });
    await demandRefused(store, [{ contract: "a", revision: 2, add_invoice }], refused);
    await demandRefused(store, [{ contract: "a", revision: 2, ...sample.usage("a", "e1") }], refused);
  }),

  storeCase("S6", "invoices are kept by period, and within it as they were added", async (store) => {
    const march = sample.invoice("a", "2026-03", { number: "A" });
    const [p2, p1] = [typed("2026-02", "P2"), typed("2026-02", "P1")];
    const february = sample.invoice("a", "2026-02", { number: "M" });
    const january = sample.invoice("a", "2026-01", { number: "Z" });
    const [late, first] = [typed("2026-01", "C9"), typed("2026-01", "C1")];
    await demandCommitted(store, sample.opening("a"));
    for (const [index, add_invoice] of [march, p2, p1, february, january, late, first].entries())
      await demandCommitted(store, { contract: "a", revision: index + 1, add_invoice });
    const expected = [january, late, first, p2, p1, february, march];
    demandEqual((await takeSnapshot(store, "a")).account.invoices, expected, "the invoices");
    // A move is not an addition: it leaves the order.
    const move_invoices = [sample.invoiceState("2026-02", { number: p2.number })];
    await demandCommitted(store, { contract: "a", revision: 8, move_invoices });
    const numbers = (await takeSnapshot(store, "a")).account.invoices.map(({ number }) => number);
    demandEqual(
      numbers,
      expected.map(({ number }) => number),
      "the invoices' numbers after a move",
    );
  }),

  storeCase("S6", "a number that an invoice of the contract has is refused", async (store) => {
    const number = "INV-1";
    const add_invoice = sample.invoice("a", "2026-03", { number });
    await demandCommitted(store, sample.opening("a", { add_invoice }), sample.opening("b"));
    const same: readonly SampleInvoice[] = [
      sample.invoice("a", "2026-04", { number }),
      sample.invoice("a", "2026-04", { number, type: "progressive" }),
      sample.invoice("a", "2026-03", { number, type: "correction" }),
    ];
    for (const again of same) {
      const change = { contract: "a", revision: 1, add_invoice: again };
      await demandRefused(store, [change], { contract: "a", reason: "invoice_exists" });
    }
    const other = sample.invoice("b", "2026-03", { number });
    await demandCommitted(store, { contract: "b", revision: 1, add_invoice: other });
    demandEqual((await takeSnapshot(store, "b")).account.invoices, [other], "the other contract's invoices");
  }),

  storeCase("S6", "move_invoices moves these invoices on, and leaves the rest of them", async (store) => {
    const total = "1.00";
    const january = sample.invoice("a", "2026-01", { total });
    const february = sample.invoice("a", "2026-02", { total });
    const march = sample.invoice("a", "2026-03", { total });
    await demandCommitted(store, sample.opening("a", { add_invoice: january }));
    await demandCommitted(store, { contract: "a", revision: 1, add_invoice: february });
    await demandCommitted(store, { contract: "a", revision: 2, add_invoice: march });
    const partial = sample.invoiceState("2026-03");
    const viewed = { status: "viewed", amount_paid: "0", history: partial.history.slice(0, 1) } as const;
    const seen = sample.invoiceState("2026-01", viewed);
    await demandCommitted(store, { contract: "a", revision: 3, move_invoices: [partial, seen] });
    const paid = paidState(partial);
    await demandCommitted(store, { contract: "a", revision: 4, move_invoices: [paid] });
    const expected = [{ ...january, ...seen }, february, { ...march, ...paid }];
    demandEqual((await takeSnapshot(store, "a")).account.invoices, expected, "the invoices");
    demandEqual((await store.listAccounts())[0]?.invoices, expected, "the invoices in listAccounts");
  }),

  storeCase("S6", "one commit moves some invoices and adds another", async (store) => {
    const [february, march] = [sample.invoice("a", "2026-02"), sample.invoice("a", "2026-03")];
    await demandCommitted(store, sample.opening("a", { add_invoice: march }));
    const move_invoices = [sample.invoiceState("2026-03")];
    await demandCommitted(store, { contract: "a", revision: 1, add_invoice: february, move_invoices });
    const expected = [february, { ...march, ...move_invoices[0] }];
    demandEqual((await takeSnapshot(store, "a")).account.invoices, expected, "the invoices");
  }),

  storeCase("S7", "payments and moves come back digit for digit, in their order", async (store) => {
    const amounts = ["99999999999999999999.999999999999999999", "0.10", "10.00", "1e-7", "-0.50"];
    const history = amounts.map((amount, index) => {
      const payment = { id: `${["Z ", "a", "__proto__", "10", "9"][index]}`, amount, date: "2026-03-20" };
      return { status: "partial", at: `2026-03-20T09:30:0${9 - index}.100Z`, payment } as const;
    });
    const state = sample.invoiceState("2026-03", { amount_paid: "1.50", paid_date: "2026-04-01", history });
    const add_invoice = sample.invoice("a", "2026-03");
    await demandCommitted(store, sample.opening("a", { add_invoice }));
    await demandCommitted(store, { contract: "a", revision: 1, move_invoices: [state] });
    const { invoices } = (await takeSnapshot(store, "a")).account;
    demandEqual(invoices, [{ ...add_invoice, ...state }], "the invoice");
  }),
];

function typed(month: SampleMonth, suffix: string): SampleInvoice {
  const type = suffix.startsWith("P") ? "progressive" : "correction";
  return sample.invoice("a", month, { number: `INV-${month}-${suffix}`, type });
}

function paidState(partial: InvoiceState): InvoiceState {
  const payment = { id: "payment-2", amount: "0.90", date: "2026-03-28" };
  const move = { status: "paid", at: "2026-03-28T00:00:00.000Z", payment } as const;
  const history = [...partial.history, move];
  return { number: partial.number, status: "paid", paid_date: "2026-03-28", amount_paid: "1.00", history };
}
