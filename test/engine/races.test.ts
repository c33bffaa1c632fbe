// Two engines over one store, at the same time: whoever comes too late decides anew, so nothing is lost and nothing is billed twice.
import { describe, expect, it } from "vitest";
import { type BillingStore, createEngine, type Engine } from "../../src/index.ts";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, openAcme, use } from "./acme.ts";

const [first, second] = ["INV-2026-001", "INV-2026-002"] as const;

async function january(contract: object = {}, above: object = {}): Promise<Acme> {
  const acme = await openAcme({ contract, above, now: "2026-02-02T00:00:00Z" });
  await acme.submit(use("e1", "10", "2026-01-10"), use("e2", "20", "2026-01-20"));
  return acme;
}

/** An engine in whose way something is done once, just before it commits for the first time. */
function interrupted({ store, clock }: Acme, meddle: () => Promise<unknown>): Engine {
  let before: (() => Promise<unknown>) | undefined = meddle;
  const meddled: BillingStore = {
    ...store,
    async commit(changes) {
      const act = before;
      before = undefined;
      await act?.();
      return store.commit(changes);
    },
  };
  return createEngine({ store: meddled, now: () => clock.now });
}

/** What January has been asked for, and will be on the next draft. */
async function askedFor(acme: Acme): Promise<string[]> {
  return [await acme.total(first), ...(await acme.lines(second))];
}

describe("what comes between a decision and its commit", () => {
  it("L53: is on the invoice that is made final, and is not corrected after it", async () => {
    const acme = await january();
    const engine = interrupted(acme, () =>
      acme.other.submitUsage({ events: [use("late", "5", "2026-01-15")] }),
    );
    expect((await engine.finalizeInvoice(first)).total).toBe("35");
    expect([await askedFor(acme), await acme.corrected()]).toEqual([["35"], []]);
  });

  it("L53: is corrected where the invoice is final first", async () => {
    const acme = await january();
    const engine = interrupted(acme, () => acme.other.finalizeInvoice(first));
    expect((await engine.submitUsage({ events: [use("late", "5", "2026-01-15")] })).accepted).toBe(1);
    expect(await askedFor(acme)).toEqual(["30", "correction calls 2026-01-01 5"]);
  });

  it("closes the period where corrections are refused", async () => {
    const acme = await january({ corrections: "refuse" });
    const sends = interrupted(acme, () => acme.other.finalizeInvoice(first));
    const { events } = await sends.submitUsage({ events: [use("late", "5", "2026-01-15")] });
    expect(events[0]?.code).toBe("period_closed");
    const later = await january({ corrections: "refuse" });
    const voids = interrupted(later, () => later.other.finalizeInvoice(first));
    expect(await refusedWith(voids.voidUsage("e1"))).toBe("period_closed");
    expect(await askedFor(later)).toEqual(["30"]);
  });

  it("takes an event back that is amended, and the other way round", async () => {
    const acme = await january();
    const amends = interrupted(acme, () => acme.other.voidUsage("e1"));
    expect(await refusedWith(amends.amendUsage(use("e1", "7", "2026-01-10")))).toBe("event_voided");
    expect(await acme.total(first)).toBe("20");
    const later = await january();
    const voids = interrupted(later, () => later.other.amendUsage(use("e1", "7", "2026-02-01T12:00:00Z")));
    expect(await voids.voidUsage("e1")).toMatchObject({ status: "voided", quantity: "7" });
    expect([await later.total(first), await later.total(second)]).toEqual(["20", "0"]);
  });

  it("is a version that the usage has to be rated by", async () => {
    const acme = await january();
    const dear = {
      contract: "acme",
      version: 2,
      effective_date: "2026-01-15",
      rules: [{ ...calls, unit_amount: "2" }],
    };
    const engine = interrupted(acme, () => acme.other.publishPricing(dear));
    await engine.submitUsage({ events: [use("late", "5", "2026-01-16")] });
    // 10 at 1, and 20 and 5 at 2.
    expect(await acme.total(first)).toBe("60");
  });

  it("is a payment, so that no more is paid than is due", async () => {
    const acme = await january();
    await acme.engine.finalizeInvoice(first);
    const pays = interrupted(acme, () => acme.other.recordPayment(first, { id: "p1", amount: "20" }));
    expect(await refusedWith(pays.recordPayment(first, { id: "p2", amount: "20" }))).toBe(
      "payment_exceeds_due",
    );
    const same = interrupted(acme, () => acme.other.recordPayment(first, { id: "p3", amount: "5" }));
    expect((await same.recordPayment(first, { id: "p3", amount: "5" })).amount_paid).toBe("25");
    const cancels = interrupted(acme, () => acme.other.recordPayment(first, { id: "p4", amount: "5" }));
    expect(await refusedWith(cancels.updateInvoice(first, { status: "cancelled" }))).toBe(
      "invoice_move_illegal",
    );
  });

  it("is a grant that another invoice draws first", async () => {
    const acme = await january();
    await acme.engine.grantCredit({ contract: "acme", id: "g", amount: "12" });
    await acme.submit(use("f1", "10", "2026-02-01T12:00:00Z"));
    const engine = interrupted(acme, () => acme.other.finalizeInvoice(second));
    expect((await engine.finalizeInvoice(first)).credit_total).toBe("2");
    expect((await acme.engine.listCredits("acme")).data[0]).toMatchObject({ balance: "0" });
  });

  it("is the same, done by somebody else", async () => {
    const acme = await january({}, { progressive_threshold: "25" });
    const cut = `${first}-P1`;
    const engine = interrupted(acme, () => acme.other.finalizeInvoice(cut));
    expect(await engine.finalizeInvoice(cut)).toEqual(await acme.engine.getInvoice(cut));
    const again = interrupted(acme, () => acme.other.voidUsage("e1"));
    expect((await again.voidUsage("e1")).status).toBe("voided");
    // 20 are left of what was cut at 30.
    expect(await acme.lines(first)).toEqual(["calls 20", "billed calls -30"]);
  });
});

describe("many at once", () => {
  it("ask together for what all usage that counts comes to", async () => {
    const acme = await january();
    const engines = [acme.engine, acme.other];
    const tasks = Array.from({ length: 24 }, (_, at) => {
      const engine = engines[at % 2] as Engine;
      if (at === 8 || at === 9) return engine.finalizeInvoice(first);
      if (at === 16 || at === 17) return engine.finalizeInvoice(second);
      if (at === 12 || at === 13) return engine.voidUsage("e1");
      if (at === 20) return engine.amendUsage(use("e2", "21", "2026-01-20"));
      return engine.submitUsage({
        events: [use(`n${at}`, "1", at % 3 === 0 ? "2026-01-05" : "2026-02-01T12:00:00Z")],
      });
    });
    await Promise.all(tasks);
    // 17 events of 1, and e2 with 21; e1 is gone.
    acme.clock.now = "2026-03-01T00:00:00Z";
    await acme.engine.finalizeInvoice("INV-2026-003");
    const { data } = await acme.engine.listInvoices();
    const asked = data.filter(({ status }) => status === "sent").map(({ subtotal }) => Number(subtotal));
    expect(asked).toHaveLength(3);
    expect(asked.reduce((sum, amount) => sum + amount, 0)).toBe(17 + 21);
    expect(await acme.corrected()).toEqual([]);
  });

  it("L53: make one invoice final once, and record one payment once", async () => {
    const acme = await january();
    const both = [acme.engine, acme.other, acme.engine, acme.other];
    const finals = await Promise.all(both.map((engine) => engine.finalizeInvoice(first)));
    expect(new Set(finals.map((invoice) => JSON.stringify(invoice))).size).toBe(1);
    const paid = await Promise.all(
      both.map((engine) => engine.recordPayment(first, { id: "p", amount: "30" })),
    );
    expect(new Set(paid.map((invoice) => JSON.stringify(invoice))).size).toBe(1);
    expect(paid[0]).toMatchObject({ status: "paid", amount_paid: "30" });
  });

  it("run billing as often as they like", async () => {
    const acme = await january();
    const runs = await Promise.all([acme.engine, acme.other].map((engine) => engine.runBilling()));
    expect(runs.flatMap(({ finalized }) => finalized.map(({ number }) => number))).toEqual([first, first]);
    expect((await acme.engine.runBilling()).finalized).toEqual([]);
    expect((await acme.engine.getInvoice(first)).history).toHaveLength(1);
  });
});
