// Which draft corrects a final period: the first open one after it, or, after the last, one of its own.
import { describe, expect, it } from "vitest";
import { type Books, inWords, openBooks, unit } from "./books.ts";

const [jan, feb, mar, apr] = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"] as const;
const a = unit("a");

/** Books whose January is final, with this much used in it. */
function billed(quantity: string, contract: object = {}): Books {
  const books = openBooks([[null, [a]]], contract);
  books.use("e", ["a", jan, quantity]);
  books.send(books.draft(jan));
  return books;
}

describe("where a correction stands", () => {
  it("is the first draft after its period that is open, and no other", () => {
    const books = billed("10");
    books.use("late", ["a", jan, "5"]);
    expect(books.draft(feb).total).toBe("5");
    expect(books.draft(mar).total).toBe("0");
    books.send(books.draft(mar));
    expect(books.draft(feb).total).toBe("5");
    expect(books.draft(apr).total).toBe("0");
    books.send(books.draft(feb));
    expect(books.draft(apr).total).toBe("0");
    books.use("later", ["a", jan, "1"]);
    expect(inWords(books.draft(apr))).toEqual(["correction a 2026-01-01 1"]);
  });

  it("is after its period also where one before is open", () => {
    const books = openBooks([[null, [a]]]);
    books.use("e", ["a", feb, "10"]);
    books.send(books.draft(feb));
    books.use("late", ["a", feb, "5"]);
    expect(books.draft(jan).total).toBe("0");
    expect(inWords(books.draft(mar))).toEqual(["correction a 2026-02-01 5"]);
  });

  it("is beside the corrections of other periods, each with its own invoice, in their order", () => {
    const books = billed("10");
    books.use("f", ["a", feb, "20"]);
    books.send(books.draft(feb));
    books.use("m", ["a", mar, "30"]);
    books.use("e", ["a", jan, "11"]);
    books.use("f", ["a", feb, "18"]);
    const march = books.draft(mar);
    expect(inWords(march)).toEqual(["a 30", "correction a 2026-01-01 1", "correction a 2026-02-01 -2"]);
    expect(march.line_items.map(({ refers_to }) => refers_to?.invoice)).toEqual([
      undefined,
      "INV-2026-001",
      "INV-2026-002",
    ]);
  });

  it("counts what earlier corrections have billed", () => {
    const books = billed("10");
    books.use("e", ["a", jan, "15"]);
    expect(books.send(books.draft(feb)).total).toBe("5");
    books.use("e", ["a", jan, "12"]);
    const march = books.draft(mar);
    expect(march.line_items[0]).toMatchObject({
      amount: "-3",
      refers_to: { invoice: "INV-2026-001" },
      steps: [
        { kind: "rerated", amount: "12" },
        { kind: "billed", amount: "-15" },
      ],
    });
  });
});

describe("a cancelled invoice", () => {
  it("has billed nothing, of its own period as of those that it corrected", () => {
    const books = billed("10");
    books.use("e", ["a", jan, "15"]);
    books.use("f", ["a", feb, "20"]);
    books.send(books.draft(feb));
    books.cancel("INV-2026-002");
    expect(inWords(books.draft(mar))).toEqual(["correction a 2026-01-01 5", "correction a 2026-02-01 20"]);
    books.cancel("INV-2026-001");
    expect(inWords(books.draft(mar))).toEqual(["correction a 2026-01-01 15", "correction a 2026-02-01 20"]);
    expect(books.draft(mar).line_items[0]?.steps).toEqual([
      { kind: "rerated", quantity: "15", amount: "15" },
    ]);
  });
});

describe("after the last period", () => {
  it("there is an invoice for what has to be corrected, and another for what has to be after it", () => {
    const books = billed("10", { end_date: "2026-02-01", net_days: 30 });
    expect(books.correction()).toBeUndefined();
    books.use("e", ["a", jan, "15"]);
    expect(books.correction()).toMatchObject({
      ...{ number: "INV-2026-001-C1", type: "correction", status: "draft", total: "5" },
      ...{ billing_period: { start: "2026-01-01", end: "2026-01-31" } },
      ...{ issued_date: "2026-02-01", due_date: "2026-03-03" },
    });
    books.send(books.correction());
    expect(books.correction()).toBeUndefined();
    books.use("e", ["a", jan, "12"]);
    expect(books.correction()).toMatchObject({
      number: "INV-2026-001-C2",
      total: "0",
      credit_note: { amount: "3" },
    });
    books.cancel("INV-2026-001-C1");
    expect(books.correction()).toMatchObject({ number: "INV-2026-001-C2", total: "2" });
  });

  it("it is about all periods that no draft is left for", () => {
    const books = billed("10", { end_date: "2026-03-01" });
    books.use("e", ["a", jan, "15"]);
    expect(books.correction()).toBeUndefined();
    books.use("f", ["a", feb, "20"]);
    books.send(books.draft(feb));
    books.use("e", ["a", jan, "16"]);
    books.use("f", undefined);
    const correction = books.correction();
    expect([correction?.number, correction && inWords(correction)]).toEqual([
      "INV-2026-002-C1",
      ["correction a 2026-01-01 1", "correction a 2026-02-01 -20"],
    ]);
    books.end("2026-04-01");
    expect(books.correction()).toBeUndefined();
    expect(inWords(books.draft(mar))).toEqual(["correction a 2026-01-01 1", "correction a 2026-02-01 -20"]);
  });
});
