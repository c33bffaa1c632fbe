// Every code has an input that provokes it: those of the catalogue of inputs, and one here for each of the others.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BillingError,
  createAggregation,
  createEngine,
  createMemoryStore,
  draftInvoice,
  expectOk,
  type IssueCode,
  issueCodes,
  mergeCharges,
  mergeStates,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type Result,
  rateNdjson,
  rateUsage,
  resolveTerms,
  roundDecimal,
  type Terms,
} from "../src/index.ts";
import { makerFee, openVenue, platform, refusedWith, venue, volume } from "./fixtures/venue.ts";

const catalogue = readFileSync(new URL("./vectors/bad-inputs.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { code: string }).code);

function codesOf(result: Result<unknown>): string[] {
  return result.ok ? ["ok"] : result.issues.map(({ code }) => code);
}

function thrownBy(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof BillingError) return [error.code];
    throw error;
  }
  return ["nothing"];
}

function program(...rules: object[]): Result<unknown> {
  return parsePricingProgram({ contract: venue.id, version: 1, rules });
}

function terms(rules: object[], contract: object = venue): Result<Terms> {
  const parsed = expectOk(parsePricingProgram({ contract: venue.id, version: 1, rules }));
  return resolveTerms(expectOk(parseContract(contract)), [parsed]);
}

const free = expectOk(terms([{ ...makerFee, free_events: 1 }]));
const ratingOf = (id: string) => rateUsage(free, [expectOk(parseUsageEvent(volume(id, "5")))]);
const stateOf = (id: string) => ratingOf(id).state;
/** The codes of outcomes of one event under one rule. */
function outcomeOf(rule: object, properties: object): string[] {
  const event = expectOk(parseUsageEvent(volume("e1", 1, { properties })));
  return rateUsage(expectOk(terms([rule])), [event]).outcomes.map(({ code }) => code ?? "accepted");
}

const volumeRule = { name: "Volume", type: "usage", metric: "trading_volume" };
const perUnit = { ...volumeRule, model: "per_unit", unit_amount: "1" };
const eu = { when: { region: "eu" }, unit_amount: "1" };
const matrix = {
  ...volumeRule,
  model: "matrix",
  dimensions: ["region", "size"],
  cells: [eu],
  default: "error",
};
const cells = (...list: unknown[]) => codesOf(program({ ...matrix, cells: list }));
const night = { from: "22:00", to: "06:00", unit_amount: "1" };
const windows = (...list: unknown[]) =>
  codesOf(program({ ...volumeRule, model: "time_of_day", windows: list, default: "free" }));
const tenth = { id: "d1", percent: "0.1" };
const everySide = { ...makerFee, name: "Other", id: "ffff0000", counterparty: "c" };

const provocations: { readonly [code in IssueCode]?: () => string[] | Promise<string> } = {
  input_unreadable: () =>
    codesOf(
      parseContract({
        get id(): string {
          throw new Error("getter");
        },
      }),
    ),
  line_too_long: () => {
    const codes: string[] = [];
    const line = new Uint8Array(1_048_577).fill(0x20);
    rateNdjson([line], free, { refused: ({ issues }) => codes.push(...issues.map(({ code }) => code)) });
    return codes;
  },
  value_invalid: () => codesOf(parseContract({ ...venue, rounding: "bankers" })),
  integer_invalid: () => codesOf(parseContract({ ...venue, net_days: 1.5 })),
  period_unknown: () =>
    thrownBy(() =>
      draftInvoice(free, [], { start: "2026-03-02", end: "2026-03-31", start_at: "", end_at: "" }),
    ),
  contract_conflict: async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1)] });
    return refusedWith(engine.putContract({ ...venue, timezone: "Asia/Tokyo" }));
  },
  currency_mismatch: () => codesOf(terms([{ ...makerFee, currency: "EUR" }])),
  pricing_missing: () => codesOf(resolveTerms(expectOk(parseContract(venue)), [])),
  rule_unknown: async () => refusedWith((await openVenue()).engine.deletePricingRule(venue.id, "nope")),
  rule_id_duplicate: () => codesOf(program(makerFee, { ...platform, id: makerFee.id })),
  rule_scope_ambiguous: () => codesOf(terms([everySide, { ...everySide, name: "Third", id: "ffff0001" }])),
  rule_date_unknown: () =>
    codesOf(
      terms([{ name: "Setup", type: "one_time", model: "flat", amount: "5" }], {
        ...venue,
        start_date: null,
      }),
    ),
  discount_invalid: () => codesOf(program({ ...makerFee, discounts: [{ amount: "1", percent: "0.1" }] })),
  minimum_above_maximum: () => codesOf(program({ ...makerFee, minimum_amount: "2", maximum_amount: "1" })),
  quantity_not_positive: () =>
    codesOf(program({ ...volumeRule, model: "package", package_size: "0", package_amount: "1" })),
  filters_invalid: () => codesOf(program({ ...perUnit, filters: [{ property: "region", in: [] }] })),
  group_by_invalid: () => codesOf(program({ ...perUnit, group_by: ["region", "region"] })),
  dimensions_invalid: () => codesOf(program({ ...matrix, dimensions: [] })),
  cells_empty: () => cells(),
  cells_too_many: () => cells(...Array.from({ length: 10_001 }, () => eu)),
  cell_invalid: () => cells({ when: {}, unit_amount: "1" }),
  cell_duplicate: () => cells(eu, { ...eu, unit_amount: "2" }),
  cell_ambiguous: () => cells(eu, { when: { size: "l" }, unit_amount: "2" }),
  windows_invalid: () => windows({ ...night, to: "22:00" }),
  windows_overlap: () => windows(night, { from: "05:59", to: "07:00", unit_amount: "1" }),
  property_missing: () => outcomeOf({ ...perUnit, aggregate_property: "size" }, {}),
  property_invalid: () => outcomeOf({ ...perUnit, aggregate_property: "size" }, { size: "large" }),
  cell_unmatched: () => outcomeOf(matrix, { region: "us" }),
  aggregation_needs_events: () => {
    const peak = createAggregation({ aggregation: "max" });
    const event = { value: "1", event_id: "e1", timestamp: "2026-03-01T00:00:00Z" };
    const removed = peak.remove(peak.add(peak.empty, event), event);
    return [removed.ok ? "ok" : removed.code];
  },
  event_unknown: async () => refusedWith((await openVenue()).engine.getUsage("nope")),
  event_ambiguous: async () => refusedWith((await twoVenues()).getUsage("e1")),
  invoice_ambiguous: async () => refusedWith((await twoVenues()).getInvoice("INV-2026-003")),
  invoice_unknown: async () => refusedWith((await openVenue()).engine.getInvoice("INV-2031-001")),
  metric_not_priced: () => {
    const calls = expectOk(parseUsageEvent(volume("e1", 1, { metric: "api_calls" })));
    return rateUsage(free, [calls]).outcomes.map(({ code }) => code ?? "accepted");
  },
  state_invalid: () => thrownBy(() => rateUsage(free, [], { ...stateOf("e1"), contract: "other" })),
  charge_invalid: () =>
    thrownBy(() =>
      mergeCharges(
        free,
        ratingOf("e1").charges.map((charge) => ({ ...charge, amount: "1e9" })),
      ),
    ),
  state_not_mergeable: () => thrownBy(() => mergeStates(free, stateOf("e1"), stateOf("e2"))),
  id_duplicate: () =>
    codesOf(
      parsePricingProgram({ contract: venue.id, version: 1, rules: [platform], discounts: [tenth, tenth] }),
    ),
  event_voided: async () => {
    const { engine } = await openVenue();
    await engine.submitUsage({ events: [volume("e1", 1)] });
    await engine.voidUsage("e1");
    return refusedWith(engine.amendUsage(volume("e1", 2)));
  },
  invoice_final: async () => {
    const { engine } = await openVenue();
    await engine.finalizeInvoice("INV-2026-001");
    return refusedWith(engine.updateInvoice("INV-2026-001", { total: "1" } as never));
  },
  invoice_move_illegal: async () =>
    refusedWith((await openVenue()).engine.updateInvoice("INV-2026-001", { status: "paid" })),
  grace_period: async () => {
    const { engine } = await openVenue();
    await engine.putContract({ ...venue, grace_days: 3 });
    return refusedWith(engine.finalizeInvoice("INV-2026-003"));
  },
  payment_conflict: () => refusedPayment({ id: "p1", amount: "2" }),
  payment_exceeds_due: () => refusedPayment({ id: "p2", amount: "99.01" }),
  credit_conflict: async () => {
    const { engine } = await openVenue();
    await engine.grantCredit({ contract: venue.id, id: "g1", amount: "5" });
    return refusedWith(engine.grantCredit({ contract: venue.id, id: "g1", amount: "6" }));
  },
  limit_invalid: async () => refusedWith((await openVenue()).engine.listUsage({ limit: 101 })),
  cursor_unknown: async () => refusedWith((await openVenue()).engine.listUsage({ starting_after: "nope" })),
};

/** After a payment p1 of 1 on an invoice of 100. */
async function refusedPayment(payment: { readonly id: string; readonly amount: string }): Promise<string> {
  const { engine } = await openVenue();
  await engine.finalizeInvoice("INV-2026-001");
  await engine.recordPayment("INV-2026-001", { id: "p1", amount: "1" });
  return refusedWith(engine.recordPayment("INV-2026-001", payment));
}

async function twoVenues(): Promise<ReturnType<typeof createEngine>> {
  const engine = createEngine({ store: createMemoryStore(), now: () => "2026-03-05T00:00:00Z" });
  for (const id of ["a", "b"]) {
    await engine.putContract({ ...venue, id });
    await engine.publishPricing({ contract: id, version: 1, rules: [makerFee] });
    await engine.submitUsage({ events: [volume("e1", 1, { external_contract_id: id })] });
  }
  return engine;
}

describe("issueCodes", () => {
  it.each(Object.entries(provocations))("%s is provoked", async (code, provoke) => {
    const answer = await provoke();
    expect(typeof answer === "string" ? [answer] : answer).toContain(code);
  });

  it("are all provoked, here or in the catalogue", () => {
    const provoked = new Set([...catalogue, ...Object.keys(provocations)]);
    expect(issueCodes.filter((code) => !provoked.has(code))).toEqual([]);
  });

  it("are all that the catalogue names", () => {
    const known = new Set<string>([...issueCodes, "ok", "duplicate", "partial"]);
    expect(catalogue.filter((code) => !known.has(code))).toEqual([]);
  });
});

describe("roundDecimal", () => {
  it("refuses what it cannot round with a code", () => {
    expect(thrownBy(() => roundDecimal("1e5", 2, "half_up"))).toEqual(["decimal_invalid_format"]);
    expect(thrownBy(() => roundDecimal("1", 0.5, "half_up"))).toEqual(["integer_invalid"]);
  });
});
