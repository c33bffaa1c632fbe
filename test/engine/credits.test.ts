// Credit that is granted: once, in whole minor units; what is left of it, and who drew it.
import { describe, expect, it } from "vitest";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, openAcme, storage, use } from "./acme.ts";

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;

function grant({ engine }: Acme, id: string, amount: string | number, more: object = {}) {
  return engine.grantCredit({ contract: "acme", id, amount, ...more });
}

/** Each grant in words: what is left, and who drew how much. */
async function credits({ engine }: Acme): Promise<string[]> {
  const { data } = await engine.listCredits("acme");
  return data.map(({ id, balance, draws }) =>
    [id, balance, ...draws.map(({ invoice, amount }) => `${invoice.slice(9)}:${amount}`)].join(" "),
  );
}

describe("grantCredit", () => {
  it("answers the grant with its defaults, and lists it in the order of granting", async () => {
    const acme = await openAcme();
    expect(await grant(acme, "z", "10.00")).toEqual({
      ...{ object: "credit_grant", id: "z", contract: "acme", amount: "10", priority: 50, category: "paid" },
      ...{ effective_date: null, expiry_date: null },
    });
    await grant(acme, "a", 5, { name: "Welcome", priority: 1, category: "promotional", rules: ["calls"] });
    const { data, ...page } = await acme.engine.listCredits("acme");
    expect(page).toEqual({ object: "list", has_more: false, total_count: 2 });
    expect(data.map(({ id, balance, draws }) => [id, balance, draws])).toEqual([
      ["z", "10", []],
      ["a", "5", []],
    ]);
    expect(data[1]).toMatchObject({
      name: "Welcome",
      priority: 1,
      category: "promotional",
      rules: ["calls"],
    });
  });

  it("takes the same grant once, also from a second engine, and refuses another of the same id", async () => {
    const acme = await openAcme();
    const granted = await grant(acme, "g", "10");
    expect(await changing(acme, () => grant(acme, "g", 10, { priority: 50 }))).toEqual([granted, false]);
    const other = () => acme.other.grantCredit({ contract: "acme", id: "g", amount: "11" });
    expect(await changing(acme, () => refusedWith(other()))).toEqual(["credit_conflict", false]);
    // Ids are a contract's own.
    await acme.engine.putContract({ ...(await acme.engine.getContract("acme")), id: "other" });
    expect(await refusedWith(acme.engine.grantCredit({ contract: "other", id: "g", amount: "11" }))).toBe(
      "not refused",
    );
    const tasks = [acme.engine, acme.other].map((engine) =>
      engine.grantCredit({ contract: "acme", id: "h", amount: "1" }),
    );
    await Promise.all(tasks);
    expect(await credits(acme)).toEqual(["g 10", "h 1"]);
  });

  it.each([
    ["USD", "0.01", "0.001"],
    ["JPY", "1", "1.5"],
    ["BHD", "0.001", "0.0001"],
  ])("takes whole minor units of %s", async (currency, whole, finer) => {
    const acme = await openAcme({ contract: { currency } });
    expect(await refusedWith(grant(acme, "g", whole))).toBe("not refused");
    expect(await changing(acme, () => refusedWith(grant(acme, "h", finer)))).toEqual([
      "amount_scale_exceeds_currency",
      false,
    ]);
  });

  it("is for contracts that there are", async () => {
    const { engine } = await openAcme();
    expect(await refusedWith(engine.grantCredit({ contract: "nobody", id: "g", amount: "1" }))).toBe(
      "contract_unknown",
    );
    expect(await refusedWith(engine.listCredits("nobody"))).toBe("contract_unknown");
    expect(await refusedWith(engine.grantCredit({ contract: "acme", id: "g", amount: "0" }))).toBe(
      "quantity_not_positive",
    );
  });
});

describe("listCredits", () => {
  /** 60 in January, 30 in February, and a grant of 100. */
  async function drawing(above: object = {}): Promise<Acme> {
    const acme = await openAcme({ rules: [calls, storage], above });
    await grant(acme, "g", "100");
    await acme.submit(use("e1", "60", "2026-01-10"), use("f1", "30", "2026-02-10"));
    return acme;
  }

  it("knows what final invoices have drawn, and nothing of drafts", async () => {
    const acme = await drawing();
    expect((await acme.engine.getInvoice(first)).credit_total).toBe("60");
    expect(await credits(acme)).toEqual(["g 100"]);
    await acme.engine.finalizeInvoice(first);
    expect(await credits(acme)).toEqual(["g 40 001:60"]);
    await acme.engine.finalizeInvoice(second);
    await acme.engine.finalizeInvoice(third);
    expect(await credits(acme)).toEqual(["g 10 001:60 002:30"]);
  });

  it("knows what a correction has given back, which can be drawn again", async () => {
    const acme = await drawing();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    await acme.engine.finalizeInvoice(second);
    // 60 are given back, and 30 drawn.
    expect(await credits(acme)).toEqual(["g 70 001:60 002:-30"]);
    await acme.submit(use("m1", "200", "2026-03-10"));
    expect((await acme.engine.finalizeInvoice(third)).total).toBe("130");
    expect(await credits(acme)).toEqual(["g 0 001:60 002:-30 003:70"]);
  });

  it("knows that a cancelled invoice has drawn nothing", async () => {
    const acme = await drawing();
    await acme.engine.finalizeInvoice(first);
    await acme.engine.updateInvoice(first, { status: "cancelled" });
    expect(await credits(acme)).toEqual(["g 100"]);
    await acme.engine.finalizeInvoice(second);
    expect(await credits(acme)).toEqual(["g 10 002:90"]);
  });

  it("knows what was drawn inside a period, and what its own invoice made of it", async () => {
    const acme = await drawing({ progressive_threshold: "50" });
    await acme.engine.finalizeInvoice(`${first}-P1`);
    await acme.submit(use("e2", "5", "2026-01-11"));
    await acme.engine.finalizeInvoice(first);
    expect(await credits(acme)).toEqual(["g 35 001-P1:60 001:5"]);
  });

  it("shows on two open drafts what only the first to be final gets", async () => {
    const acme = await drawing();
    await acme.submit(use("e2", "40", "2026-01-11"));
    const paid = async () =>
      Promise.all([first, second].map(async (number) => (await acme.engine.getInvoice(number)).credit_total));
    expect(await paid()).toEqual(["100", "30"]);
    await acme.engine.finalizeInvoice(second);
    expect(await paid()).toEqual(["70", "30"]);
  });

  it("is nothing where what a cancelled invoice gave back has been drawn since, and evens out with the correction", async () => {
    const acme = await openAcme({ now: "2026-04-02T00:00:00Z" });
    await grant(acme, "g", "10");
    await acme.submit(use("e1", "10", "2026-01-10"), use("m1", "10", "2026-03-10"));
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    for (const number of [second, third]) await acme.engine.finalizeInvoice(number);
    expect(await credits(acme)).toEqual(["g 0 001:10 002:-10 003:10"]);
    await acme.engine.updateInvoice(second, { status: "cancelled" });
    expect(await credits(acme)).toEqual(["g 0 001:10 003:10"]);
    // Nothing is paid with what is not there: what January had goes back, and has been drawn by March.
    await acme.submit(use("p1", "25", "2026-04-01T12:00:00Z"));
    expect((await acme.engine.finalizeInvoice("INV-2026-004")).total).toBe("25");
    expect(await credits(acme)).toEqual(["g 0 001:10 003:10 004:-10"]);
  });

  it("is no more than was granted where an invoice is cancelled whose draw has been given back", async () => {
    const acme = await openAcme();
    await grant(acme, "g", "10");
    await acme.submit(use("e1", "10", "2026-01-10"));
    await acme.engine.finalizeInvoice(first);
    await acme.engine.voidUsage("e1");
    await acme.engine.finalizeInvoice(second);
    await acme.engine.updateInvoice(first, { status: "cancelled" });
    expect(await credits(acme)).toEqual(["g 10 002:-10"]);
    // January was given back what is not billed any more; it is asked for, and the grant pays it, once.
    await acme.submit(use("m1", "25", "2026-03-10"));
    const march = await acme.engine.finalizeInvoice(third);
    expect([march.subtotal, march.credit_total, march.total]).toEqual(["35", "20", "15"]);
    expect(await credits(acme)).toEqual(["g 0 002:-10 003:20"]);
  });
});

describe("a grant after the fact", () => {
  it("leaves final invoices as they are, and pays what is corrected since", async () => {
    const acme = await openAcme();
    await acme.submit(use("e1", "60", "2026-01-10"));
    const final = await acme.engine.finalizeInvoice(first);
    await grant(acme, "g", "100", { expiry_date: "2026-02-02" });
    expect(await acme.engine.getInvoice(first)).toEqual(final);
    await acme.submit(use("late", "5", "2026-01-20"));
    const february = await acme.engine.getInvoice(second);
    expect([february.subtotal, february.credit_total, february.total]).toEqual(["5", "5", "0"]);
    expect((await acme.engine.getInvoice(third)).total).toBe("0");
  });
});
