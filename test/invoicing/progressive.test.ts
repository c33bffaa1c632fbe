// Drafts that are cut inside a period, each time that so much of its usage is unbilled.
import { describe, expect, it } from "vitest";
import { carries, drawn, fee, inWords, openBooks, takenOff, taxed, unit, type Version } from "./books.ts";

const [jan, feb] = ["2026-01-20", "2026-02-20"] as const;
const threshold = { progressive_threshold: "50" };
const a = unit("a");

/** Books with a threshold of 50 unless told, and this used in January, one after the other. */
function using(
  quantities: readonly string[],
  above: object = threshold,
  rules: readonly object[] = [a],
  contract = {},
) {
  const books = openBooks([[null, rules, above]], contract);
  for (const [at, quantity] of quantities.entries()) books.use(`e${at}`, ["a", jan, quantity]);
  return books;
}

describe("a progressive draft", () => {
  it("is there once the threshold is reached", () => {
    expect(using(["49.99"]).cut(jan)).toBeUndefined();
    const draft = using(["49.99", "0.01"]).cut(jan);
    expect(draft).toMatchObject({
      ...{ number: "INV-2026-001-P1", type: "progressive", status: "draft", total: "50" },
      ...{ billing_period: { start: "2026-01-01", end: "2026-01-31" }, issued_date: "2026-01-01" },
    });
    expect(using([]).cut(jan)).toBeUndefined();
    expect(using(["60"], {}).cut(jan)).toBeUndefined();
    expect(using(["60"]).cut(feb)).toBeUndefined();
  });

  it("is about what the lines come to, rounded", () => {
    expect(using(["49.995"]).cut(jan)?.total).toBe("50");
    expect(using(["49.6"], threshold, [a], { currency: "JPY" }).cut(jan)?.total).toBe("50");
    expect(using(["49.999"], threshold, [a], { currency: "BHD" }).cut(jan)).toBeUndefined();
  });

  it("is about what discounts leave", () => {
    const above = { ...threshold, discounts: [{ id: "tenth", percent: "0.1" }] };
    expect(using(["55"], above).cut(jan)).toBeUndefined();
    const draft = using(["60"], above).cut(jan);
    expect([draft?.subtotal, draft?.discount_total, draft?.total]).toEqual(["60", "6", "54"]);
  });

  it("leaves fees, minimums, what is due without usage and commitments to the period's own invoice", () => {
    const tiers = [{ up_to: null, unit_amount: "1", flat_amount: "40" }];
    const idle = { ...unit("b"), model: "tiered", tiers_mode: "volume", tiers, zero_usage: "first_tier" };
    const { unit_amount: _none, ...flat } = idle;
    const rules = [fee("500"), unit("a", { minimum_amount: "300" }), flat];
    const above = { ...threshold, minimum_commitment: { amount: "1000" } };
    expect(using(["49"], above, rules).cut(jan)).toBeUndefined();
    const books = using(["60"], above, rules);
    expect(inWords(books.send(books.cut(jan)))).toEqual(["a 60"]);
    expect(inWords(books.draft(jan))).toEqual(["fee 500", "a 300", "b 40", "true_up 160", "billed a -60"]);
  });

  it("keeps a rule's discounts and its maximum", () => {
    const rule = unit("a", { discounts: [{ amount: "10" }], maximum_amount: "60" });
    expect(using(["59"], threshold, [rule]).cut(jan)).toBeUndefined();
    expect(using(["90"], threshold, [rule]).cut(jan)?.total).toBe("60");
  });

  it("goes by the version in effect last in the period", () => {
    const versions = (first: object, last: object): Version[] => [
      [null, [a], first],
      ["2026-01-31", [a], last],
    ];
    const total = (first: object, last: object) => {
      const books = openBooks(versions(first, last));
      books.use("e", ["a", jan, "60"]);
      return books.cut(jan)?.total;
    };
    expect(total({}, threshold)).toBe("60");
    expect(total(threshold, {})).toBeUndefined();
    expect(total(threshold, { progressive_threshold: "61" })).toBeUndefined();
  });

  it("is no more once the period is final", () => {
    const books = using(["60"]);
    books.send(books.draft(jan));
    expect(books.cut(jan)).toBeUndefined();
    books.cancel("INV-2026-001");
    expect(books.cut(jan)).toBeUndefined();
  });
});

describe("a period that is cut twice", () => {
  it("has on each draft all of its usage, less what was billed", () => {
    const books = using(["60"], threshold, [fee("20"), a]);
    books.send(books.cut(jan));
    books.use("e1", ["a", jan, "49"]);
    expect(books.cut(jan)).toBeUndefined();
    books.use("e2", ["a", jan, "6"]);
    const second = books.cut(jan);
    expect([second?.number, second && inWords(second), second?.total]).toEqual([
      "INV-2026-001-P2",
      ["a 115", "billed a -60"],
      "55",
    ]);
    expect(second?.line_items[1]).toEqual({
      ...{
        kind: "billed",
        description: "A",
        quantity: "-60",
        unit_price: null,
        amount: "-60",
        exact_amount: "-60",
      },
      ...{ rule_id: "a", version: 1 },
      refers_to: { invoice: "INV-2026-001-P1", billing_period: { start: "2026-01-01", end: "2026-01-31" } },
      steps: [{ kind: "billed", quantity: "-60", amount: "-60" }],
    });
    books.send(second);
    books.use("e3", ["a", jan, "5"]);
    const own = books.draft(jan);
    // The second asked for 55, with its own -60 among its lines.
    expect([inWords(own), own.total]).toEqual([["fee 20", "a 120", "billed a -60", "billed a -55"], "25"]);
    expect(own.line_items.slice(2).map(({ refers_to }) => refers_to?.invoice)).toEqual([
      "INV-2026-001-P1",
      "INV-2026-001-P2",
    ]);
    expect(books.invoices.map(({ type }) => type)).toEqual(["progressive", "progressive"]);
  });

  it("bills what its usage comes to, wherever tiers were when it was cut", () => {
    const tiers = [
      { up_to: "60", unit_amount: "1" },
      { up_to: null, unit_amount: "0.5" },
    ];
    const { unit_amount: _none, ...rule } = { ...a, model: "tiered", tiers_mode: "graduated", tiers };
    const books = using(["55"], threshold, [rule]);
    books.send(books.cut(jan));
    books.use("e1", ["a", jan, "105"]);
    // 60 at 1 and 100 at 0.50, less 55.
    expect(books.send(books.cut(jan)).total).toBe("55");
    books.use("e2", ["a", jan, "2"]);
    expect(books.draft(jan).total).toBe("1");
  });

  it("is not cut again where a volume price has made it cheaper, and its own invoice gives that back", () => {
    const tiers = [
      { up_to: "100", unit_amount: "1" },
      { up_to: null, unit_amount: "0.3" },
    ];
    const { unit_amount: _none, ...rule } = { ...a, model: "tiered", tiers_mode: "volume", tiers };
    const books = using(["100"], threshold, [rule]);
    books.send(books.cut(jan));
    books.use("e1", ["a", jan, "50"]);
    expect(books.cut(jan)).toBeUndefined();
    const own = books.send(books.draft(jan));
    expect([inWords(own), own.subtotal, own.total, carries(own)]).toEqual([
      ["a 45", "billed a -100"],
      "-55",
      "0",
      ["INV-2026-001 55"],
    ]);
    books.use("feb", ["a", feb, "60"]);
    expect(books.draft(feb).total).toBe("5");
  });

  it("bills a cut again that was cancelled, under another number", () => {
    const books = using(["60"]);
    books.send(books.cut(jan));
    books.cancel("INV-2026-001-P1");
    const again = books.cut(jan);
    expect([again?.number, again && inWords(again)]).toEqual(["INV-2026-001-P2", ["a 60"]]);
    expect(inWords(books.draft(jan))).toEqual(["a 60"]);
    books.send(again);
    expect(inWords(books.draft(jan))).toEqual(["a 60", "billed a -60"]);
  });
});

describe("what stands above the lines", () => {
  it("goes along with what was billed: discounts, credits and taxes", () => {
    const taxes = [{ id: "vat", name: "VAT", rate: "0.05" }];
    const above = { ...threshold, discounts: [{ id: "d", amount: "9.9" }], taxes };
    const books = using(["60"], above);
    books.grant("g", "20");
    const first = books.send(books.cut(jan));
    // 60 less 9.90 less 20 is 30.10, of which 5 % are 1.505.
    expect([takenOff(first), drawn(first), taxed(first)]).toEqual([
      [["d 9.9"]],
      [["g 20"]],
      ["vat 2026-01 30.1 1.51"],
    ]);
    books.use("e1", ["a", jan, "0.1"]);
    const own = books.draft(jan);
    // 5 % of 30.20 are 1.51, which has been asked for.
    expect([takenOff(own), drawn(own), taxed(own), own.total]).toEqual([
      [["d 9.9"], ["d -9.9"]],
      [["g 20"], ["g -20"]],
      ["vat 2026-01 0.1 0"],
      "0.1",
    ]);
  });

  it("is a commitment that counts all of the period, whoever billed it", () => {
    const books = using(["60"], { ...threshold, minimum_commitment: { amount: "100" } });
    books.send(books.cut(jan));
    expect([inWords(books.draft(jan)), books.draft(jan).total]).toEqual([
      ["a 60", "true_up 40", "billed a -60"],
      "40",
    ]);
  });
});

describe("a period that was cut and is final", () => {
  it("is corrected against all that was billed of it", () => {
    const books = using(["60", "10"]);
    books.send(books.cut(jan));
    books.use("e2", ["a", jan, "5"]);
    books.send(books.draft(jan));
    expect(inWords(books.draft(feb))).toEqual([]);
    books.use("e2", undefined);
    const [line] = books.draft(feb).line_items;
    expect(line).toMatchObject({
      ...{ kind: "correction", quantity: "-5", amount: "-5", refers_to: { invoice: "INV-2026-001" } },
      steps: [
        { kind: "rerated", quantity: "70", amount: "70" },
        { kind: "billed", quantity: "-75", amount: "-75" },
      ],
    });
  });

  it("is billed again where a cut was cancelled since", () => {
    const books = using(["60", "10"]);
    books.send(books.cut(jan));
    books.use("e2", ["a", jan, "5"]);
    books.send(books.draft(jan));
    books.cancel("INV-2026-001-P1");
    expect(inWords(books.draft(feb))).toEqual(["correction a 2026-01-01 70"]);
    books.cancel("INV-2026-001");
    expect(inWords(books.draft(feb))).toEqual(["correction a 2026-01-01 75"]);
  });
});
