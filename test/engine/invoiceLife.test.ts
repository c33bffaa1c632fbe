// What becomes of an invoice once it is final: moves, payments, and when it can be made final at all.
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, changing, openAcme, use } from "./acme.ts";

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;

/** January asks for 100, and is final since 2 February; it is due on the 16th. */
async function sent(contract: object = {}): Promise<Acme> {
  const acme = await openAcme({ now: "2026-02-02T09:00:00Z", contract });
  await acme.submit(use("e1", "100", "2026-01-10"));
  await acme.engine.finalizeInvoice(first);
  return acme;
}

function statuses({ history = [] }: Invoice): string[] {
  return history.map(({ status }) => status);
}

/** What never changes. */
function frozen({ status: _s, paid_date: _p, amount_paid: _a, history: _h, ...rest }: Invoice): unknown {
  return rest;
}

describe("an invoice that is made final", () => {
  it("is issued today and due after the net days, and remembers when it was sent", async () => {
    const acme = await openAcme({ now: "2026-02-02T09:00:00Z", contract: { net_days: 30 } });
    await acme.submit(use("e1", "100", "2026-01-10"));
    const draft = await acme.engine.getInvoice(first);
    expect(await acme.engine.updateInvoice(first, { status: "sent" })).toEqual({
      ...draft,
      ...{ status: "sent", issued_date: "2026-02-02", due_date: "2026-03-04", amount_paid: "0" },
      history: [{ status: "sent", at: "2026-02-02T09:00:00.000Z" }],
    });
    // One of a period that is yet to begin is issued with it.
    await acme.submit(use("m1", "5", "2026-03-10"));
    expect(await acme.engine.finalizeInvoice(third)).toMatchObject({
      issued_date: "2026-03-01",
      due_date: "2026-03-31",
    });
  });

  it("is issued on the day that it is where the contract is", async () => {
    const acme = await openAcme({
      now: "2026-02-02T09:00:00Z",
      contract: { timezone: "Pacific/Kiritimati" },
    });
    acme.clock.now = "2026-02-02T10:00:00Z";
    expect((await acme.engine.finalizeInvoice(first)).issued_date).toBe("2026-02-03");
  });

  it("stays as it is, however often it is made final", async () => {
    const acme = await sent();
    const final = await acme.engine.getInvoice(first);
    acme.clock.now = "2026-02-20T00:00:00Z";
    expect(await changing(acme, () => acme.engine.finalizeInvoice(first))).toEqual([final, false]);
    await acme.engine.updateInvoice(first, { status: "viewed" });
    expect((await acme.engine.finalizeInvoice(first)).status).toBe("viewed");
  });
});

describe("grace days", () => {
  it.each([
    // New York: standard time up to 8 March 2026, 02:00, five hours behind UTC; then four. January ends at 05:00 UTC.
    ["none in winter", "America/New_York", "2026-01-01", 0, first, "2026-02-01T05:00:00.000Z"],
    ["three in winter", "America/New_York", "2026-01-01", 3, first, "2026-02-04T05:00:00.000Z"],
    [
      "none, on the day of the change",
      "America/New_York",
      "2026-01-08",
      0,
      second,
      "2026-03-08T05:00:00.000Z",
    ],
    [
      "one, over the change: 23 hours",
      "America/New_York",
      "2026-01-08",
      1,
      second,
      "2026-03-09T04:00:00.000Z",
    ],
    // Berlin goes back on 25 October 2026: a day of 25 hours.
    [
      "one, over the change back",
      "Europe/Berlin",
      "2026-01-25",
      1,
      "INV-2026-009",
      "2026-10-25T23:00:00.000Z",
    ],
    // On Lord Howe Island the clock is put on by half an hour, on 4 October 2026.
    [
      "one, over half an hour",
      "Australia/Lord_Howe",
      "2026-01-04",
      1,
      "INV-2026-009",
      "2026-10-04T13:00:00.000Z",
    ],
  ])("%s end at an instant in %s", async (_, timezone, billing_anchor_date, grace_days, number, instant) => {
    const dates = { start_date: billing_anchor_date, billing_anchor_date };
    const acme = await openAcme({ contract: { timezone, grace_days, ...dates }, now: instant });
    const at = Date.parse(instant);
    acme.clock.now = new Date(at - 1).toISOString();
    const early = () => refusedWith(acme.engine.finalizeInvoice(number));
    expect(await changing(acme, early)).toEqual(["grace_period", false]);
    acme.clock.now = instant;
    expect((await acme.engine.finalizeInvoice(number)).status).toBe("sent");
  });

  it("left out, let an invoice be made final before its period is over, and then late usage is corrected", async () => {
    const acme = await openAcme({ now: "2026-01-05T00:00:00Z" });
    await acme.engine.finalizeInvoice(first);
    await acme.submit(use("e1", "7", "2026-01-20"));
    expect(await acme.lines(second)).toEqual(["correction calls 2026-01-01 7"]);
  });

  it("do not hold back what is cut inside the period, but what is corrected after the last one", async () => {
    const contract = { grace_days: 5, end_date: "2026-02-01" };
    const acme = await openAcme({
      contract,
      above: { progressive_threshold: "50" },
      now: "2026-01-20T00:00:00Z",
    });
    await acme.submit(use("e1", "60", "2026-01-10"));
    expect((await acme.engine.finalizeInvoice(`${first}-P1`)).total).toBe("60");
    expect(await refusedWith(acme.engine.finalizeInvoice(first))).toBe("grace_period");
    acme.clock.now = "2026-02-06T00:00:00Z";
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    expect((await acme.engine.finalizeInvoice(`${first}-C1`)).credit_note?.amount).toBe("60");
  });
});

describe("moves", () => {
  it("go on from sent over viewed, and are remembered, while nothing else changes", async () => {
    const acme = await sent();
    const before = await acme.engine.getInvoice(first);
    acme.clock.now = "2026-02-05T00:00:00Z";
    const viewed = await acme.engine.updateInvoice(first, { status: "viewed" });
    expect(viewed.history?.[1]).toEqual({ status: "viewed", at: "2026-02-05T00:00:00.000Z" });
    expect(frozen(viewed)).toEqual(frozen(before));
    expect(await changing(acme, () => acme.engine.updateInvoice(first, { status: "viewed" }))).toEqual([
      viewed,
      false,
    ]);
    const paid = await acme.engine.updateInvoice(first, { status: "paid" });
    expect([statuses(paid), paid.amount_paid, paid.paid_date]).toEqual([
      ["sent", "viewed", "paid"],
      "100",
      "2026-02-05",
    ]);
    expect(await changing(acme, () => acme.engine.updateInvoice(first, { status: "paid" }))).toEqual([
      paid,
      false,
    ]);
    for (const status of ["viewed", "overdue", "cancelled"] as const)
      expect(await refusedWith(acme.engine.updateInvoice(first, { status }))).toBe("invoice_move_illegal");
  });

  it("are refused to drafts, for fields that do not move, and for statuses that there are not", async () => {
    const acme = await sent();
    for (const status of ["viewed", "paid", "overdue", "cancelled"] as const)
      expect(await refusedWith(acme.engine.updateInvoice(second, { status }))).toBe("invoice_move_illegal");
    const update = (number: string, fields: object) =>
      refusedWith(acme.engine.updateInvoice(number, fields as never));
    expect(await update(first, { status: "viewed", total: "1" })).toBe("invoice_final");
    expect(await update(first, { note: "x" })).toBe("field_unknown");
    expect(await update(first, {})).toBe("field_missing");
    expect(await update(first, { status: "partial" })).toBe("status_invalid");
    expect(await update("INV-2031-001", { status: "paid" })).toBe("invoice_unknown");
  });

  it("make an invoice overdue after its due date, in the contract's zone, and not on it", async () => {
    const acme = await sent({ timezone: "America/New_York" });
    const overdue = () => acme.engine.updateInvoice(first, { status: "overdue" });
    acme.clock.now = "2026-02-17T04:59:59.999Z";
    expect(await changing(acme, () => refusedWith(overdue()))).toEqual(["invoice_move_illegal", false]);
    acme.clock.now = "2026-02-17T05:00:00Z";
    expect(statuses(await overdue())).toEqual(["sent", "overdue"]);
    expect((await changing(acme, overdue))[1]).toBe(false);
    expect(await refusedWith(acme.engine.updateInvoice(first, { status: "viewed" }))).toBe(
      "invoice_move_illegal",
    );
  });
});

describe("a cancelled invoice", () => {
  it("asks for nothing: the next draft does, and its period takes what comes late", async () => {
    const acme = await sent();
    const cancelled = await acme.engine.updateInvoice(first, { status: "cancelled" });
    expect([statuses(cancelled), cancelled.total]).toEqual([["sent", "cancelled"], "100"]);
    expect(await changing(acme, () => acme.engine.updateInvoice(first, { status: "cancelled" }))).toEqual([
      cancelled,
      false,
    ]);
    await acme.submit(use("late", "5", "2026-01-20"));
    expect(await acme.lines(second)).toEqual(["correction calls 2026-01-01 105"]);
    await acme.engine.finalizeInvoice(second);
    expect(await acme.corrected()).toEqual([]);
    // With the one that billed it again gone too, it comes a third time.
    await acme.engine.updateInvoice(second, { status: "cancelled" });
    expect(await acme.lines(third)).toEqual(["correction calls 2026-01-01 105"]);
  });

  it("is not one of which something was paid", async () => {
    const acme = await sent();
    await acme.engine.recordPayment(first, { id: "p1", amount: "0.01" });
    const cancel = () => refusedWith(acme.engine.updateInvoice(first, { status: "cancelled" }));
    expect(await changing(acme, cancel)).toEqual(["invoice_move_illegal", false]);
  });
});
