// What a stored contract's invoice would be, if something were otherwise; the store is none the wiser.
import { describe, expect, it } from "vitest";
import type { PreviewRequest } from "../../src/index.ts";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, acme as contract, inWords, openAcme, storage, use } from "./acme.ts";

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;
const dear = { ...calls, unit_amount: "2" };

/** January is final with 10; February has 20, March 30. The present is the middle of March. */
async function three(contract: object = {}, above: object = {}): Promise<Acme> {
  const acme = await openAcme({ rules: [calls, storage], contract, above });
  await acme.submit(
    use("e1", "10", "2026-01-10"),
    use("f1", "20", "2026-02-10"),
    use("m1", "30", "2026-03-10"),
  );
  await acme.engine.finalizeInvoice(first);
  return acme;
}

/** A preview, which changes nothing. */
async function preview(acme: Acme, request: Omit<PreviewRequest, "contract"> = {}) {
  const asking = () => acme.engine.previewInvoice({ contract: "acme", ...request });
  const [answer, changed] = await changing(acme, asking);
  expect(changed).toBe(false);
  return answer;
}

function program(rules: object[], more: object = {}) {
  return { contract: "acme", version: 1, rules, ...more };
}

describe("a preview of what is stored", () => {
  it("is the draft of the period that holds the day, today's unless told, or the final invoice", async () => {
    const acme = await three();
    expect((await preview(acme)).invoice).toEqual(await acme.engine.getInvoice(third));
    for (const [at, number] of [
      ["2026-02-28", second],
      ["2026-01-01", first],
    ] as const)
      expect((await preview(acme, { at })).invoice).toEqual(await acme.engine.getInvoice(number));
    expect((await preview(acme, { at: "2026-06-01" })).invoice).toMatchObject({
      number: "INV-2026-006",
      total: "0",
    });
    expect((await preview(acme)).outcomes).toEqual([]);
  });

  it("is of today where the contract is", async () => {
    const acme = await openAcme({ contract: { timezone: "America/New_York" }, now: "2026-03-01T04:59:59Z" });
    expect((await preview(acme)).invoice.number).toBe(second);
    acme.clock.now = "2026-03-01T05:00:00Z";
    expect((await preview(acme)).invoice.number).toBe(third);
  });

  it("refuses what it cannot look at", async () => {
    const acme = await three({ end_date: "2026-12-01" });
    const codes: [string, object][] = [
      ["period_unknown", { at: "2025-12-31" }],
      ["period_unknown", { at: "2026-12-01" }],
      ["date_invalid", { at: "2026-02-30" }],
      ["field_type", { events: {} }],
      ["field_type", { programs: {} }],
      ["field_unknown", { event: [] }],
      ["contract_unknown", { contract: "nobody" }],
      ["pricing_missing", { programs: [] }],
      ["rules_empty", { programs: [program([])] }],
      ["contract_unknown", { programs: [{ ...program([calls]), contract: "other" }] }],
    ];
    for (const [code, request] of codes)
      expect([request, await refusedWith(preview(acme, request))]).toEqual([request, code]);
    const manyWrong = preview(acme, { programs: new Array<unknown>(1001).fill(1) });
    await expect(manyWrong).rejects.toMatchObject({ issues: { length: 100 } });
    await acme.engine.putContract({ ...contract, id: "bare" });
    expect(await refusedWith(acme.engine.previewInvoice({ contract: "bare" }))).toBe("pricing_missing");
  });
});

describe("with further usage", () => {
  it("is an offer's as well, before it is signed", async () => {
    const acme = await openAcme({ rules: [calls], contract: { status: "draft" } });
    const { invoice, outcomes } = await preview(acme, {
      at: "2026-01-10",
      events: [use("x", "3", "2026-01-10")],
    });
    expect([outcomes[0]?.status, invoice.total]).toEqual(["accepted", "3"]);
  });

  it("adds it to the draft, and says what would become of each event", async () => {
    const acme = await three();
    await acme.submit(use("v", "1", "2026-03-01"), use("w", "1", "2026-03-01"));
    await acme.engine.voidUsage("v");
    await acme.engine.amendUsage(use("w", "2", "2026-03-01"));
    const events = [
      use("m1", "30", "2026-03-10"),
      use("m1", "31", "2026-03-10"),
      use("v", "1", "2026-03-01"),
      use("w", "1", "2026-03-01"),
      use("n1", "5", "2026-03-11"),
      use("n1", "5", "2026-03-11"),
      use("n2", "x", "2026-03-11"),
      use("n3", "1", "2026-03-11", { metric: "nothing" }),
    ];
    const { invoice, outcomes } = await preview(acme, { events });
    expect(
      outcomes.map(({ code, duplicate }) => code ?? (duplicate === true ? "duplicate" : "accepted")),
    ).toEqual([
      ...["duplicate", "event_conflict", "duplicate", "duplicate"],
      ...["accepted", "duplicate", "decimal_invalid_format", "metric_unknown"],
    ]);
    expect(invoice.total).toBe("37");
    expect(await acme.total(third)).toBe("32");
  });

  it("corrects final periods where it would be corrected, and leaves them as they are", async () => {
    const acme = await three();
    const events = [use("late", "5", "2026-01-20"), use("n", "1", "2026-02-20")];
    expect(inWords((await preview(acme, { at: "2026-02-01", events })).invoice)).toEqual([
      "calls 21",
      "correction calls 2026-01-01 5",
    ]);
    expect((await preview(acme, { at: "2026-01-31", events })).invoice).toEqual(
      await acme.engine.getInvoice(first),
    );
    expect(inWords((await preview(acme, { at: "2026-03-01", events })).invoice)).toEqual(["calls 30"]);
    // The same once it is stored.
    await acme.submit(...events);
    expect(await acme.lines(second)).toEqual(["calls 21", "correction calls 2026-01-01 5"]);
    const more = { at: "2026-02-01", events: [use("later", "1", "2026-01-21")] };
    expect(inWords((await preview(acme, more)).invoice)).toEqual([
      "calls 21",
      "correction calls 2026-01-01 6",
    ]);
  });

  it("is refused for final periods where corrections are", async () => {
    const acme = await three({ corrections: "refuse" });
    const { invoice, outcomes } = await preview(acme, {
      at: "2026-02-01",
      events: [use("late", "5", "2026-01-20")],
    });
    expect([outcomes[0]?.code, invoice.total]).toEqual(["period_closed", "20"]);
  });

  it("goes through all that stands above the lines", async () => {
    const above = {
      discounts: [{ id: "half", percent: "0.5" }],
      taxes: [{ id: "vat", name: "VAT", rate: "0.1" }],
    };
    const acme = await three({}, { ...above, minimum_commitment: { amount: "40" } });
    await acme.engine.grantCredit({ contract: "acme", id: "g", amount: "30" });
    const { invoice } = await preview(acme, { events: [use("n", "70", "2026-03-11")] });
    // 100 less a half is 50, of which the grant pays 30; 10 % of 20.
    expect(invoice).toMatchObject({ discount_total: "50", credit_total: "30", tax: "2", total: "22" });
    const { invoice: less } = await preview(acme, { events: [use("n", "10", "2026-03-11")] });
    expect([inWords(less), less.total]).toEqual([["calls 40", "true_up 20"], "11"]);
    expect((await acme.engine.listCredits("acme")).data[0]?.balance).toBe("30");
  });

  it("has what is carried over, and what was cut", async () => {
    const seats = { ...calls, aggregation: "latest", carry_over: true };
    const acme = await openAcme({ rules: [seats] });
    await acme.submit(use("e1", "10", "2026-01-10"));
    await acme.engine.finalizeInvoice(first);
    const { invoice } = await preview(acme, { events: [use("late", "4", "2026-01-20")], at: "2026-02-10" });
    expect(inWords(invoice)).toEqual(["calls 4", "correction calls 2026-01-01 -6"]);
    const cut = await three({}, { progressive_threshold: "25" });
    await cut.engine.finalizeInvoice(`${third}-P1`);
    expect(inWords((await preview(cut, { events: [use("n", "5", "2026-03-11")] })).invoice)).toEqual([
      "calls 35",
      "billed calls -30",
    ]);
  });
});

describe("under other prices", () => {
  it("rates stored usage anew, and further usage with it", async () => {
    const acme = await three();
    const programs = [program([dear])];
    expect(inWords((await preview(acme, { programs })).invoice)).toEqual(["calls 60"]);
    const { invoice, outcomes } = await preview(acme, {
      programs,
      events: [use("n", "1", "2026-03-11"), use("m1", "30", "2026-03-10"), use("m1", "3", "2026-03-10")],
    });
    expect([invoice.total, outcomes.map(({ code, duplicate }) => code ?? duplicate)]).toEqual([
      "62",
      [undefined, true, "event_conflict"],
    ]);
    expect(await acme.total(third)).toBe("30");
  });

  it("takes whole price lists in place of the stored ones: versions, and what stands above the rules", async () => {
    const acme = await three({}, { minimum_commitment: { amount: "1000" } });
    const programs = [
      program([calls]),
      {
        ...program([dear], { discounts: [{ id: "half", percent: "0.5" }] }),
        version: 2,
        effective_date: "2026-03-10",
      },
    ];
    const { invoice } = await preview(acme, { programs });
    expect([inWords(invoice), invoice.total]).toEqual([["calls 60"], "30"]);
  });

  it("does not count what was taken back, and counts what was amended as it is now", async () => {
    const acme = await three();
    await acme.submit(use("v", "1", "2026-03-01"), use("w", "1", "2026-03-01"));
    await acme.engine.voidUsage("v");
    await acme.engine.amendUsage(use("w", "2", "2026-03-01"));
    const { invoice, outcomes } = await preview(acme, {
      programs: [program([dear])],
      events: [use("v", "1", "2026-03-01"), use("w", "1", "2026-03-01")],
    });
    expect([invoice.total, outcomes.map(({ duplicate }) => duplicate)]).toEqual(["64", [true, true]]);
  });

  it("asks of a final period what it would have come to, as if nothing had been billed of it", async () => {
    const acme = await three();
    const { invoice } = await preview(acme, { at: "2026-01-10", programs: [program([dear])] });
    expect([invoice.number, invoice.status, inWords(invoice)]).toEqual([first, "draft", ["calls 20"]]);
    await acme.engine.voidUsage("e1");
    await acme.engine.finalizeInvoice(second);
    await acme.submit(use("late", "3", "2026-01-20"));
    expect(inWords((await preview(acme, { at: "2026-01-10", programs: [program([dear])] })).invoice)).toEqual(
      ["calls 6"],
    );
  });

  it("works for an unsigned contract", async () => {
    const acme = await three();
    await acme.engine.putContract({ ...contract, status: "draft" });
    const { invoice, outcomes } = await preview(acme, {
      programs: [program([dear])],
      events: [use("n", "1", "2026-03-11")],
    });
    expect([invoice.total, outcomes.map(({ status }) => status)]).toEqual(["62", ["accepted"]]);
  });
});
