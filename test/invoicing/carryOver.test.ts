// What carries over, at the places where it once went wrong: each is an example that was billed twice, lost, or told badly.
import { describe, expect, it } from "vitest";
import {
  billingPeriods,
  createEngine,
  createMemoryStore,
  draftInvoice,
  expectOk,
  type LineItem,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type RatingState,
  rateUsage,
  resolveTerms,
  type Terms,
} from "../../src/index.ts";

const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["seats", "calls"],
  start_date: "2026-01-01",
};
const level = {
  name: "Seats",
  id: "seats",
  type: "usage",
  metric: "seats",
  aggregation: "weighted_sum",
  carry_over: true,
};
const flat = {
  ...level,
  model: "tiered",
  tiers_mode: "graduated",
  zero_usage: "first_tier",
  tiers: [{ up_to: null, unit_amount: "1", flat_amount: "10" }],
};
const perSeat = { ...level, model: "per_unit", unit_amount: "1" };
const latest = { ...perSeat, aggregation: "latest" };

type Change = readonly [day: string, quantity: string, group?: string];

function termsOf(...versions: readonly (readonly [from: string | null, rule: object])[]): Terms {
  const programs = versions.map(([effective_date, rule], at) =>
    expectOk(parsePricingProgram({ contract: "acme", version: at + 1, effective_date, rules: [rule] })),
  );
  return expectOk(resolveTerms(expectOk(parseContract(contract)), programs));
}

function eventOf([day, quantity, g]: Change, at: number): ReturnType<typeof parseUsageEvent> {
  return parseUsageEvent({
    external_contract_id: "acme",
    event_id: `e${at}`,
    metric: "seats",
    quantity,
    timestamp: `${day}T00:00:00Z`,
    ...(g === undefined ? {} : { properties: { g } }),
  });
}

/** The lines of the month, each event rated by a rater that took up the state of the one before. */
function lines(terms: Terms, changes: readonly Change[], month: string): readonly LineItem[] {
  let state: RatingState | undefined;
  const charges = changes.flatMap((change, at) => {
    const rating = rateUsage(terms, [expectOk(eventOf(change, at))], state);
    state = JSON.parse(JSON.stringify(rating.state)) as RatingState;
    return rating.charges;
  });
  const [period] = billingPeriods(terms.contract, `${month}-01`, `${month}-01`);
  return draftInvoice(terms, charges, period as NonNullable<typeof period>).line_items;
}

const amounts = (items: readonly LineItem[]): string[] => items.map(({ amount }) => amount);

describe("draftInvoice with carry_over", () => {
  it("asks for the zero-usage flat once, though a version begins inside the period", () => {
    const terms = termsOf([null, flat], ["2026-03-15", { ...flat, name: "Seats, new" }]);
    expect(amounts(lines(terms, [], "2026-03"))).toEqual(["10"]);
  });

  it("has no line for a group whose level has gone back to zero", () => {
    const changes: Change[] = ["a", "b"].flatMap((g): Change[] => [
      ["2026-01-05", "5", g],
      ["2026-01-06", "-5", g],
    ]);
    expect(amounts(lines(termsOf([null, { ...flat, group_by: ["g"] }]), changes, "2026-02"))).toEqual(["10"]);
  });

  it("shares nothing out to a group whose level has gone back to zero", () => {
    const shared = { ...perSeat, group_by: ["g"], group_ladder: "shared" };
    const changes: Change[] = [
      ["2026-01-05", "5", "a"],
      ["2026-01-06", "-5", "a"],
      ["2026-01-07", "5", "b"],
    ];
    expect(lines(termsOf([null, shared]), changes, "2026-02").map(({ group }) => group)).toEqual([
      { g: "b" },
    ]);
  });

  it("lifts a line that there is to the minimum, and makes none for it", () => {
    const rule = { ...perSeat, group_by: ["g"], minimum_amount: "50" };
    const changes: Change[] = [
      ["2026-01-05", "5", "a"],
      ["2026-01-05", "5", "b"],
      ["2026-01-06", "-5", "b"],
    ];
    expect(
      lines(termsOf([null, rule]), changes, "2026-02").map(({ group, amount }) => [group, amount]),
    ).toEqual([[{ g: "a" }, "50"]]);
  });

  it("hands a late event on to all months after its own", () => {
    const changes: Change[] = [
      ["2026-01-01", "10"],
      ["2026-03-01", "2"],
      ["2026-02-01", "5"],
    ];
    const terms = termsOf([null, perSeat]);
    expect(
      ["2026-01", "2026-02", "2026-03", "2026-04"].flatMap((month) => amounts(lines(terms, changes, month))),
    ).toEqual(["10", "15", "17", "17"]);
  });

  it.each([
    ["of another metric", { metric: "calls" }],
    ["in another unit", { quantity_transform: { divide_by: "1000", stage: "per_event" } }],
    ["of a property", { aggregate_property: "size" }],
  ])("begins anew where a new version counts %s", (_, other) => {
    for (const rule of [perSeat, latest]) {
      const terms = termsOf([null, rule], ["2026-02-01", { ...rule, ...other }]);
      const changes: Change[] = [["2026-01-01", "100"]];
      expect(["2026-01", "2026-02"].map((month) => amounts(lines(terms, changes, month)))).toEqual([
        ["100"],
        [],
      ]);
    }
  });

  it("goes on where a new version transforms the whole, or the same way as before", () => {
    const each = { quantity_transform: { divide_by: "10", stage: "per_event" } };
    const whole = { ...perSeat, quantity_transform: { divide_by: "2" } };
    const changes: Change[] = [["2026-01-01", "100"]];
    const ofFebruary = (...rules: [object, object]): string[] =>
      amounts(lines(termsOf([null, rules[0]], ["2026-02-01", rules[1]]), changes, "2026-02"));
    expect(ofFebruary(perSeat, whole)).toEqual(["50"]);
    expect(ofFebruary({ ...perSeat, ...each }, { ...perSeat, ...each, unit_amount: "3" })).toEqual(["30"]);
  });

  it("carries a latest value into the next period, and not into a price that begins inside one", () => {
    const terms = termsOf([null, latest], ["2026-02-15", { ...latest, unit_amount: "2" }]);
    const changes: Change[] = [["2026-01-05", "7"]];
    expect(["2026-02", "2026-03"].map((month) => amounts(lines(terms, changes, month)))).toEqual([
      ["7"],
      ["14"],
    ]);
  });
});

describe("a value below zero that is carried into a rule that gives no credit", () => {
  it.each([
    { ...latest },
    {
      ...latest,
      model: "tiered",
      unit_amount: undefined,
      tiers_mode: "graduated",
      tiers: [{ up_to: null, unit_amount: "1" }],
    },
  ])("is billed as zero: %o", (rule) => {
    const terms = termsOf([null, { ...rule, negative_usage: "credit" }], ["2026-02-01", rule]);
    const changes: Change[] = [["2026-01-05", "-3"]];
    expect(["2026-01", "2026-02"].map((month) => amounts(lines(terms, changes, month)))).toEqual([
      ["-3"],
      ["0"],
    ]);
  });
});

describe("rateUsage with carry_over", () => {
  it("charges the same wherever batches are cut, though a later period was opened before an earlier one", () => {
    const terms = termsOf([null, { ...latest, group_by: ["g"] }]);
    const events = (
      [
        ["2026-03-01", "14", "y"],
        ["2026-02-01", "5", "x"],
        ["2026-03-01", "7", "x"],
      ] satisfies Change[]
    ).map((change, at) => expectOk(eventOf(change, at)));
    const whole = rateUsage(terms, events);
    const first = rateUsage(terms, events.slice(0, 2));
    const second = rateUsage(terms, events.slice(2), first.state);
    expect([...first.charges, ...second.charges]).toEqual(whole.charges);
    expect(whole.charges.map(({ quantity }) => quantity)).toEqual(["14", "5", "2"]);
    expect(JSON.stringify(second.state)).toBe(JSON.stringify(whole.state));
  });
});

describe("createEngine with carry_over", () => {
  it("keeps charges as they are when the contract changes after a final period", async () => {
    const store = createMemoryStore();
    const engine = createEngine({ store, now: () => "2026-02-20T00:00:00Z" });
    const tiers = [
      { up_to: "10", unit_amount: "1" },
      { up_to: null, unit_amount: "0.5" },
    ];
    await engine.putContract(contract);
    await engine.publishPricing({
      contract: "acme",
      version: 1,
      rules: [{ ...latest, model: "tiered", unit_amount: undefined, tiers_mode: "graduated", tiers }],
    });
    const submit = (change: Change, at: number) =>
      engine.submitUsage({ events: [expectOk(eventOf(change, at))] });
    await submit(["2026-01-05", "100"], 1);
    await engine.finalizeInvoice("INV-2026-001");
    await submit(["2026-02-05", "110"], 2);
    const february = async () =>
      (await store.read("acme", { from: "2026-02-01", include: ["charges"] }))?.charges;
    const before = await february();
    expect(before?.map(({ quantity, amount }) => [quantity, amount])).toEqual([["10", "5"]]);
    await engine.putContract({ ...contract, metrics: ["seats", "calls"] });
    expect(await february()).toEqual(before);
    expect((await engine.getInvoice("INV-2026-002")).total).toBe("60");
  });
});
