// What moves do to an invoice: what is asked for nothing is paid without money, and every move is remembered.
import { describe, expect, it } from "vitest";
import { draftInvoice, type Invoice, rateUsage } from "../../src/index.ts";
import { type Moved, moveInvoice, payInvoice, sendInvoice } from "../../src/invoicing/invoiceMoves.ts";
import { january } from "../laws/plain.ts";
import { eventsFor, termsOf } from "../laws.ts";

const perCall = { type: "usage", model: "per_unit", metric: "calls", unit_amount: "1" } as const;
const when = { at: "2026-02-03T08:00:00.000Z", today: "2026-02-03" };

/** January's invoice of so much, made final. */
function sent(quantity: string): Invoice {
  const { charges } = rateUsage(termsOf(perCall), eventsFor(perCall, [quantity]));
  return sendInvoice(draftInvoice(termsOf(perCall), charges, january), when.at, when.today, 14);
}

function after(moved: Moved): Invoice {
  if (!moved.ok) throw new Error(moved.issue.message);
  return moved.invoice;
}

describe("payInvoice", () => {
  it("says that an invoice that asks for nothing is paid, on that day and without a payment", () => {
    const paid = after(payInvoice(sent("0"), undefined, when));
    expect(paid).toMatchObject({ status: "paid", amount_paid: "0", paid_date: "2026-02-03" });
    expect(paid.history?.at(-1)).toEqual({ status: "paid", at: when.at });
  });

  it("says that it is paid on the day of the payment that leaves nothing", () => {
    const payment = { id: "p1", amount: "10", date: "2026-01-31" };
    expect(after(payInvoice(sent("10"), payment, when))).toMatchObject({ paid_date: "2026-01-31" });
  });

  it("leaves the day open while something is left to pay", () => {
    const part = after(payInvoice(sent("10"), { id: "p1", amount: "4", date: "2026-01-31" }, when));
    expect(part).toMatchObject({ status: "partial", amount_paid: "4", paid_date: null });
  });
});

describe("moveInvoice", () => {
  it("begins the history of an invoice that was kept without one", () => {
    const { history: _, ...bare } = sent("10");
    const viewed = after(moveInvoice(bare, "viewed", when.at));
    expect(viewed.history).toEqual([{ status: "viewed", at: when.at }]);
  });

  it("adds to the history that there is", () => {
    const viewed = after(moveInvoice(sent("10"), "viewed", when.at));
    expect(viewed.history?.map(({ status }) => status)).toEqual(["sent", "viewed"]);
  });
});
