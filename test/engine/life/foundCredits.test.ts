// Small lives that went wrong once, as the random ones have found them: credits.
import { describe, expect, it } from "vitest";
import { calls, fee, open, used } from "./small.ts";

describe("credits", () => {
  it("a grant is never drawn below zero: an invoice is withdrawn after a correction gave back what it drew", async () => {
    const { engine, at } = await open({}, { rules: [fee] });
    const grant = { contract: "acme", id: "g", amount: "5", expiry_date: "2026-02-01" };
    await engine.grantCredit(grant);
    await engine.finalizeInvoice("INV-2026-001");
    const cheaper = { rules: [{ ...fee, amount: "1" }], version: 2, effective_date: "2026-01-01" };
    await engine.publishPricing({ contract: "acme", ...cheaper });
    at("2026-02-01T12:00:00Z");
    await engine.finalizeInvoice("INV-2026-002");
    await engine.updateInvoice("INV-2026-001", { status: "cancelled" });
    const { data } = await engine.listCredits("acme");
    expect(data.map(({ balance }) => balance)).toEqual(["5"]);
  });

  it("a grant is never drawn above its amount: what was given back and drawn again cannot be taken back", async () => {
    const { engine, at } = await open({}, { rules: [calls] });
    await engine.grantCredit({ contract: "acme", id: "g", amount: "5" });
    await engine.submitUsage({
      events: [used("a", "5", "2026-01-01T00:00:00Z"), used("b", "5", "2026-03-01T00:00:00Z")],
    });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.voidUsage("a");
    at("2026-03-01T12:00:00Z");
    // February's gives 5 back for January, and March's draws it.
    await engine.finalizeInvoice("INV-2026-002");
    await engine.finalizeInvoice("INV-2026-003");
    await engine.updateInvoice("INV-2026-002", { status: "cancelled" });
    expect((await engine.listCredits("acme")).data.map(({ balance }) => balance)).toEqual(["0"]);
  });

  it("gives back the latest draw first, and a grant's earlier ones after those of others", async () => {
    const { engine, at, drafts } = await open({}, { rules: [calls] });
    const late = (id: string, quantity: string) =>
      engine.submitUsage({ events: [used(id, quantity, "2026-01-01T00:00:00Z")] });
    await engine.grantCredit({ contract: "acme", id: "first", amount: "20" });
    await late("a", "6");
    await engine.finalizeInvoice("INV-2026-001");
    await engine.grantCredit({ contract: "acme", id: "second", amount: "2", priority: 10 });
    await late("b", "3");
    await late("c", "1");
    at("2026-02-01T12:00:00Z");
    const { line_items } = await engine.finalizeInvoice("INV-2026-002");
    const draws = [
      { grant: "second", amount: "2" },
      { grant: "first", amount: "2" },
    ];
    expect(line_items.map(({ credits }) => credits)).toEqual([draws]);
    await engine.voidUsage("b");
    const given = [
      { grant: "first", amount: "-2" },
      { grant: "second", amount: "-1" },
    ];
    expect((await drafts()).map((draft) => draft.line_items[0]?.credits)).toEqual([given]);
  });

  it("a grant of days that a contract turns out not to have pays no correction", async () => {
    const { engine, drafts } = await open(
      {},
      { rules: [{ ...fee, proration: "day" }], minimum_commitment: { amount: "15" } },
    );
    await engine.grantCredit({
      contract: "acme",
      id: "g",
      amount: "100",
      effective_date: "2026-01-06",
      expiry_date: "2026-01-07",
    });
    await engine.finalizeInvoice("INV-2026-001");
    const { data } = await engine.listContracts();
    await engine.putContract({ ...data[0], end_date: "2026-01-02" });
    const lines = (await drafts()).flatMap(({ line_items }) => line_items);
    expect(lines.map(({ kind, amount, credits }) => [kind, amount, credits])).toEqual([
      ["correction", "-30", [{ grant: "g", amount: "-30" }]],
      ["correction", "14", undefined],
    ]);
  });

  it("a grant pays nothing of what has been billed already", async () => {
    const progressive = { progressive_threshold: "3" };
    const { engine } = await open({}, { rules: [calls], ...progressive });
    await engine.grantCredit({ contract: "acme", id: "g", amount: "5" });
    await engine.submitUsage({ events: [used("a", "6", "2026-01-20T00:00:00Z")] });
    await engine.finalizeInvoice("INV-2026-001-P1");
    const dearer = { rules: [{ ...calls, unit_amount: "4" }], version: 2, effective_date: "2026-01-10" };
    await engine.publishPricing({ contract: "acme", ...dearer, ...progressive });
    await engine.finalizeInvoice("INV-2026-001-P2");
    const { line_items } = await engine.getInvoice("INV-2026-001");
    const drawn = line_items.flatMap(({ kind, credits = [] }) =>
      kind === "billed" ? credits.filter(({ amount }) => !amount.startsWith("-")) : [],
    );
    expect(drawn).toEqual([]);
  });

  it("is not paid twice: what was given back for a withdrawn draw may have been drawn by another period", async () => {
    const { engine, at } = await open({}, { rules: [calls] });
    await engine.grantCredit({ contract: "acme", id: "g", amount: "100" });
    await engine.submitUsage({
      events: [used("a", "100", "2026-01-01T00:00:00Z"), used("b", "100", "2026-02-01T00:00:00Z")],
    });
    await engine.finalizeInvoice("INV-2026-001");
    await engine.voidUsage("a");
    at("2026-05-01T12:00:00Z");
    // Gives 100 back for January, and pays February with them.
    await engine.finalizeInvoice("INV-2026-002");
    await engine.updateInvoice("INV-2026-001", { status: "cancelled" });
    await engine.submitUsage({ events: [used("c", "100", "2026-04-01T00:00:00Z")] });
    const april = await engine.finalizeInvoice("INV-2026-004");
    const march = await engine.finalizeInvoice("INV-2026-003");
    expect([april.credit_total, april.total]).toEqual(["100", "0"]);
    expect([march.credit_total, march.total]).toEqual([undefined, "100"]);
    expect((await engine.listCredits("acme")).data[0]?.draws).toEqual([
      { invoice: april.number, amount: "100" },
    ]);
  });

  it("pays what corrects its own period, also after it has expired, and nothing of earlier ones", async () => {
    const { engine, at } = await open({}, { rules: [calls] });
    await engine.grantCredit({ contract: "acme", id: "january", amount: "100", expiry_date: "2026-02-01" });
    await engine.grantCredit({ contract: "acme", id: "later", amount: "100", effective_date: "2026-02-01" });
    await engine.submitUsage({ events: [used("a", "100", "2026-01-01T00:00:00Z")] });
    await engine.finalizeInvoice("INV-2026-001");
    const cheaper = { ...calls, unit_amount: "0.99" };
    await engine.publishPricing({
      contract: "acme",
      version: 2,
      effective_date: "2026-01-01",
      rules: [cheaper],
    });
    at("2026-02-01T12:00:00Z");
    const { line_items, subtotal, credit_total, total } = await engine.finalizeInvoice("INV-2026-002");
    expect([subtotal, credit_total, total]).toEqual(["-1", "-1", "0"]);
    expect(line_items.map(({ amount, credits }) => [amount, credits])).toEqual([
      ["99", [{ grant: "january", amount: "99" }]],
      ["-100", [{ grant: "january", amount: "-100" }]],
    ]);
    await engine.submitUsage({ events: [used("b", "50", "2026-01-01T00:00:00Z")] });
    expect((await engine.getInvoice("INV-2026-003")).credit_total).toBe("1");
  });
});
