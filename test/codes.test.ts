// Every code has an input that provokes it: those of the catalogue of inputs, and one here for each of the others.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BillingError,
  createEngine,
  createMemoryStore,
  draftInvoice,
  expectOk,
  type IssueCode,
  issueCodes,
  mergeStates,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type Result,
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
const stateOf = (id: string) => rateUsage(free, [expectOk(parseUsageEvent(volume(id, "5")))]).state;
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
  event_unknown: async () => refusedWith((await openVenue()).engine.getUsage("nope")),
  event_ambiguous: async () => refusedWith((await twoVenues()).getUsage("e1")),
  invoice_ambiguous: async () => refusedWith((await twoVenues()).getInvoice("INV-2026-003")),
  invoice_unknown: async () => refusedWith((await openVenue()).engine.getInvoice("INV-2031-001")),
  metric_not_priced: () => {
    const calls = expectOk(parseUsageEvent(volume("e1", 1, { metric: "api_calls" })));
    return rateUsage(free, [calls]).outcomes.map(({ code }) => code ?? "accepted");
  },
  state_invalid: () => thrownBy(() => rateUsage(free, [], { ...stateOf("e1"), contract: "other" })),
  state_not_mergeable: () => thrownBy(() => mergeStates(free, stateOf("e1"), stateOf("e2"))),
  limit_invalid: async () => refusedWith((await openVenue()).engine.listUsage({ limit: 101 })),
  cursor_unknown: async () => refusedWith((await openVenue()).engine.listUsage({ starting_after: "nope" })),
};

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
