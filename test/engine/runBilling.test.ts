// A job that does what time asks for: makes final what is over, and marks what is overdue.
import { describe, expect, it } from "vitest";
import type { BillingRun } from "../../src/index.ts";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, acme as contract, openAcme, use } from "./acme.ts";

const numbers = ({ finalized, overdue }: BillingRun) =>
  [finalized, overdue].map((list) => list.map(({ number }) => number));

async function run({ engine, clock }: Acme, now: string): Promise<string[][]> {
  clock.now = now;
  return numbers(await engine.runBilling());
}

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;

describe("runBilling", () => {
  it("makes final what is over, the oldest first, and leaves the period that lasts", async () => {
    const acme = await openAcme();
    await acme.submit(
      use("e1", "10", "2026-01-10"),
      use("f1", "20", "2026-02-10"),
      use("m1", "30", "2026-03-10"),
    );
    const done = await acme.engine.runBilling();
    expect(done.object).toBe("billing_run");
    expect(done.finalized.map(({ number, status, total }) => [number, status, total])).toEqual([
      [first, "sent", "10"],
      [second, "sent", "20"],
    ]);
    expect((await acme.engine.getInvoice(third)).status).toBe("draft");
  });

  it("changes nothing when there is nothing to do", async () => {
    const acme = await openAcme();
    await acme.engine.runBilling();
    const nothing = { object: "billing_run", finalized: [], overdue: [] };
    expect(await changing(acme, () => acme.engine.runBilling())).toEqual([nothing, false]);
  });

  it("waits for the instant at which a period is over where the contract is, and for its grace days", async () => {
    const zone = {
      timezone: "America/New_York",
      start_date: "2026-02-08",
      billing_anchor_date: "2026-02-08",
    };
    const at = { now: "2026-02-10T00:00:00Z" };
    const acme = await openAcme({ contract: zone, ...at });
    expect(await run(acme, "2026-03-08T04:59:59.999Z")).toEqual([[], []]);
    expect(await run(acme, "2026-03-08T05:00:00Z")).toEqual([[first], []]);
    // The 8th of March has 23 hours there.
    const patient = await openAcme({ contract: { ...zone, grace_days: 1 }, ...at });
    expect(await run(patient, "2026-03-09T03:59:59.999Z")).toEqual([[], []]);
    expect(await run(patient, "2026-03-09T04:00:00Z")).toEqual([[first], []]);
  });

  it("settles corrections and carries as it goes", async () => {
    const acme = await openAcme();
    await acme.submit(use("e1", "10", "2026-01-10"));
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    await acme.submit(use("f1", "4", "2026-02-10"), use("m1", "30", "2026-03-10"));
    expect(await run(acme, "2026-04-01T00:00:00Z")).toEqual([[second, third], [first]]);
    expect([await acme.total(second), await acme.total(third)]).toEqual(["0", "24"]);
    expect(await acme.corrected()).toEqual([]);
  });

  it("makes final what is cut inside a period, and leaves one that is over to its own invoice", async () => {
    const acme = await openAcme({ above: { progressive_threshold: "50" }, now: "2026-01-20T00:00:00Z" });
    await acme.submit(use("e1", "60", "2026-01-10"));
    expect(await run(acme, "2026-01-20T00:00:00Z")).toEqual([[`${first}-P1`], []]);
    await acme.submit(use("e2", "70", "2026-01-21"));
    expect(await run(acme, "2026-02-01T00:00:00Z")).toEqual([[first], []]);
    expect(await acme.lines(first)).toEqual(["calls 130", "billed calls -60"]);
  });

  it("makes final what has to be corrected after the last period, once its grace days are over", async () => {
    const acme = await openAcme({
      contract: { end_date: "2026-02-01", grace_days: 5 },
      now: "2026-02-06T00:00:00Z",
    });
    await acme.submit(use("e1", "10", "2026-01-10"));
    expect(await run(acme, "2026-02-06T00:00:00Z")).toEqual([[first], []]);
    await acme.submit(use("late", "5", "2026-01-20"));
    expect(await run(acme, "2026-02-07T00:00:00Z")).toEqual([[`${first}-C1`], []]);
    expect(await run(acme, "2026-02-07T00:00:00Z")).toEqual([[], []]);
  });

  it("goes on where it was cut off", async () => {
    const acme = await openAcme();
    await acme.engine.finalizeInvoice(second);
    expect(numbers(await acme.engine.runBilling())).toEqual([[first], []]);
  });

  it("is about all contracts, or one; an unsigned one has offers only", async () => {
    const acme = await openAcme();
    for (const [id, status] of [
      ["beta", "active"],
      ["offer", "draft"],
      ["gone", "cancelled"],
    ]) {
      await acme.engine.putContract({ ...contract, id, status: "active", start_date: "2026-02-01" });
      await acme.engine.publishPricing({ contract: id, version: 1, rules: [calls] });
      await acme.submit(use(`${id}1`, "5", "2026-02-10", { external_contract_id: id }));
      await acme.engine.putContract({ ...contract, id, status, start_date: "2026-02-01" });
    }
    expect(await refusedWith(acme.engine.runBilling({ contract: "nobody" }))).toBe("contract_unknown");
    expect(await refusedWith(acme.engine.runBilling({ contracts: [] } as never))).toBe("field_unknown");
    const named = await acme.engine.runBilling({ contract: "beta" });
    expect(named.finalized.map(({ contract: id, number }) => [id, number])).toEqual([
      ["beta", "INV-2026-001"],
    ]);
    const all = await acme.engine.runBilling();
    expect(all.finalized.map(({ contract: id, number }) => [id, number]).sort()).toEqual([
      ["acme", first],
      ["acme", second],
      ["gone", "INV-2026-001"],
    ]);
    // The period of an unsigned contract is over, but nobody has agreed to it.
    expect((await acme.engine.getInvoice("INV-2026-001", { contract: "offer" })).status).toBe("draft");
  });
});

describe("what is overdue", () => {
  async function due(): Promise<Acme> {
    const acme = await openAcme({ now: "2026-02-02T00:00:00Z", contract: { timezone: "Europe/Berlin" } });
    await acme.submit(use("e1", "10", "2026-01-10"));
    await acme.engine.runBilling();
    return acme;
  }

  it("is what was due before today, where the contract is, and is marked once", async () => {
    const acme = await due();
    // Due on the 16th; the 17th begins at 23:00 in UTC.
    expect(await run(acme, "2026-02-16T22:59:59.999Z")).toEqual([[], []]);
    expect(await run(acme, "2026-02-16T23:00:00Z")).toEqual([[], [first]]);
    expect(await run(acme, "2026-02-17T00:00:00Z")).toEqual([[], []]);
    expect((await acme.engine.getInvoice(first)).history?.at(-1)).toEqual({
      status: "overdue",
      at: "2026-02-16T23:00:00.000Z",
    });
  });

  it.each([
    ["seen", "viewed", [first]],
    ["paid in part", "partial", [first]],
    ["paid", "paid", []],
    ["withdrawn", "cancelled", []],
  ] as [string, string, string[]][])(
    "is not asked of what has been %s, unless something is left to pay",
    async (_, status, overdue) => {
      const acme = await due();
      if (status === "partial") await acme.engine.recordPayment(first, { id: "p1", amount: "9.99" });
      else await acme.engine.updateInvoice(first, { status: status as "viewed" | "paid" | "cancelled" });
      expect((await run(acme, "2026-02-20T00:00:00Z"))[1]).toEqual(overdue);
    },
  );

  it("is nothing that asks for nothing", async () => {
    const acme = await openAcme({ now: "2026-02-02T00:00:00Z" });
    await acme.engine.runBilling();
    expect((await acme.engine.getInvoice(first)).total).toBe("0");
    expect((await run(acme, "2026-02-27T00:00:00Z"))[1]).toEqual([]);
  });

  it("may be what the same run has made final, where nothing is left of the net days", async () => {
    const acme = await openAcme({ now: "2026-02-02T00:00:00Z", contract: { net_days: 0 } });
    await acme.submit(use("e1", "10", "2026-01-10"));
    // Due today, so not overdue yet.
    expect(numbers(await acme.engine.runBilling())).toEqual([[first], []]);
    expect(await run(acme, "2026-02-03T00:00:00Z")).toEqual([[], [first]]);
  });
});
