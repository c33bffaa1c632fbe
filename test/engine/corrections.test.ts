// Usage that comes late, is taken back or says something else: periods are rated again, and what is final is corrected.
import { describe, expect, it } from "vitest";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, openAcme, storage, use } from "./acme.ts";

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;
const tiers = [
  { up_to: "100", unit_amount: "1" },
  { up_to: null, unit_amount: "0.5" },
];
const { unit_amount: _none, ...bare } = calls;
const graduated = { ...bare, model: "tiered", tiers_mode: "graduated", tiers };

/** January has 80 and 60 calls, of which 40 are beyond the first tier: 120. */
async function january(contract: object = {}): Promise<Acme> {
  const acme = await openAcme({ rules: [graduated, storage], contract });
  await acme.submit(use("e1", "80", "2026-01-10"), use("e2", "60", "2026-01-20"));
  return acme;
}

describe("an event that is taken back", () => {
  it("is as if it had never come, while its period is open", async () => {
    const acme = await january();
    expect(await acme.total(first)).toBe("120");
    expect(await acme.engine.voidUsage("e1")).toMatchObject({ id: "e1", status: "voided", quantity: "80" });
    expect(await acme.total(first)).toBe("60");
    await acme.submit(use("e3", "50", "2026-01-05"));
    expect(await acme.total(first)).toBe("105");
    expect((await acme.engine.listUsage({ status: "voided" })).data.map(({ id }) => id)).toEqual(["e1"]);
    expect(await acme.corrected()).toEqual([]);
  });

  it("is corrected on the next draft once its period is final, and that settles it", async () => {
    const acme = await january();
    const final = await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    expect(await acme.engine.getInvoice(first)).toEqual(final);
    expect(await acme.corrected()).toEqual(["2026-01-01"]);
    await acme.submit(use("f1", "100", "2026-02-10"));
    expect(await acme.lines(second)).toEqual(["calls 100", "correction calls 2026-01-01 -60"]);
    expect(await acme.lines(third)).toEqual([]);
    expect((await acme.engine.finalizeInvoice(second)).total).toBe("40");
    expect(await acme.corrected()).toEqual([]);
    expect(await acme.lines(third)).toEqual([]);
  });

  it("is taken back once", async () => {
    const acme = await january();
    const once = await acme.engine.voidUsage("e1");
    expect(await changing(acme, () => acme.engine.voidUsage("e1"))).toEqual([once, false]);
    await acme.engine.finalizeInvoice(first);
    expect(await changing(acme, () => acme.engine.voidUsage("e1"))).toEqual([once, false]);
    expect(await refusedWith(acme.engine.voidUsage("nobody"))).toBe("event_unknown");
    expect(await refusedWith(acme.engine.voidUsage("e1", { contract: "other" }))).toBe("event_unknown");
  });

  it("stays so when it is sent again, and its id stays taken", async () => {
    for (const isFinal of [false, true]) {
      const acme = await january();
      if (isFinal) await acme.engine.finalizeInvoice(first);
      await acme.engine.voidUsage("e1");
      const again = () => acme.submit(use("e1", "80.0", "2026-01-10"), use("e1", "81", "2026-01-10"));
      expect(await changing(acme, again)).toEqual([["duplicate", "event_conflict"], false]);
      expect((await acme.engine.getUsage("e1")).status).toBe("voided");
    }
  });

  it("and sent under another id changes nothing that is asked for", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    await acme.submit(use("e9", "80", "2026-01-10"));
    expect([await acme.lines(second), await acme.total(second)]).toEqual([[], "0"]);
    await acme.engine.finalizeInvoice(second);
    expect([await acme.lines(third), await acme.corrected()]).toEqual([[], []]);
  });
});

describe("an event that says something else", () => {
  it("counts as what it says now, in an open and in a final period", async () => {
    const acme = await january();
    const said = await acme.engine.amendUsage(use("e1", "100", "2026-01-10"));
    expect(said).toMatchObject({
      id: "e1",
      quantity: "100",
      status: "rated",
      ingested_at: "2026-03-15T00:00:00.000Z",
    });
    expect(await acme.total(first)).toBe("130");
    await acme.engine.finalizeInvoice(first);
    await acme.engine.amendUsage(use("e1", "10", "2026-01-11", { properties: { note: "typo" } }));
    expect(await acme.lines(second)).toEqual(["correction calls 2026-01-01 -60"]);
    expect(await acme.engine.getUsage("e1")).toMatchObject({
      ...{ quantity: "10", service_period_start: "2026-01-11", properties: { note: "typo" } },
    });
  });

  it.each([
    ["an open period to another", [], ["calls 60"], ["calls 80"]],
    ["a final period to an open one", [first], undefined, ["calls 80", "correction calls 2026-01-01 -60"]],
    ["an open period to a final one", [second], ["calls 60"], undefined],
  ] as [string, string[], string[] | undefined, string[] | undefined][])(
    "moves from %s",
    async (_, finals, jan, feb) => {
      const acme = await january();
      for (const number of finals) await acme.engine.finalizeInvoice(number);
      await acme.engine.amendUsage(use("e1", "80", "2026-02-10"));
      if (jan !== undefined) expect(await acme.lines(first)).toEqual(jan);
      if (feb !== undefined) expect(await acme.lines(second)).toEqual(feb);
      const march = finals.includes(second) ? ["correction calls 2026-02-01 80"] : [];
      expect(await acme.lines(third)).toEqual(march);
      expect((await acme.engine.listUsage({ from: "2026-02-10", to: "2026-02-10" })).data).toHaveLength(1);
    },
  );

  it("moves from a final period to another, and both are corrected", async () => {
    const acme = await january();
    for (const number of [first, second]) await acme.engine.finalizeInvoice(number);
    await acme.engine.amendUsage(use("e1", "80", "2026-02-10"));
    expect(await acme.corrected()).toEqual(["2026-01-01", "2026-02-01"]);
    const corrections = ["correction calls 2026-01-01 -60", "correction calls 2026-02-01 80"];
    expect(await acme.lines(third)).toEqual(corrections);
    expect(await acme.total(third)).toBe("20");
  });

  it("moves to another metric", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.amendUsage(use("e1", "80", "2026-01-10", { metric: "storage" }));
    expect(await acme.lines(second)).toEqual([
      "correction calls 2026-01-01 -60",
      "correction storage 2026-01-01 80",
    ]);
  });

  it("has every content that it ever had as a duplicate, and nothing comes of that", async () => {
    const acme = await january();
    for (const quantity of ["90", "95"]) await acme.engine.amendUsage(use("e1", quantity, "2026-01-10"));
    await acme.engine.finalizeInvoice(first);
    const said = ["80", "90", "95", "85"].map((quantity) => use("e1", quantity, "2026-01-10"));
    expect(await changing(acme, () => acme.submit(...said))).toEqual([
      ["duplicate", "duplicate", "duplicate", "event_conflict"],
      false,
    ]);
    await acme.engine.voidUsage("e1");
    expect(await changing(acme, () => acme.submit(...said))).toEqual([
      ["duplicate", "duplicate", "duplicate", "event_conflict"],
      false,
    ]);
  });

  it("may say again what it said before", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.amendUsage(use("e1", "90", "2026-01-10"));
    await acme.engine.amendUsage(use("e1", "80", "2026-01-10"));
    expect(await acme.lines(second)).toEqual([]);
    const same = () => acme.engine.amendUsage(use("e1", "80.00", "2026-01-10T13:00:00+01:00"));
    expect((await changing(acme, same))[1]).toBe(false);
  });

  it("is refused as the event would have been, and then nothing changes", async () => {
    const acme = await january({ end_date: "2026-12-01" });
    await acme.engine.voidUsage("e2");
    const refusals: [string, object][] = [
      ["event_unknown", use("nobody", "1", "2026-01-10")],
      ["contract_unknown", use("e1", "1", "2026-01-10", { external_contract_id: "other" })],
      ["event_voided", use("e2", "1", "2026-01-10")],
      ["timestamp_outside_contract", use("e1", "80", "2025-12-31")],
      ["timestamp_outside_contract", use("e1", "80", "2026-12-01")],
      ["metric_unknown", use("e1", "80", "2026-01-10", { metric: "nothing" })],
      ["metric_not_priced", use("e1", "80", "2026-01-10", { metric: "unpriced" })],
      ["decimal_invalid_format", use("e1", "many", "2026-01-10")],
    ];
    for (const [code, event] of refusals)
      expect(await changing(acme, () => refusedWith(acme.engine.amendUsage(event)))).toEqual([code, false]);
  });
});

describe("usage that comes late", () => {
  it("is taken beside usage that does not, and corrected where it belongs", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    const late = [use("l1", "20", "2026-01-31T23:59:59.999Z"), use("l2", "20", "2026-02-01T00:00:00Z")];
    expect(await acme.submit(...late)).toEqual(["accepted", "accepted"]);
    expect(await acme.lines(second)).toEqual(["calls 20", "correction calls 2026-01-01 10"]);
    expect((await acme.engine.getUsage("l1")).status).toBe("rated");
  });

  it("is settled by the draft that has it, and not by another one", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    await acme.engine.finalizeInvoice(third);
    expect(await acme.corrected()).toEqual(["2026-01-01"]);
    await acme.engine.finalizeInvoice(second);
    expect(await acme.corrected()).toEqual([]);
  });
});
