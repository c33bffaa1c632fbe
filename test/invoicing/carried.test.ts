// An invoice below zero asks for nothing: what is left goes to the next open period, or is owed in a credit note.
import { describe, expect, it } from "vitest";
import { type Books, carries, inWords, openBooks, unit } from "./books.ts";

const [jan, feb, mar, apr] = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"] as const;
const rules = [unit("a")];

/** Books with that much of a, on the last days of months from January on. */
function monthly(amounts: readonly string[], contract: object = {}, above: object = {}): Books {
  const books = openBooks([[null, rules, above]], contract);
  for (const [at, amount] of amounts.entries()) {
    const day = [jan, feb, mar, apr][at];
    if (day !== undefined) books.use(`e${at}`, ["a", day, amount]);
  }
  return books;
}

/** What sent invoices ask for and carry, one after the other. */
function sent(books: Books, days: readonly string[]): [string, string[]][] {
  return days.map((at) => {
    const invoice = books.send(books.draft(at));
    return [invoice.total, carries(invoice)];
  });
}

/** All that is carried from and to each origin, over all invoices that hold; the amounts are whole. */
function leftOver({ invoices }: Books): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { carried = [], status } of invoices) {
    if (status === "cancelled") continue;
    for (const { invoice, amount } of carried) sums[invoice] = (sums[invoice] ?? 0) + Number(amount);
  }
  return sums;
}

describe("an invoice below zero", () => {
  it("leaves what it comes to to the next", () => {
    const books = monthly(["-30", "100"]);
    expect(books.draft(jan)).toMatchObject({ subtotal: "-30", tax: "0", total: "0" });
    expect(books.draft(jan)).not.toHaveProperty("credit_note");
    expect(sent(books, [jan, feb])).toEqual([
      ["0", ["INV-2026-001 30"]],
      ["70", ["INV-2026-001 -30"]],
    ]);
    expect(books.draft(mar)).not.toHaveProperty("carried");
  });

  it("leaves it once that is final, and not before", () => {
    const books = monthly(["-30", "100"]);
    expect(books.draft(feb).total).toBe("100");
    books.send(books.draft(jan));
    expect(books.draft(feb).total).toBe("70");
    expect(books.draft(mar).total).toBe("0");
  });

  it("is below zero where nobody knows of other invoices", () => {
    const draft = monthly(["-30"]).alone(jan);
    expect(draft.total).toBe("-30");
    expect(draft).not.toHaveProperty("carried");
    expect(draft).not.toHaveProperty("credit_note");
  });

  it("adds what was left to it to what it leaves", () => {
    const books = monthly(["-30", "-20", "100"]);
    expect(sent(books, [jan, feb, mar])).toEqual([
      ["0", ["INV-2026-001 30"]],
      ["0", ["INV-2026-001 -30", "INV-2026-002 50"]],
      ["50", ["INV-2026-002 -50"]],
    ]);
    expect(leftOver(books)).toEqual({ "INV-2026-001": 0, "INV-2026-002": 0 });
  });

  it("passes on what the next one cannot use up", () => {
    const books = monthly(["-30", "12", "10", "10"]);
    expect(sent(books, [jan, feb, mar, apr])).toEqual([
      ["0", ["INV-2026-001 30"]],
      ["0", ["INV-2026-001 -30", "INV-2026-002 18"]],
      ["0", ["INV-2026-002 -18", "INV-2026-003 8"]],
      ["2", ["INV-2026-003 -8"]],
    ]);
  });

  it("leaves nothing where it comes to just nothing", () => {
    const books = monthly(["-30", "30"]);
    expect(sent(books, [jan, feb])).toEqual([
      ["0", ["INV-2026-001 30"]],
      ["0", ["INV-2026-001 -30"]],
    ]);
  });

  it("leaves its tax along with it", () => {
    const books = monthly(["-30", "100"], {}, { taxes: [{ id: "vat", name: "VAT", rate: "0.19" }] });
    // -30 and -5.70; then 119 less 35.70.
    expect(sent(books, [jan, feb])).toEqual([
      ["0", ["INV-2026-001 35.7"]],
      ["83.3", ["INV-2026-001 -35.7"]],
    ]);
    // What is carried is not taxed.
    expect(books.invoices[1]).toMatchObject({ subtotal: "100", tax: "19" });
  });

  it("leaves yen and thousandths of a dinar", () => {
    expect(sent(monthly(["-30.4", "50.5"], { currency: "JPY" }), [jan, feb])[1]).toEqual([
      "21",
      ["INV-2026-001 -30"],
    ]);
    expect(sent(monthly(["-0.001", "0.0005"], { currency: "BHD" }), [jan, feb])[1]).toEqual([
      "0",
      ["INV-2026-001 -0.001"],
    ]);
  });

  it("leaves it to the next that is open", () => {
    const books = monthly(["-30", "100", "100"]);
    expect(sent(books, [feb, jan, mar])).toEqual([
      ["100", []],
      ["0", ["INV-2026-001 30"]],
      ["70", ["INV-2026-001 -30"]],
    ]);
    const both = monthly(["-30", "-20", "100"]);
    // February leaves its own to March first, then January to March as well.
    expect(sent(both, [feb, jan, mar])).toEqual([
      ["0", ["INV-2026-002 20"]],
      ["0", ["INV-2026-001 30"]],
      ["50", ["INV-2026-001 -30", "INV-2026-002 -20"]],
    ]);
  });
});

describe("a credit note", () => {
  it("is what the contract may ask for instead", () => {
    const books = monthly(["-30", "100"], { negative_invoice: "credit_note" });
    const note = { object: "credit_note", number: "INV-2026-001-CN", amount: "30" };
    expect(books.draft(jan)).toMatchObject({ total: "0", credit_note: note });
    expect(books.draft(jan)).not.toHaveProperty("carried");
    books.send(books.draft(jan));
    expect(books.draft(feb).total).toBe("100");
    expect(books.draft(feb)).not.toHaveProperty("carried");
  });

  it("is not there at zero or above", () => {
    const books = monthly(["0", "1"], { negative_invoice: "credit_note" });
    for (const day of [jan, feb, mar]) expect(books.draft(day)).not.toHaveProperty("credit_note");
  });

  it("comes with the last period, and with what is corrected after it, whatever the contract says", () => {
    const ends = { end_date: "2026-02-01", negative_invoice: "carry_forward" };
    const books = monthly(["-30"], ends);
    const january = books.send(books.draft(jan));
    expect([january.total, january.carried, january.credit_note?.amount]).toEqual(["0", undefined, "30"]);
    books.use("e0", ["a", jan, "-35"]);
    const correction = books.correction();
    expect(correction?.credit_note).toEqual({
      object: "credit_note",
      number: "INV-2026-001-C1-CN",
      amount: "5",
    });
  });

  it("comes where all periods that could follow are final", () => {
    const books = monthly(["-30", "100"], { end_date: "2026-03-01" });
    books.send(books.draft(feb));
    expect(books.draft(jan)).toMatchObject({ total: "0", credit_note: { amount: "30" } });
    expect(books.draft(jan)).not.toHaveProperty("carried");
  });

  it("passes on what is left of what was carried", () => {
    const books = monthly(["-30", "10"], { end_date: "2026-03-01" });
    books.send(books.draft(jan));
    const february = books.draft(feb);
    expect([february.total, carries(february), february.credit_note?.amount]).toEqual([
      "0",
      ["INV-2026-001 -30"],
      "20",
    ]);
  });
});

describe("cancelled invoices", () => {
  it("leave what they took to a later one", () => {
    const books = monthly(["-30", "100", "5"]);
    sent(books, [jan, feb]);
    books.cancel("INV-2026-002");
    const march = books.send(books.draft(mar));
    expect([inWords(march), carries(march), march.total]).toEqual([
      ["a 5", "correction a 2026-02-01 100"],
      ["INV-2026-001 -30"],
      "75",
    ]);
    expect(leftOver(books)).toEqual({ "INV-2026-001": 0 });
  });

  it("take back what they have left: it was not asked for, and comes again as a correction", () => {
    const books = monthly(["-30", "100"]);
    books.send(books.draft(jan));
    books.cancel("INV-2026-001");
    const untaken = books.draft(feb);
    expect([inWords(untaken), carries(untaken), untaken.total]).toEqual([
      ["a 100", "correction a 2026-01-01 -30"],
      [],
      "70",
    ]);
  });

  it("take it back also from an invoice that has used it", () => {
    const books = monthly(["-30", "100", "5"]);
    sent(books, [jan, feb]);
    books.cancel("INV-2026-001");
    // February asked for 70 only; what it was spared is asked for, and January is billed again.
    const march = books.send(books.draft(mar));
    expect([inWords(march), carries(march), march.total]).toEqual([
      ["a 5", "correction a 2026-01-01 -30"],
      ["INV-2026-001 30"],
      "5",
    ]);
    expect(leftOver(books)).toEqual({ "INV-2026-001": 0 });
  });

  it("leave what no period can take to an invoice of its own", () => {
    const books = monthly(["-30", "100"], { end_date: "2026-03-01" });
    sent(books, [jan, feb]);
    books.cancel("INV-2026-002");
    const correction = books.correction();
    expect([correction?.number, correction && carries(correction), correction?.total]).toEqual([
      "INV-2026-002-C1",
      ["INV-2026-001 -30"],
      "70",
    ]);
    books.send(correction);
    expect(books.correction()).toBeUndefined();
  });
});

describe("a contract that ends earlier or later than was known", () => {
  it("pays out what no period is left to take, or carries on", () => {
    const books = monthly(["-30"]);
    books.send(books.draft(jan));
    books.end("2026-02-01");
    expect(books.correction()).toMatchObject({ total: "0", credit_note: { amount: "30" } });
    books.end("2026-03-01");
    expect(books.correction()).toBeUndefined();
    books.use("feb", ["a", feb, "100"]);
    expect(books.draft(feb).total).toBe("70");
  });
});
