// Money that came in for a final invoice.
import { describe, expect, it } from "vitest";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, changing, openAcme, use } from "./acme.ts";

const [first, second] = ["INV-2026-001", "INV-2026-002"] as const;

/** January asks for 100, and is final since 2 February; it is due on the 16th. */
async function sent(): Promise<Acme> {
  const acme = await openAcme({ now: "2026-02-02T09:00:00Z" });
  await acme.submit(use("e1", "100", "2026-01-10"));
  await acme.engine.finalizeInvoice(first);
  return acme;
}

describe("payments", () => {
  it("add up to what is due", async () => {
    const acme = await sent();
    const pay = (id: string, amount: string | number, date?: string) =>
      acme.engine.recordPayment(first, { id, amount, ...(date === undefined ? {} : { date }) });
    const part = await pay("p1", 30.5, "2026-02-01");
    expect(part).toMatchObject({ status: "partial", amount_paid: "30.5", paid_date: null });
    expect(part.history?.[1]?.payment).toEqual({ id: "p1", amount: "30.5", date: "2026-02-01" });
    expect(await pay("p2", "0.5")).toMatchObject({ status: "partial", amount_paid: "31" });
    const paid = await pay("p3", "69.00");
    expect(paid).toMatchObject({ status: "paid", amount_paid: "100", paid_date: "2026-02-02" });
    expect(paid.history?.map(({ status }) => status)).toEqual(["sent", "partial", "partial", "paid"]);
  });

  it("are told apart by their id: the same again is the same, other content is refused", async () => {
    const acme = await sent();
    const pay = (fields: object) => acme.engine.recordPayment(first, { id: "p1", amount: "30", ...fields });
    const part = await pay({});
    acme.clock.now = "2026-02-10T00:00:00Z";
    for (const again of [{}, { amount: 30 }, { amount: "30.00" }, { date: "2026-02-02" }])
      expect(await changing(acme, () => pay(again))).toEqual([part, false]);
    for (const other of [{ amount: "31" }, { date: "2026-02-10" }])
      expect(await changing(acme, () => refusedWith(pay(other)))).toEqual(["payment_conflict", false]);
    await acme.engine.recordPayment(first, { id: "p2", amount: "70" });
    expect((await changing(acme, () => pay({})))[1]).toBe(false);
    // The same id on another invoice is another payment.
    await acme.submit(use("f1", "30", "2026-02-10"));
    await acme.engine.finalizeInvoice(second);
    expect(await acme.engine.recordPayment(second, { id: "p1", amount: "30" })).toMatchObject({
      status: "paid",
    });
  });

  it("are never more than is due", async () => {
    const acme = await sent();
    const pay = (id: string, amount: string) => refusedWith(acme.engine.recordPayment(first, { id, amount }));
    expect(await changing(acme, () => pay("p1", "100.01"))).toEqual(["payment_exceeds_due", false]);
    expect(await pay("p1", "40")).toBe("not refused");
    expect(await pay("p2", "60.01")).toBe("payment_exceeds_due");
    expect(await pay("p2", "60")).toBe("not refused");
    expect(await pay("p3", "0.01")).toBe("invoice_move_illegal");
  });

  it("of a part leave an overdue invoice overdue", async () => {
    const acme = await sent();
    acme.clock.now = "2026-02-17T00:00:00Z";
    await acme.engine.updateInvoice(first, { status: "overdue" });
    expect(await acme.engine.recordPayment(first, { id: "p1", amount: "99.99" })).toMatchObject({
      status: "overdue",
    });
    expect(await refusedWith(acme.engine.updateInvoice(first, { status: "cancelled" }))).toBe(
      "invoice_move_illegal",
    );
    const paid = await acme.engine.updateInvoice(first, { status: "paid" });
    expect([paid.amount_paid, paid.history?.at(-1)?.payment?.amount]).toEqual(["100", "0.01"]);
  });

  it("are not for drafts, nor for what was cancelled", async () => {
    const acme = await sent();
    const pay = (number: string) => refusedWith(acme.engine.recordPayment(number, { id: "p1", amount: "1" }));
    expect(await pay(second)).toBe("invoice_move_illegal");
    await acme.engine.updateInvoice(first, { status: "cancelled" });
    expect(await pay(first)).toBe("invoice_move_illegal");
  });
});
