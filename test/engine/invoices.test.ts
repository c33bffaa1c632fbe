import { describe, expect, it } from "vitest";
import { expectOk, previewInvoice } from "../../src/index.ts";
import { makerFee, openVenue, platform, refusedWith, venue, volume } from "../fixtures/venue.ts";

describe("listInvoices", () => {
  it("has a draft for every period that has begun, and for later ones with usage, newest first, without lines", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1000, { timestamp: "2026-05-31T23:59:59Z" })] });
    const { data, has_more, total_count } = await engine.listInvoices();
    expect(data.map(({ number, total }) => [number, total])).toEqual([
      ["INV-2026-005", "101"],
      ["INV-2026-003", "100"],
      ["INV-2026-002", "100"],
      ["INV-2026-001", "100"],
    ]);
    expect([has_more, total_count]).toEqual([false, 4]);
    expect(data[0]).not.toHaveProperty("line_items");
  });

  it("filters and pages", async () => {
    const { engine } = await openVenue();
    await engine.finalizeInvoice("INV-2026-001");
    const numbers = async (filter: object) =>
      (await engine.listInvoices(filter)).data.map(({ number }) => number);
    expect(await numbers({ status: "sent" })).toEqual(["INV-2026-001"]);
    expect(await numbers({ status: "draft" })).toEqual(["INV-2026-003", "INV-2026-002"]);
    expect(await numbers({ from: "2026-02-01", to: "2026-02-28" })).toEqual(["INV-2026-002"]);
    expect(await numbers({ limit: 1, starting_after: "INV-2026-003" })).toEqual(["INV-2026-002"]);
    expect(await numbers({ contract: "nobody" })).toEqual([]);
    expect((await engine.listInvoices({ limit: 2 })).has_more).toBe(true);
    expect(await refusedWith(engine.listInvoices({ starting_after: "INV-2025-001" }))).toBe("cursor_unknown");
    expect(await refusedWith(engine.listInvoices({ status: "open" } as object))).toBe("status_invalid");
  });
});

describe("finalizeInvoice", () => {
  it("freezes the draft once; where corrections are refused so is usage for its period, other periods go on", async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, corrections: "refuse" });
    await engine.submitUsage({ events: [volume("e1", 1000, { timestamp: "2026-02-10T00:00:00Z" })] });
    const tasks = [1, 2, 3].map(() => engine.finalizeInvoice("INV-2026-002"));
    const [frozen, ...others] = await Promise.all(tasks);
    expect(frozen).toMatchObject({ number: "INV-2026-002", status: "sent", total: "101" });
    for (const other of others) expect(other).toEqual(frozen);
    const { events } = await engine.submitUsage({
      events: [
        volume("late", 1, { timestamp: "2026-02-28T23:59:59.999Z" }),
        volume("e1", 1000, { timestamp: "2026-02-10T00:00:00Z" }),
        volume("next", 1),
      ],
    });
    expect(events.map(({ status, code, duplicate }) => [status, code ?? duplicate])).toEqual([
      ["rejected", "period_closed"],
      ["accepted", true],
      ["accepted", undefined],
    ]);
    expect(
      await refusedWith(
        engine.updatePricingRule(venue.id, makerFee.id, { rate: 0 }, { effective_date: "2026-02-28" }),
      ),
    ).toBe("period_closed");
    await engine.updatePricingRule(venue.id, makerFee.id, { rate: 0 }, { effective_date: "2026-03-01" });
    expect(await engine.getInvoice("INV-2026-002")).toEqual(frozen);
  });
});

describe("previewInvoice", () => {
  it("adds usage that is not stored, and stores nothing", async () => {
    const { engine, store } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1000)] });
    const before = JSON.stringify(await store.read(venue.id, { include: ["totals", "charges", "events"] }));
    const { invoice, outcomes } = await engine.previewInvoice({
      contract: venue.id,
      events: [volume("e1", 1000), volume("e2", 2000), volume("e3", "x")],
    });
    expect([invoice.number, invoice.total]).toEqual(["INV-2026-003", "103"]);
    expect(outcomes.map(({ status, code, duplicate }) => [status, code ?? duplicate])).toEqual([
      ["accepted", true],
      ["accepted", undefined],
      ["rejected", "decimal_invalid_format"],
    ]);
    expect(JSON.stringify(await store.read(venue.id, { include: ["totals", "charges", "events"] }))).toBe(
      before,
    );
  });

  it("looks at any day of the contract", async () => {
    const { engine } = await openVenue();
    expect((await engine.previewInvoice({ contract: venue.id, at: "2027-02-28" })).invoice.number).toBe(
      "INV-2027-002",
    );
    expect(await refusedWith(engine.previewInvoice({ contract: venue.id, at: "2025-12-31" }))).toBe(
      "period_unknown",
    );
    expect(await refusedWith(engine.previewInvoice({ contract: venue.id, at: "soon" }))).toBe("date_invalid");
    expect(await refusedWith(engine.previewInvoice({ contract: "nobody" }))).toBe("contract_unknown");
  });

  it("agrees with the pure preview of the same documents", async () => {
    const { engine } = await openVenue();
    const events = [volume("e1", 1000), volume("e2", 2500.5)];
    await engine.submitUsage({ events });
    const pure = expectOk(
      previewInvoice({
        contract: venue,
        programs: [{ contract: venue.id, version: 1, rules: [platform, makerFee] }],
        events,
        at: "2026-03-01",
      }),
    );
    expect(await engine.getInvoice("INV-2026-003")).toEqual(pure.invoice);
  });
});

describe("putContract", () => {
  it("changes what shapes nothing, and refuses an end that accepted usage does not fit", async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1)] });
    expect((await engine.putContract({ ...venue, customer_name: "Venue Ltd" })).customer_name).toBe(
      "Venue Ltd",
    );
    expect(await refusedWith(engine.putContract({ ...venue, end_date: "2026-03-10" }))).toBe(
      "contract_conflict",
    );
    await engine.putContract({ ...venue, end_date: "2026-03-11" });
    expect((await engine.getInvoice("INV-2026-003")).billing_period).toEqual({
      start: "2026-03-01",
      end: "2026-03-10",
    });
    expect(await refusedWith(engine.putContract({ ...venue, currency: "EUR" }))).toBe("contract_conflict");
  });

  it("lists contracts newest first, by status", async () => {
    let now = "2026-03-05T00:00:00Z";
    const { engine } = await openVenue(() => now);
    now = "2026-03-06T00:00:00Z";
    await engine.putContract({ ...venue, id: "later", status: "draft" });
    expect((await engine.listContracts()).data.map(({ id }) => id)).toEqual(["later", venue.id]);
    expect((await engine.listContracts({ status: "draft" })).data.map(({ id }) => id)).toEqual(["later"]);
    expect(await refusedWith(engine.listContracts({ status: "ended" } as object))).toBe("status_invalid");
  });
});
