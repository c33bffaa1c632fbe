// What is missing to a minimum commitment: a line of its own, after discounts and before credits and taxes.
import { describe, expect, it } from "vitest";
import { fee, inWords, januaryOf, openBooks, takenOff, unit, type Version } from "./books.ts";

const day = "2026-01-31";
const ab = [unit("a"), unit("b")];

function committed(amount: string, more: object = {}) {
  return { minimum_commitment: { amount, ...more } };
}

/** January's lines, in words. */
function january(above: object, used: Record<string, string>, contract: object = {}): string[] {
  return inWords(januaryOf([[null, ab, above]], used, contract).draft(day));
}

describe("a minimum commitment", () => {
  it("is reached by a line that says what is missing, by which version, to how much", () => {
    const invoice = januaryOf([[null, ab, committed("100")]], { a: "30.25" }).draft(day);
    expect(invoice.line_items[1]).toEqual({
      kind: "true_up",
      description: "Minimum commitment",
      quantity: "1",
      unit_price: null,
      amount: "69.75",
      rule_id: null,
      version: 1,
      exact_amount: "69.75",
      steps: [{ kind: "true_up", amount: "69.75", limit: "100" }],
    });
    expect([invoice.subtotal, invoice.total]).toEqual(["100", "100"]);
  });

  it("may have a name", () => {
    const books = januaryOf([[null, ab, committed("100", { name: "Annual plan" })]], {});
    expect(books.draft(day).line_items.map(({ description }) => description)).toEqual(["Annual plan"]);
  });

  it.each([
    ["nothing", {}, ["true_up 100"]],
    ["less", { a: "99.99" }, ["a 99.99", "true_up 0.01"]],
    ["just as much", { a: "60", b: "40" }, ["a 60", "b 40"]],
    ["more", { a: "100.01" }, ["a 100.01"]],
    // What is given back has to be made up for.
    ["less than nothing", { a: "-20" }, ["a -20", "true_up 120"]],
  ] as [string, Record<string, string>, string[]][])("of 100 beside %s", (_, used, lines) => {
    expect(january(committed("100"), used)).toEqual(lines);
  });

  it.each([
    ["asks for nothing", {}, []],
    ["asks for nothing beside usage", { a: "5" }, ["a 5"]],
    [
      "is the least that a period comes to, so what is given back is made up for",
      { a: "5", b: "-8" },
      ["a 5", "b -8", "true_up 3"],
    ],
  ] as [string, Record<string, string>, string[]][])("of zero %s", (_, used, lines) => {
    expect(january(committed("0"), used)).toEqual(lines);
  });

  it("is held against what discounts have left", () => {
    const discounts = [{ id: "half", percent: "0.5" }];
    const invoice = januaryOf([[null, ab, { ...committed("100"), discounts }]], { a: "120" }).draft(day);
    expect([inWords(invoice), takenOff(invoice), invoice.total]).toEqual([
      ["a 120", "true_up 40"],
      [["half 60"], []],
      "100",
    ]);
  });

  it("counts fees and what a rule's own minimum adds", () => {
    const rules = [fee("20"), unit("a", { minimum_amount: "30" })];
    const invoice = januaryOf([[null, rules, committed("100")]], { a: "5" }).draft(day);
    expect(inWords(invoice)).toEqual(["fee 20", "a 30", "true_up 50"]);
  });

  it("is held against lines as they are rounded", () => {
    // 33.335 are billed as 33.34.
    expect(january(committed("100"), { a: "33.335" })).toEqual(["a 33.34", "true_up 66.66"]);
    expect(january(committed("100"), { a: "33.6" }, { currency: "JPY" })).toEqual(["a 34", "true_up 66"]);
    expect(january(committed("100"), { a: "33.3335" }, { currency: "BHD" })).toEqual([
      "a 33.334",
      "true_up 66.666",
    ]);
  });
});

describe("a period that is there in part", () => {
  const late = { start_date: "2026-01-15" };

  it("is due whole unless it is prorated", () => {
    expect(january(committed("100"), {}, late)).toEqual(["true_up 100"]);
    expect(january(committed("100", { proration: "none" }), {}, late)).toEqual(["true_up 100"]);
  });

  it.each([
    // By the 15th, 14 of 31 days: 45.16 of 100 are earned already.
    ["day", "54.84"],
    ["second", "54.84"],
    // 14 of 30: 46.67.
    ["fixed_30", "53.33"],
  ])("is due by %s", (proration, amount) => {
    expect(january(committed("100", { proration }), {}, late)).toEqual([`true_up ${amount}`]);
  });

  it("is due by the seconds that its days have, where those are counted", () => {
    const zone = { timezone: "America/New_York", start_date: "2026-03-01", end_date: "2026-03-09" };
    const amount = (proration: string) =>
      inWords(openBooks([[null, ab, committed("743", { proration })]], zone).draft("2026-03-05"));
    // Eight days of March, one of which has 23 hours: 191 of 743 hours, or 8 of 31 days.
    expect([amount("second"), amount("day")]).toEqual([["true_up 191"], ["true_up 191.74"]]);
  });

  it("is due for a last period up to the contract's end", () => {
    const ends = { end_date: "2026-01-11" };
    const books = openBooks([[null, ab, committed("31", { proration: "day" })]], ends);
    expect(inWords(books.draft("2026-01-10"))).toEqual(["true_up 10"]);
  });

  it("is rounded as the contract says", () => {
    // 10 of 31 days of 100 are 32.258….
    const rounded = (rounding: string, currency: string) =>
      inWords(
        openBooks([[null, ab, committed("100", { proration: "day" })]], {
          ...{ rounding, currency, end_date: "2026-01-11" },
        }).draft("2026-01-10"),
      );
    const all = ["half_up", "up", "ceiling", "down", "floor"].map((mode) => rounded(mode, "USD")[0]);
    expect(all).toEqual(["32.26", "32.26", "32.26", "32.25", "32.25"].map((amount) => `true_up ${amount}`));
    expect([rounded("up", "JPY"), rounded("half_even", "JPY"), rounded("half_up", "BHD")]).toEqual([
      ["true_up 33"],
      ["true_up 32"],
      ["true_up 32.258"],
    ]);
  });
});

describe("versions that change inside a period", () => {
  const byDay = (amount: string) => committed(amount, { proration: "day" });
  const lines = (...versions: Version[]) => inWords(openBooks(versions).draft(day));

  it("each ask for their days", () => {
    // 10 of 31 days of 31, and 21 of 62.
    expect(lines([null, ab, byDay("31")], ["2026-01-11", ab, byDay("62")])).toEqual(["true_up 52"]);
  });

  it("add up to the whole, to the cent, where they ask for the same", () => {
    const cut: Version[] = [8, 13, 24].map((from) => [
      `2026-01-${`${from}`.padStart(2, "0")}`,
      ab,
      byDay("100"),
    ]);
    expect(lines([null, ab, byDay("100")], ...cut)).toEqual(["true_up 100"]);
  });

  it("hold as the last of them says: whole, in part, or not at all", () => {
    expect(lines([null, ab, byDay("31")], ["2026-01-11", ab, committed("62")])).toEqual(["true_up 62"]);
    expect(lines([null, ab, committed("31")], ["2026-01-11", ab, byDay("62")])).toEqual(["true_up 42"]);
    expect(lines([null, ab], ["2026-01-11", ab, byDay("62")])).toEqual(["true_up 42"]);
    expect(lines([null, ab, committed("31")], ["2026-01-11", ab])).toEqual([]);
    expect(lines([null, ab], ["2026-01-31", ab, committed("62")])).toEqual(["true_up 62"]);
    expect(lines([null, ab, committed("31")], ["2026-02-01", ab, committed("62")])).toEqual(["true_up 31"]);
  });

  it("count only the days that the contract has", () => {
    const books = openBooks(
      [
        [null, ab, byDay("31")],
        ["2026-01-21", ab, byDay("62")],
      ],
      { start_date: "2026-01-11", end_date: "2026-01-26" },
    );
    // Ten days of 31, and five of 62.
    expect(inWords(books.draft("2026-01-15"))).toEqual(["true_up 20"]);
  });
});

describe("a correction", () => {
  it("takes from what was missing as usage comes late, and gives back as it goes", () => {
    const books = januaryOf([[null, ab, committed("100")]], { a: "30" });
    expect(inWords(books.send(books.draft(day)))).toEqual(["a 30", "true_up 70"]);
    const february = () => inWords(books.draft("2026-02-28"));
    expect(february()).toEqual(["true_up 100"]);
    books.use("late", ["a", day, "50"]);
    const own = "true_up 100";
    expect(february()).toEqual([own, "correction a 2026-01-01 50", "correction 2026-01-01 -50"]);
    books.use("late", ["a", day, "120"]);
    expect(february()).toEqual([own, "correction a 2026-01-01 120", "correction 2026-01-01 -70"]);
    books.use("late", undefined);
    books.use("a", undefined);
    expect(february()).toEqual([own, "correction 2026-01-01 30", "correction a 2026-01-01 -30"]);
  });

  it("holds one line for the commitments of all versions, each against what was billed", () => {
    const books = januaryOf([[null, ab, committed("100")]], { a: "30" });
    books.send(books.draft(day));
    books.publish(["2026-01-01", ab, committed("150")]);
    const [, correction] = books.draft("2026-02-28").line_items;
    expect(correction).toMatchObject({
      kind: "correction",
      rule_id: null,
      version: 2,
      amount: "50",
      quantity: "0",
      steps: [
        { kind: "rerated", quantity: "1", amount: "120" },
        { kind: "billed", quantity: "-1", amount: "-70" },
      ],
    });
    books.publish(["2026-01-20", ab]);
    expect(inWords(books.draft("2026-02-28"))).toEqual(["correction 2026-01-01 -70"]);
  });
});
