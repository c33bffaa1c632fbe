// A change of one period may change what later ones come to, which look back on it; and contracts may refuse all of that.
import { describe, expect, it } from "vitest";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, openAcme, use } from "./acme.ts";

describe("a value that is carried over", () => {
  const seats = { ...calls, name: "Seats", aggregation: "latest", carry_over: true };

  /** Ten seats since January; January to March are final at 10 each. */
  async function seated(): Promise<Acme> {
    const acme = await openAcme({ rules: [seats], now: "2026-04-02T00:00:00Z" });
    await acme.submit(use("e1", "10", "2026-01-10"));
    for (const number of ["001", "002", "003"]) {
      expect((await acme.engine.finalizeInvoice(`INV-2026-${number}`)).total).toBe("10");
    }
    return acme;
  }

  it("is taken back from every final period that it was carried into", async () => {
    const acme = await seated();
    await acme.engine.voidUsage("e1");
    const corrections = ["2026-01-01", "2026-02-01", "2026-03-01"];
    expect(await acme.corrected()).toEqual(corrections);
    expect(await acme.lines("INV-2026-004")).toEqual(
      corrections.map((start) => `correction calls ${start} -10`),
    );
    await acme.engine.finalizeInvoice("INV-2026-004");
    expect(await acme.corrected()).toEqual([]);
    // What April leaves below zero waits for May, which passes it on.
    const may = await acme.engine.getInvoice("INV-2026-005");
    expect([may.line_items, may.carried?.map(({ invoice, amount }) => [invoice, amount])]).toEqual([
      [],
      [
        ["INV-2026-004", "-30"],
        ["INV-2026-005", "30"],
      ],
    ]);
  });

  it("is corrected from the period on in which it changes", async () => {
    const acme = await seated();
    await acme.submit(use("late", "4", "2026-02-15"));
    const own = "calls 4";
    expect(await acme.lines("INV-2026-004")).toEqual([
      own,
      "correction calls 2026-02-01 -6",
      "correction calls 2026-03-01 -6",
    ]);
    await acme.engine.amendUsage(use("late", "7", "2026-03-15"));
    expect(await acme.lines("INV-2026-004")).toEqual(["calls 7", "correction calls 2026-03-01 -3"]);
    // What is said before it in its own period is not the latest.
    await acme.submit(use("earlier", "99", "2026-03-14"));
    expect(await acme.lines("INV-2026-004")).toEqual(["calls 7", "correction calls 2026-03-01 -3"]);
  });

  it("reaches a final period from an open one before it", async () => {
    const acme = await openAcme({ rules: [seats] });
    await acme.submit(use("e1", "10", "2026-01-10"));
    expect((await acme.engine.finalizeInvoice("INV-2026-002")).total).toBe("10");
    await acme.engine.amendUsage(use("e1", "6", "2026-01-10"));
    expect([await acme.lines("INV-2026-001"), await acme.lines("INV-2026-003")]).toEqual([
      ["calls 6"],
      ["calls 6", "correction calls 2026-02-01 -4"],
    ]);
  });

  it("is carried by a level that goes up and down", async () => {
    const level = { ...seats, aggregation: "weighted_sum", negative_usage: "clamp", unit_amount: "31" };
    const acme = await openAcme({ rules: [level], now: "2026-03-02T00:00:00Z" });
    await acme.submit(use("e1", "2", "2026-01-01T00:00:00Z"));
    const totals = ["001", "002"].map(
      async (number) => (await acme.engine.finalizeInvoice(`INV-2026-${number}`)).total,
    );
    expect(await Promise.all(totals)).toEqual(["62", "62"]);
    // One less for 11 of January's 31 days, and all of February.
    await acme.submit(use("late", "-1", "2026-01-21T00:00:00Z"));
    expect(await acme.lines("INV-2026-003")).toEqual([
      "calls 31",
      "correction calls 2026-01-01 -11",
      "correction calls 2026-02-01 -31",
    ]);
  });
});

describe("a monthly cap over daily billing", () => {
  const capped = { ...calls, monthly_cap: "10" };
  const number = (day: number) => `INV-2026-${String(day).padStart(3, "0")}`;

  /** Six on each of the first three days of January, which are final: 6, 4 and 0. */
  async function threeDays(contract: object = {}): Promise<Acme> {
    const acme = await openAcme({
      rules: [capped],
      contract: { billing_cadence: "daily", ...contract },
      now: "2026-01-04T01:00:00Z",
    });
    await acme.submit(...[1, 2, 3].map((day) => use(`e${day}`, "6", `2026-01-0${day}`)));
    const totals = [];
    for (const day of [1, 2, 3]) totals.push((await acme.engine.finalizeInvoice(number(day))).total);
    expect(totals).toEqual(["6", "4", "0"]);
    return acme;
  }

  it("leaves to the days after what a day no longer takes of it", async () => {
    const acme = await threeDays();
    await acme.engine.voidUsage("e1");
    expect(await acme.lines(number(4))).toEqual([
      "correction calls 2026-01-01 -6",
      "correction calls 2026-01-02 2",
      "correction calls 2026-01-03 4",
    ]);
    expect(await acme.total(number(4))).toBe("0");
  });

  it("takes from the days after what a day takes now", async () => {
    const acme = await threeDays();
    await acme.submit(use("late", "3", "2026-01-01"), use("e4", "6", "2026-01-04"));
    expect(await acme.lines(number(4))).toEqual([
      "calls 0",
      "correction calls 2026-01-01 3",
      "correction calls 2026-01-02 -3",
    ]);
  });

  it("begins anew with the month, so the next month's days do not look back", async () => {
    const acme = await openAcme({
      rules: [capped],
      contract: { billing_cadence: "daily" },
      now: "2026-02-03T01:00:00Z",
    });
    await acme.submit(
      use("e30", "9", "2026-01-30"),
      use("e31", "6", "2026-01-31"),
      use("f1", "6", "2026-02-01"),
    );
    for (const day of [30, 31, 32]) await acme.engine.finalizeInvoice(number(day));
    await acme.engine.voidUsage("e30");
    expect(await acme.corrected()).toEqual(["2026-01-30", "2026-01-31"]);
    expect(await acme.lines(number(33))).toEqual([
      "correction calls 2026-01-30 -9",
      "correction calls 2026-01-31 5",
    ]);
  });

  it("counts weeks that lie in two months by the month of each event", async () => {
    // Weeks from Mondays: 26 January to 1 February, and 2 to 8 February.
    const weekly = { billing_cadence: "weekly", start_date: "2026-01-26", billing_anchor_date: "2026-01-26" };
    const acme = await openAcme({ rules: [capped], contract: weekly, now: "2026-02-10T00:00:00Z" });
    await acme.submit(
      use("jan", "8", "2026-01-31"),
      use("feb", "8", "2026-02-01"),
      use("next", "8", "2026-02-02"),
    );
    expect((await acme.engine.finalizeInvoice("INV-2026-001")).total).toBe("16");
    expect((await acme.engine.finalizeInvoice("INV-2026-002")).total).toBe("2");
    await acme.engine.amendUsage(use("feb", "1", "2026-02-01"));
    expect(await acme.lines("INV-2026-003")).toEqual([
      "correction calls 2026-01-26 -7",
      "correction calls 2026-02-02 6",
    ]);
  });
});

describe("a contract that refuses corrections", () => {
  async function refusing(): Promise<Acme> {
    const acme = await openAcme({ contract: { corrections: "refuse" } });
    await acme.submit(use("e1", "10", "2026-01-10"), use("f1", "10", "2026-02-10"));
    await acme.engine.finalizeInvoice("INV-2026-001");
    return acme;
  }

  it("takes no change of a final period, wherever it comes from", async () => {
    const acme = await refusing();
    const publish = (effective_date: string | null) =>
      acme.engine.publishPricing({ contract: "acme", version: 2, effective_date, rules: [calls] });
    const attempts: (() => Promise<unknown>)[] = [
      () => acme.engine.voidUsage("e1"),
      () => acme.engine.amendUsage(use("e1", "11", "2026-01-10")),
      () => acme.engine.amendUsage(use("e1", "10", "2026-02-10")),
      () => acme.engine.amendUsage(use("f1", "10", "2026-01-10")),
      () => publish("2026-01-31"),
      () => publish("2025-12-01"),
      () => publish(null),
    ];
    for (const attempt of attempts)
      expect(await changing(acme, () => refusedWith(attempt()))).toEqual(["period_closed", false]);
    const late = () => acme.submit(use("late", "1", "2026-01-31T23:59:59.999Z"));
    expect(await changing(acme, late)).toEqual([["period_closed"], false]);
  });

  it.each([
    ["carries over", { aggregation: "weighted_sum", carry_over: true }, "2026-01-10"],
    ["caps the month", { monthly_cap: "5" }, "2026-01-26"],
  ])(
    "takes nothing for an earlier period on which a final one looks back: its rule %s",
    async (_, fields, day) => {
      const weekly = { corrections: "refuse", billing_cadence: "weekly", billing_anchor_date: "2026-01-05" };
      const acme = await openAcme({ rules: [{ ...calls, ...fields }], contract: weekly });
      await acme.submit(use("e1", "1", day), use("f1", "1", "2026-01-31"));
      const finals = (await acme.engine.listInvoices({ status: "draft" })).data;
      const last = finals.find(({ billing_period }) => billing_period.start === "2026-01-26");
      await acme.engine.finalizeInvoice(last?.number ?? "");
      const late = () => acme.submit(use("late", "1", "2026-01-12"));
      expect(await changing(acme, late)).toEqual([["period_closed"], false]);
      expect(await changing(acme, () => refusedWith(acme.engine.voidUsage("e1")))).toEqual([
        "period_closed",
        false,
      ]);
      expect(await acme.submit(use("next", "1", "2026-02-03"))).toEqual(["accepted"]);
      expect(await acme.corrected()).toEqual([]);
    },
  );

  it("takes what does not change it: open periods, and what was sent before", async () => {
    const acme = await refusing();
    expect(await acme.submit(use("e1", "10", "2026-01-10"), use("e1", "11", "2026-01-10"))).toEqual([
      "duplicate",
      "event_conflict",
    ]);
    expect(await acme.submit(use("f2", "1", "2026-02-01T00:00:00Z"))).toEqual(["accepted"]);
    await acme.engine.voidUsage("f1");
    await acme.engine.amendUsage(use("f2", "2", "2026-03-01"));
    expect([await acme.total("INV-2026-002"), await acme.total("INV-2026-003")]).toEqual(["0", "2"]);
    expect(await acme.corrected()).toEqual([]);
  });

  it("takes it once the contract says so, and refuses it again after that", async () => {
    const acme = await refusing();
    const { corrections: _policy, ...contract } = await acme.engine.getContract("acme");
    await acme.engine.putContract(contract);
    await acme.engine.voidUsage("e1");
    await acme.engine.putContract({ ...contract, corrections: "refuse" });
    // What was accepted is corrected all the same.
    expect(await acme.lines("INV-2026-002")).toEqual(["calls 10", "correction calls 2026-01-01 -10"]);
    expect(await refusedWith(acme.engine.amendUsage(use("f1", "1", "2026-01-10")))).toBe("period_closed");
  });

  it("still bills a period again whose invoice was cancelled", async () => {
    const acme = await refusing();
    await acme.engine.updateInvoice("INV-2026-001", { status: "cancelled" });
    expect(await refusedWith(acme.engine.voidUsage("e1"))).toBe("period_closed");
    expect(await acme.lines("INV-2026-002")).toEqual(["calls 10", "correction calls 2026-01-01 10"]);
  });
});

describe("a line of a group that is carried over", () => {
  it("names the group's properties in the rule's order, however they were stored", async () => {
    const level = { ...calls, negative_usage: undefined, group_by: ["region", "plan"] };
    const acme = await openAcme({ rules: [{ ...level, aggregation: "weighted_sum", carry_over: true }] });
    await acme.submit(use("e1", "31", "2026-01-01T00:00:00Z", { properties: { plan: "pro", region: "eu" } }));
    await acme.engine.finalizeInvoice("INV-2026-001");
    const { line_items } = await acme.engine.getInvoice("INV-2026-002");
    expect(JSON.stringify(line_items[0]?.group)).toBe('{"region":"eu","plan":"pro"}');
  });
});
