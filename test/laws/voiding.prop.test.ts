// Usage that is taken back: it is as if it had never come, in open periods on the drafts, in closed ones once they are corrected.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BillingError, roundDecimal } from "../../src/index.ts";
import { type Acme, openAcme, use } from "../engine/acme.ts";
import { runs } from "../laws.ts";
import { add, fraction, subtract, toText, zero } from "../oracle/fraction.ts";

const graduated = {
  ...{ id: "calls", name: "Calls", type: "usage", model: "tiered", tiers_mode: "graduated", metric: "calls" },
  tiers: [
    { up_to: "10", unit_amount: "0.125", flat_amount: "1" },
    { up_to: null, unit_amount: "0.015" },
  ],
};
const volume = { ...graduated, tiers_mode: "volume" };
const largest = {
  ...{ id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.005" },
  aggregation: "max",
};
const percentage = {
  ...{ id: "calls", name: "Calls", type: "usage", model: "percentage", metric: "calls", rate: "0.015" },
  ...{ fixed_amount: "0.001", minimum_amount: "2" },
};

const life = fc.record({
  rule: fc.constantFrom(graduated, volume, largest, percentage),
  rounding: fc.constantFrom("half_up", "half_even", "up", "ceiling", "floor"),
  events: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom("01", "02", "03"), fc.boolean()),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const open = ({ rule, rounding }: Life): Promise<Acme> =>
  openAcme({ rules: [rule], contract: { rounding }, now: "2026-03-31T00:00:00Z" });

/** The events, or those of them that are left. */
const usage = ({ events }: Life, all: boolean): Record<string, unknown>[] =>
  events.flatMap(([quantity, month, isVoid], at) =>
    all || !isVoid ? [use(`e${at}`, String(quantity), `2026-${month}-10`)] : [],
  );

async function voidThem({ engine }: Acme, { events }: Life): Promise<void> {
  for (const [at, [, , isVoid]] of events.entries()) if (isVoid) await engine.voidUsage(`e${at}`);
}

async function drafts({ engine }: Acme): Promise<unknown[]> {
  return Promise.all(["001", "002", "003"].map((place) => engine.getInvoice(`INV-2026-${place}`)));
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof BillingError) return error.code;
    throw error;
  }
  return "ok";
}

// L9: rating E and then voiding every event of S leaves what E without S comes to; voiding all leaves drafts that were never touched;
// voiding twice is voiding once.
describe("voiding, while periods are open,", () => {
  it("L9: leaves the drafts of the events that are left", async () => {
    await fc.assert(
      fc.asyncProperty(life, async (one) => {
        const [voided, never] = [await open(one), await open(one)];
        await voided.submit(...usage(one, true));
        await voidThem(voided, one);
        const left = usage(one, false);
        if (left.length > 0) await never.submit(...left);
        expect(await drafts(voided)).toEqual(await drafts(never));
      }),
      runs(60),
    );
  });

  it("L9: twice is once, and before the event has come is refused", async () => {
    const acme = await openAcme();
    expect(await codeOf(acme.engine.voidUsage("e1"))).toBe("event_unknown");
    await acme.submit(use("e1", "5", "2026-03-02"));
    const first = await acme.engine.voidUsage("e1");
    expect(await acme.engine.voidUsage("e1")).toEqual(first);
    expect(await acme.lines("INV-2026-003")).toEqual([]);
    // The id stays taken, so what was voided cannot come back by being sent again.
    expect(await codeOf(acme.engine.amendUsage(use("e1", "6", "2026-03-02")))).toBe("event_voided");
  });
});

describe("voiding, once a period is closed,", () => {
  it("L9: makes the invoice and its corrections add up to what the events that are left come to", async () => {
    await fc.assert(
      fc.asyncProperty(life, async (one) => {
        const [voided, never] = [await open(one), await open(one)];
        await voided.submit(...usage(one, true));
        await voided.engine.finalizeInvoice("INV-2026-001");
        await voidThem(voided, one);
        const left = usage(one, false);
        if (left.length > 0) await never.submit(...left);
        const whole = await Promise.all([voided, never].map(subtotals));
        expect(whole[0]).toBe(whole[1]);
      }),
      runs(60),
    );
  });

  it("L9 does not hold for the rounded difference: it misses what the difference of two rounded totals gives", () => {
    const cents = (text: string): string => roundDecimal(text, 2, "half_up");
    const [before, after] = [fraction("0.01"), fraction("0.005")];
    const exact = toText(subtract(before, after));
    const billed = toText(subtract(fraction(cents("0.01")), fraction(cents("0.005"))));
    expect([cents(exact), billed]).toEqual(["0.01", "0"]);
  });

  it("L9 does not hold for a mirrored document where rounding is not symmetric, so no document is mirrored", () => {
    const both = (mode: "half_up" | "ceiling"): string =>
      toText(add(fraction(roundDecimal("0.005", 2, mode)), fraction(roundDecimal("-0.005", 2, mode))));
    expect([both("half_up"), both("ceiling")]).toEqual(["0", "0.01"]);
  });
});

/** What all drafts and final invoices ask for, before anything that is carried. */
async function subtotals({ engine }: Acme): Promise<string> {
  const all = await Promise.all(["001", "002", "003"].map((place) => engine.getInvoice(`INV-2026-${place}`)));
  return toText(all.reduce((sum, { subtotal }) => add(sum, fraction(subtotal)), zero));
}
