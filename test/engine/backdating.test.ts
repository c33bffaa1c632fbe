// Prices and ends of contracts that change what final periods come to.
import { describe, expect, it } from "vitest";
import { refusedWith } from "../fixtures/venue.ts";
import { type Acme, calls, changing, acme as contract, openAcme, storage, use } from "./acme.ts";

const [first, second, third] = ["INV-2026-001", "INV-2026-002", "INV-2026-003"] as const;
const dear = { ...calls, unit_amount: "2" };
const quarterly = {
  ...{ id: "fee", name: "Fee", type: "subscription", model: "flat", amount: "90", frequency: "quarterly" },
};
const arrears = { ...quarterly, billing: "in_arrears" };

/** Ten calls on the 10th and the 20th of January and of February; January is final unless told. */
async function used(
  rules: readonly object[],
  more: object = {},
  finals: readonly string[] = [first],
): Promise<Acme> {
  const acme = await openAcme({ rules, contract: more });
  const days = ["01-10", "01-20", "02-10", "02-20"];
  await acme.submit(...days.map((day) => use(day, "10", `2026-${day}`)));
  for (const number of finals) await acme.engine.finalizeInvoice(number);
  return acme;
}

function publish(
  { engine }: Acme,
  version: number,
  effective_date: string | null,
  rules: object[],
  above = {},
) {
  return engine.publishPricing({ contract: "acme", version, effective_date, rules, ...above });
}

describe("a version that takes effect in the past", () => {
  it.each([
    [
      "inside a final period",
      "2026-01-15",
      ["calls 40", "correction calls 2026-01-01 -10", "correction calls 2026-01-01 20"],
    ],
    [
      "on its first day",
      "2026-01-01",
      ["calls 40", "correction calls 2026-01-01 40", "correction calls 2026-01-01 -20"],
    ],
    [
      "before the contract",
      "2025-06-01",
      ["calls 40", "correction calls 2026-01-01 40", "correction calls 2026-01-01 -20"],
    ],
    ["on its last day", "2026-01-31", ["calls 40"]],
    ["on the first day of the open one", "2026-02-01", ["calls 40"]],
    ["inside the open one", "2026-02-15", ["calls 10", "calls 20"]],
  ])("%s", async (_, from, lines) => {
    const acme = await used([calls]);
    await publish(acme, 2, from, [dear]);
    expect(await acme.lines(second)).toEqual(lines);
    expect(await acme.total(first)).toBe("20");
    await acme.engine.finalizeInvoice(second);
    expect([await acme.lines(third), await acme.corrected()]).toEqual([[], []]);
  });

  it("corrects all final periods since, each on its own", async () => {
    const acme = await used([calls], {}, [first, second]);
    await publish(acme, 2, "2026-01-15", [dear]);
    expect(await acme.lines(third)).toEqual([
      "correction calls 2026-01-01 -10",
      "correction calls 2026-01-01 20",
      "correction calls 2026-02-01 40",
      "correction calls 2026-02-01 -20",
    ]);
  });

  it("has to say since when, once something is final", async () => {
    const acme = await used([calls]);
    const publishing = () => refusedWith(publish(acme, 2, null, [dear]));
    expect(await changing(acme, publishing)).toEqual(["period_closed", false]);
    const later = await used([calls], {}, []);
    await publish(later, 2, null, [dear]);
    expect(await later.total(first)).toBe("40");
  });

  it("may leave usage without a price, and give it one again", async () => {
    const acme = await used([calls, storage]);
    await publish(acme, 2, "2026-01-15", [storage]);
    expect(await acme.lines(second)).toEqual(["correction calls 2026-01-01 -10"]);
    expect((await acme.engine.getUsage("01-20")).status).toBe("accepted");
    await publish(acme, 3, "2026-01-15", [calls, storage]);
    expect((await acme.engine.getUsage("01-20")).status).toBe("rated");
    // The version in between was in effect on no day: what is priced again goes on where the first version left it.
    expect(await acme.lines(second)).toEqual(["calls 20"]);
    expect(await acme.total(second)).toBe("20");
  });

  it("corrects what stands above the lines", async () => {
    const acme = await used([calls]);
    const above = { discounts: [{ id: "half", percent: "0.5" }], minimum_commitment: { amount: "15" } };
    await publish(acme, 2, "2026-01-31", [calls], {
      ...above,
      taxes: [{ id: "vat", name: "VAT", rate: "0.1" }],
    });
    const { line_items, taxes, total } = await acme.engine.getInvoice(second);
    const [, , calls1, missing] = line_items;
    expect([calls1?.amount, calls1?.discounts, missing?.amount]).toEqual([
      "0",
      [{ discount: "half", amount: "10" }],
      "5",
    ]);
    // 20 were billed of January: it comes to 10, 5 more, and 1.50 of tax. February: 15 and 1.50.
    expect(
      taxes?.map(({ period_start, taxable_amount, amount }) => [period_start, taxable_amount, amount]),
    ).toEqual([
      ["2026-02-01", "15", "1.5"],
      ["2026-01-01", "-5", "1.5"],
    ]);
    expect(total).toBe("13");
  });
});

describe("a fee in arrears", () => {
  it("that ends with the last day of a final period is due in it, and so is corrected", async () => {
    const acme = await used([calls, { ...arrears, proration: "day" }]);
    await publish(acme, 2, "2026-02-01", [calls]);
    // 31 of the quarter's 90 days.
    expect(await acme.lines(second)).toEqual(["calls 20", "correction fee 2026-01-01 31"]);
  });

  it("is not lost where the contract refuses corrections: what is agreed for the time after is no change of it", async () => {
    const acme = await used([calls, { ...arrears, proration: "day" }], { corrections: "refuse" });
    await publish(acme, 2, "2026-02-01", [calls]);
    expect(await acme.lines(second)).toEqual(["calls 20", "correction fee 2026-01-01 31"]);
  });

  it("that is due whole is billed once a quarter, also where it is dropped and taken up again", async () => {
    const acme = await used([calls, arrears], {}, []);
    await publish(acme, 2, "2026-02-01", [calls]);
    // Dropped with January, it is due on January's last day.
    expect((await acme.engine.finalizeInvoice(first)).total).toBe("110");
    await publish(acme, 3, "2026-03-05", [calls, arrears]);
    // Taken up again, it is due on March's last day, and January should not have had it.
    expect(await acme.lines(second)).toEqual(["calls 20", "correction fee 2026-01-01 -90"]);
    expect(await acme.lines(third)).toEqual(["fee 90"]);
  });
});

describe("a contract's end", () => {
  const march = { ...contract, end_date: "2026-03-11" };

  async function ended(rules: readonly object[], end_date: string | null): Promise<Acme> {
    return used(rules, { end_date }, [first, second]);
  }

  it("that cuts a final period short gives back what was for the rest", async () => {
    const monthly = { ...quarterly, frequency: "monthly", amount: "28", proration: "day" };
    const acme = await ended([calls, monthly], null);
    await acme.engine.putContract({ ...contract, end_date: "2026-02-21" });
    // 20 of 28 days; nothing follows.
    const correction = await acme.engine.getInvoice("INV-2026-002-C1");
    expect([correction.total, correction.credit_note?.amount]).toEqual(["0", "8"]);
    expect(await refusedWith(acme.engine.putContract({ ...contract, end_date: "2026-02-20" }))).toBe(
      "contract_conflict",
    );
    expect(await refusedWith(acme.engine.putContract({ ...contract, end_date: "2026-02-01" }))).toBe(
      "period_closed",
    );
    await acme.engine.putContract(march);
    expect(await refusedWith(acme.engine.getInvoice("INV-2026-002-C1"))).toBe("invoice_unknown");
    expect(await acme.lines(third)).toEqual(["fee 9.03"]);
  });

  it.each([
    // As if it had been known from the beginning: 90 of 90 days, less the 59 up to the end of February.
    ["a fee that is paid ahead, by the day", { ...quarterly, proration: "day" }, "59", "31"],
    // Billed in March, when the quarter ends, and not before.
    ["a fee in arrears, by the day", { ...arrears, proration: "day" }, "59", "31"],
    ["a fee in arrears, whole", arrears, "90", "0"],
  ])("that is put off from the end of a final period: %s is billed once", async (_, fee, before, after) => {
    const acme = await ended([calls, fee], "2026-03-01");
    const billed = (await acme.engine.listInvoices()).data.map(({ total }) => total);
    expect(billed).toContain(String(20 + Number(before)));
    await acme.engine.putContract(contract);
    expect(await acme.total(third)).toBe(after);
  });

  it("that comes sooner gives back what was paid ahead for the time after it", async () => {
    const acme = await ended([calls, { ...quarterly, proration: "day" }], null);
    expect((await acme.engine.getInvoice(first)).total).toBe("110");
    await acme.engine.putContract(march);
    // 69 of 90 days are left of what January has billed.
    expect(await acme.lines(third)).toEqual(["correction fee 2026-01-01 -21"]);
  });

  it("is not moved over final periods by who refuses corrections, and may be put off behind them", async () => {
    const acme = await used([calls], { corrections: "refuse", end_date: "2026-02-21" }, [first, second]);
    const move = (end_date: string | null) =>
      refusedWith(acme.engine.putContract({ ...contract, corrections: "refuse", end_date }));
    for (const end of ["2026-02-22", "2026-03-01", null])
      expect(await changing(acme, () => move(end))).toEqual(["period_closed", false]);
    const whole = await used([calls], { corrections: "refuse", end_date: "2026-03-01" }, [first, second]);
    await whole.engine.putContract({ ...contract, corrections: "refuse" });
    expect(await whole.lines(third)).toEqual([]);
  });
});
