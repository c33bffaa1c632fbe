// Numbers of invoices, their moves, histories, and amounts that are rounded or shared out: each at its bounds.
import { describe, expect, it } from "vitest";
import { calendarOf } from "../../../src/calendar/billingCalendar.ts";
import { decimalOf, formatDecimal } from "../../../src/decimal/decimal.ts";
import { checkHistory } from "../../../src/invoicing/checkHistory.ts";
import { findPeriod } from "../../../src/invoicing/findPeriod.ts";
import {
  amountDue,
  findPayment,
  isPastDue,
  type Moved,
  moveInvoice,
  payInvoice,
  sendInvoice,
} from "../../../src/invoicing/invoiceMoves.ts";
import { invoiceNumber, periodOfNumber, readNumber } from "../../../src/invoicing/invoiceNumber.ts";
import { roundDecimal } from "../../../src/invoicing/roundDecimal.ts";
import { shareAmount } from "../../../src/invoicing/shareAmount.ts";
import { BillingError } from "../../../src/model/errors.ts";
import type { Invoice, InvoiceStatus } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { january, plainContract } from "../../laws/plain.ts";

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return error.issues.map(({ code, path }) => `${code} ${path}`).join(", ");
  }
}

describe("roundDecimal", () => {
  it("takes scales from -100 to 100", () => {
    expect(roundDecimal("1.005", 2, "half_up")).toBe("1.01");
    expect([roundDecimal("1", 100, "up"), roundDecimal("1", -100, "down")]).toEqual(["1", "0"]);
    expect(
      [101, -101, 0.5, Number.NaN].map((scale) => refusalOf(() => roundDecimal("1", scale, "up"))),
    ).toEqual(Array(4).fill("integer_invalid scale"));
  });

  it("says which of its arguments is wrong", () => {
    expect(refusalOf(() => roundDecimal("x", 2, "up"))).toBe("decimal_invalid_format value");
    expect(refusalOf(() => roundDecimal("1", 2, "sideways" as "up"))).toBe("value_invalid mode");
  });
});

describe("shareAmount", () => {
  const share = (amount: string, ...weights: string[]) =>
    shareAmount(decimalOf(amount), weights.map(decimalOf), 2).map(formatDecimal);

  it("gives what is left over to the largest remainders, the first where these are equal", () => {
    expect(share("1", "1", "1", "1")).toEqual(["0.34", "0.33", "0.33"]);
    expect(share("-1", "1", "1", "1")).toEqual(["-0.34", "-0.33", "-0.33"]);
    expect(share("0.02", "1", "1", "1")).toEqual(["0.01", "0.01", "0"]);
    expect(share("1", "1", "2", "4")).toEqual(["0.14", "0.29", "0.57"]);
  });

  it("gives all to the first where nothing has a weight", () => {
    expect(share("1", "0", "0")).toEqual(["1", "0"]);
  });
});

describe("numbers of invoices", () => {
  const calendar = calendarOf(plainContract);
  const period = (start: string) => calendar.periodAt(Date.parse(`${start}T12:00:00Z`));

  it("lead back to the period that has them", () => {
    for (const start of ["2026-01-01", "2026-12-01", "2027-01-01"]) {
      const found = period(start);
      if (found === undefined) throw new Error("no such period");
      expect(periodOfNumber(plainContract, invoiceNumber(plainContract, calendar, found))?.period.start).toBe(
        start,
      );
    }
  });

  it("lead nowhere where no period has them", () => {
    const none = [
      "INV-2026-013",
      "INV-2026-000",
      "INV-2026-1",
      "INV-2025-012",
      "OUT-2026-001",
      "xINV-2026-001",
      "INV-2026-0001",
      "INV-2026-001x",
      "x\nINV-2026-001",
      "INV-2026-001\n",
    ];
    expect(none.map((number) => periodOfNumber(plainContract, number))).toEqual(none.map(() => undefined));
    const ended = { ...plainContract, end_date: "2026-03-01" };
    expect(
      ["INV-2026-002", "INV-2026-003", "INV-2027-001"].map(
        (number) => periodOfNumber(ended, number)?.period.start,
      ),
    ).toEqual(["2026-02-01", undefined, undefined]);
  });

  it("begin anew with the first period that begins in a year", () => {
    const weekly = {
      ...plainContract,
      billing_cadence: "weekly",
      billing_anchor_date: "2026-01-05",
      invoice_prefix: "W-1",
    } as const;
    expect(periodOfNumber(weekly, "W-1-2026-001")?.period.start).toBe("2026-01-01");
    expect(periodOfNumber(weekly, "W-1-2026-002")?.period.start).toBe("2026-01-05");
    expect(periodOfNumber(weekly, "W-1-2027-001")?.period.start).toBe("2027-01-04");
    expect(periodOfNumber(weekly, "W-1-2026-054")).toBeUndefined();
  });

  it.each([
    ["INV-2026-001", { base: "INV-2026-001", type: undefined, place: 0 }],
    ["INV-2026-001-P1", { base: "INV-2026-001", type: "progressive", place: 1 }],
    ["INV-2026-001-C12", { base: "INV-2026-001", type: "correction", place: 12 }],
    ["INV-2026-001-C0", { base: "INV-2026-001-C0", type: undefined, place: 0 }],
    ["INV-2026-001-X1", { base: "INV-2026-001-X1", type: undefined, place: 0 }],
    ["INV-2026-001-P1x", { base: "INV-2026-001-P1x", type: undefined, place: 0 }],
    ["x\nINV-2026-001-P1", { base: "x\nINV-2026-001-P1", type: undefined, place: 0 }],
  ])("are read in parts: %s", (number, parts) => {
    expect(readNumber(number)).toEqual(parts);
  });
});

describe("moves of an invoice", () => {
  const times = { at: "2026-02-10T00:00:00.000Z", today: "2026-02-10" };
  const of = (status: InvoiceStatus, terms: Partial<Invoice> = {}): Invoice =>
    ({
      number: "INV-2026-001",
      status,
      total: "10",
      due_date: "2026-02-15",
      paid_date: null,
      ...terms,
    }) as Invoice;
  const told = (moved: Moved) =>
    moved.ok ? moved.invoice.status : `${moved.issue.code} ${moved.issue.path}: ${moved.issue.message}`;
  const statuses = ["draft", "sent", "viewed", "partial", "overdue", "paid", "cancelled"] as const;
  const moves = ["sent", "viewed", "overdue", "cancelled"] as const;

  it("go only where each status leads", () => {
    const table = statuses.map((from) => moves.filter((to) => moveInvoice(of(from), to, times.at).ok));
    expect(table).toEqual([
      ["sent"],
      ["viewed", "overdue", "cancelled"],
      ["overdue", "cancelled"],
      ["overdue"],
      ["overdue", "cancelled"],
      [],
      [],
    ]);
  });

  it("say where a status leads, and where it leads nowhere", () => {
    expect(told(moveInvoice(of("draft"), "viewed", times.at))).toBe(
      "invoice_move_illegal status: INV-2026-001 is draft: it can become sent, not viewed",
    );
    expect(told(moveInvoice(of("viewed"), "sent", times.at))).toContain(
      "it can become partial, paid, overdue, cancelled, not sent",
    );
    expect(told(moveInvoice(of("paid"), "sent", times.at))).toContain("it can become nothing, not sent");
    expect(told(moveInvoice(of("overdue", { amount_paid: "1" }), "cancelled", times.at))).toContain(
      "invoice_move_illegal : has been paid in part (1)",
    );
  });

  it("by a payment lead to partial, paid, or overdue as it was", () => {
    const pay = (from: InvoiceStatus, amount: string, terms: Partial<Invoice> = {}) =>
      told(payInvoice(of(from, terms), { id: "p", amount, date: "2026-02-09" }, times));
    expect(statuses.map((from) => pay(from, "4").split(" ")[0])).toEqual([
      "invoice_move_illegal",
      "partial",
      "partial",
      "partial",
      "overdue",
      "invoice_move_illegal",
      "invoice_move_illegal",
    ]);
    expect(statuses.map((from) => pay(from, "10").split(" ")[0])).toEqual([
      "invoice_move_illegal",
      "paid",
      "paid",
      "paid",
      "paid",
      "invoice_move_illegal",
      "invoice_move_illegal",
    ]);
    expect(pay("sent", "10.01")).toBe(
      "payment_exceeds_due amount: must not be above what is left to pay, 10, is 10.01",
    );
    expect(pay("partial", "7", { amount_paid: "4" })).toContain("what is left to pay, 6, is 7");
    expect(pay("cancelled", "11")).toContain("invoice_move_illegal");
  });

  it("keep the payment, its day, and what has been paid so far", () => {
    const payment = { id: "p", amount: "6", date: "2026-02-09" };
    const paid = payInvoice(
      of("partial", { amount_paid: "4", history: [{ status: "sent", at: "x" }] }),
      payment,
      times,
    );
    expect(paid.ok && paid.invoice).toMatchObject({
      amount_paid: "10",
      paid_date: "2026-02-09",
      history: [
        { status: "sent", at: "x" },
        { status: "paid", at: times.at, payment },
      ],
    });
    const part = payInvoice(of("sent"), { ...payment, amount: "1" }, times);
    expect(part.ok && [part.invoice.paid_date, part.invoice.amount_paid]).toEqual([null, "1"]);
    expect(paid.ok && findPayment(paid.invoice, "p")).toEqual(payment);
    expect(paid.ok && findPayment(paid.invoice, "q")).toBeUndefined();
    expect(findPayment(of("sent"), "p")).toBeUndefined();
  });

  it("without a payment say that nothing is left to pay, on that day", () => {
    const settled = payInvoice(of("sent", { total: "0" }), undefined, times);
    expect(settled.ok && settled.invoice).toMatchObject({
      status: "paid",
      paid_date: times.today,
      amount_paid: "0",
    });
    expect(settled.ok && settled.invoice.history).toStrictEqual([{ status: "paid", at: times.at }]);
    expect(told(payInvoice(of("sent"), undefined, times))).toBe("partial");
  });

  it("make a draft final on a day, or on its own where that is later, and due so many days after", () => {
    const draft = of("draft", { issued_date: "2026-02-01" });
    expect(sendInvoice(draft, times.at, "2026-02-10", 14)).toMatchObject({
      issued_date: "2026-02-10",
      due_date: "2026-02-24",
      amount_paid: "0",
      status: "sent",
    });
    expect(sendInvoice(draft, times.at, "2026-01-10", 14)).toMatchObject({
      issued_date: "2026-02-01",
      due_date: "2026-02-15",
    });
  });

  it("are past due the day after, while something is left to pay", () => {
    const days = ["2026-02-15", "2026-02-16"];
    const due = (invoice: Invoice) => days.map((day) => isPastDue(invoice, day));
    expect(due(of("sent"))).toEqual([false, true]);
    expect(due(of("partial", { amount_paid: "9.99" }))).toEqual([false, true]);
    expect(due(of("partial", { amount_paid: "10" }))).toEqual([false, false]);
    expect([due(of("overdue")), due(of("paid")), due(of("cancelled")), due(of("draft"))].flat()).toEqual(
      Array(8).fill(false),
    );
    expect(amountDue(of("partial", { amount_paid: "9.99" }))).toBe("0.01");
  });
});

describe("checkHistory", () => {
  const line = { description: "R", version: 1, rule_id: "r", amount: "1", quantity: "1" };
  const invoice = {
    contract: "acme",
    number: "n",
    status: "sent",
    billing_period: { start: "2026-01-01", end: "2026-01-31" },
    line_items: [line],
  };
  const grant = {
    contract: "acme",
    id: "g",
    amount: "1",
    priority: 50,
    effective_date: null,
    expiry_date: null,
  };
  const tax = {
    tax: "vat",
    name: "VAT",
    rate: "0.1",
    inclusive: false,
    amount: "1",
    period_start: "2026-01-01",
  };
  const good = { invoices: [invoice], grants: [grant], corrected_periods: ["2026-01-01"] };
  const refused = (history: unknown) =>
    refusalOf(() => checkHistory(history as Parameters<typeof checkHistory>[0]));

  it("takes what has been answered", () => {
    expect(refused(good)).toBeUndefined();
    expect(refused({ invoices: [], grants: [], corrected_periods: [] })).toBeUndefined();
    expect(refused({ ...good, invoices: [{ ...invoice, line_items: [] }] })).toBeUndefined();
    const { billing_period } = invoice;
    const full = {
      ...{ ...line, rule_id: null, refers_to: { invoice: "m", billing_period } },
      ...{ discounts: [{ discount: "d", amount: "-1" }], credits: [{ grant: "g", amount: "0.5" }] },
      taxes: [{ tax: "vat", amount: "0" }],
    };
    const taxes = [tax];
    const carried = [{ invoice: "n", amount: "-1" }];
    expect(
      refused({ ...good, invoices: [{ ...invoice, line_items: [full], taxes, carried }] }),
    ).toBeUndefined();
    const dated = { ...grant, effective_date: "2026-01-01", expiry_date: "2026-02-01", rules: ["r"] };
    expect(refused({ ...good, grants: [dated] })).toBeUndefined();
  });

  it.each([null, undefined, 7, "history"])("refuses %j as no history", (history) => {
    expect(refused(history)).toBe("field_type history");
  });

  it.each([
    [7],
    [null],
    ["invoice"],
    [{ ...invoice, billing_period: undefined }],
    [{ ...invoice, billing_period: null }],
    [{ ...invoice, billing_period: { start: 7 } }],
    [{ ...invoice, number: 7 }],
    [{ ...invoice, status: undefined }],
    [{ ...invoice, number: 7, status: 7 }],
    [{ ...invoice, line_items: undefined }],
    [{ ...invoice, line_items: { length: 0 } }],
    [{ ...invoice, line_items: [null] }],
    [{ ...invoice, line_items: [{ ...line, amount: 1 }] }],
    [{ ...invoice, line_items: [{ ...line, quantity: 1 }] }],
    [{ ...invoice, line_items: [line, {}] }],
    [{ ...invoice, line_items: [{ ...line, rule_id: undefined }] }],
    [{ ...invoice, line_items: [{ ...line, description: 7 }] }],
    [{ ...invoice, line_items: [{ ...line, version: "1" }] }],
    [{ ...invoice, line_items: [{ ...line, group: { region: undefined } }] }],
    [{ ...invoice, line_items: [{ ...line, refers_to: { billing_period: invoice.billing_period } }] }],
    [{ ...invoice, line_items: [{ ...line, amount: "1e9" }] }],
    [{ ...invoice, line_items: [{ ...line, discounts: [{ discount: "d" }] }] }],
    [{ ...invoice, line_items: [{ ...line, discounts: [{ amount: "1" }] }] }],
    [{ ...invoice, line_items: [{ ...line, credits: { length: 0 } }] }],
    [{ ...invoice, line_items: [{ ...line, credits: [{ grant: "g", amount: 1 }] }] }],
    [{ ...invoice, line_items: [{ ...line, taxes: [{ tax: 7, amount: "1" }] }] }],
    [{ ...invoice, line_items: [{ ...line, refers_to: {} }] }],
    [{ ...invoice, line_items: [{ ...line, refers_to: null }] }],
    [{ ...invoice, billing_period: { start: "2026-01-01", end: "soon" } }],
    [{ ...invoice, taxes: [{ ...tax, period_start: undefined }] }],
    [{ ...invoice, taxes: [{ ...tax, name: 7 }] }],
    [{ ...invoice, taxes: [{ ...tax, rate: 0.1 }] }],
    [{ ...invoice, taxes: [{ ...tax, inclusive: "no" }] }],
    [{ ...invoice, taxes: [{ ...tax, amount: "" }] }],
    [{ ...invoice, carried: [{ amount: "1" }] }],
    [{ ...invoice, contract: undefined }],
    [{ ...invoice, carried: [{ invoice: "n", amount: "+1" }] }],
  ])("refuses %j as an invoice", (wrong) => {
    expect(refused({ ...good, invoices: [invoice, wrong] })).toBe("field_type history.invoices");
  });

  it.each([
    [7],
    [null],
    [{ ...grant, id: 7 }],
    [{ ...grant, contract: undefined }],
    [{ ...grant, amount: 1 }],
    [{ ...grant, priority: "50" }],
    [{ ...grant, id: undefined }],
    [{ ...grant, effective_date: "soon" }],
    [{ ...grant, expiry_date: 7 }],
    [{ ...grant, rules: [7] }],
    [{ ...grant, rules: "r" }],
  ])("refuses %j as a grant", (wrong) => {
    expect(refused({ ...good, grants: [grant, wrong] })).toBe("field_type history.grants");
  });

  it("looks again at a list that somebody may have added to", () => {
    const invoices: unknown[] = [invoice];
    expect(refused({ ...good, invoices })).toBeUndefined();
    invoices.push(7);
    expect(refused({ ...good, invoices })).toBe("field_type history.invoices");
    const frozen = Object.freeze([invoice]);
    for (let turn = 0; turn < 2; turn += 1) expect(refused({ ...good, invoices: frozen })).toBeUndefined();
  });

  it("looks at a list again that is given as another one, and at holes", () => {
    const invoices = Object.freeze([]);
    const grants = Object.freeze([grant]);
    expect(refused({ ...good, invoices, grants })).toBeUndefined();
    expect(refused({ ...good, invoices: grants, grants })).toBe("field_type history.invoices");
    expect(refused({ ...good, invoices: new Array(1) })).toBe("field_type history.invoices");
  });

  it("tells of each list that is wrong", () => {
    expect(refused({ corrected_periods: [7] })).toBe(
      "field_type history.invoices, field_type history.grants, field_type history.corrected_periods",
    );
  });
});

describe("findPeriod", () => {
  it("knows the contract's own periods by their first day, and no others", () => {
    expect(findPeriod(plainContract, january).period.start).toBe("2026-01-01");
    const others: unknown[] = [
      undefined,
      null,
      {},
      { start: 7 },
      { start: ["2026-01-01"] },
      { start: "soon" },
      { start: "2026-01-02" },
      { start: "2025-12-01" },
    ];
    expect(others.map((period) => refusalOf(() => findPeriod(plainContract, period as Period)))).toEqual(
      others.map(() => "period_unknown period"),
    );
  });
});
