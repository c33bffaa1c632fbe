// States that are put together, and states that no rater has made; refusals of events before anything is counted.
import { describe, expect, it } from "vitest";
import {
  BillingError,
  expectOk,
  type LadderTotal,
  mergeStates,
  type PricingProgram,
  type RatingState,
  rateUsage,
  resolveTerms,
  type Terms,
  type UsageEvent,
} from "../../../src/index.ts";
import { type Book, inTime } from "../../../src/rating/book.ts";
import { copyTotal, sortTotals, totalKey } from "../../../src/rating/totals.ts";
import { plainContract } from "../../laws/plain.ts";

const calls = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};
const share = {
  id: "share",
  name: "Share",
  type: "usage",
  model: "percentage",
  metric: "calls",
  rate: "0.5",
};

function termsOf(...rules: object[]): Terms {
  const program = { object: "pricing_program", contract: "acme", version: 1, effective_date: null, rules };
  return expectOk(resolveTerms(plainContract, [program as unknown as PricingProgram]));
}

function event(event_id: string, quantity = "1", terms: object = {}): UsageEvent {
  const base = { external_contract_id: "acme", event_id, metric: "calls", quantity };
  return { ...base, timestamp: "2026-01-15T12:00:00.000Z", ...terms };
}

function stateOf(terms: Terms, ...events: UsageEvent[]): RatingState {
  const { outcomes, state } = rateUsage(terms, events);
  expect(outcomes.filter(({ status }) => status !== "accepted")).toEqual([]);
  return state;
}

function refusalOf(act: () => unknown): {
  readonly code: string | undefined;
  readonly path: string | undefined;
  readonly message: string;
} {
  try {
    act();
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return {
      code: error.issues[0]?.code,
      path: error.issues[0]?.path,
      message: error.issues[0]?.message ?? "",
    };
  }
  throw new Error("nothing was refused");
}

describe("mergeStates", () => {
  const terms = termsOf(calls);

  it("refuses the same event in both, and names it", () => {
    const refused = refusalOf(() =>
      mergeStates(terms, stateOf(terms, event("a"), event("b")), stateOf(terms, event("b"))),
    );
    expect(refused).toMatchObject({ code: "event_conflict", path: "state.events" });
    expect(refused.message).toContain('the event "b"');
  });

  it("has the periods closed that one of them has closed, each once", () => {
    const closed = (state: RatingState, ...closed_periods: string[]): RatingState => ({
      ...state,
      closed_periods,
    });
    const [a, b] = [stateOf(terms, event("a")), stateOf(terms, event("b"))];
    const merged = mergeStates(
      terms,
      closed(a, "2025-11-01", "2025-12-01"),
      closed(b, "2025-12-01", "2025-10-01"),
    );
    expect(merged.closed_periods).toEqual(["2025-11-01", "2025-12-01", "2025-10-01"]);
  });

  it("adds up what each counted, in cells too, and shares nothing with them", () => {
    const cells = [{ when: { region: "eu" }, unit_amount: "1" }];
    const matrix = { ...calls, model: "matrix", dimensions: ["region"], cells, default: "free" };
    const own = termsOf(matrix);
    const eu = { properties: { region: "eu" } };
    const merged = mergeStates(
      own,
      stateOf(own, event("a", "2", eu)),
      stateOf(own, event("b", "3", eu), event("c", "4")),
    );
    expect(merged.totals.map(({ quantity }) => quantity)).toEqual(["4", "5"]);
    expect(merged).toEqual(stateOf(own, event("a", "2", eu), event("b", "3", eu), event("c", "4")));
  });

  it("adds up percentages that price each event, unless a free part goes by their order", () => {
    const fixed = termsOf({ ...share, fixed_amount: "1" });
    const merged = mergeStates(fixed, stateOf(fixed, event("a", "2")), stateOf(fixed, event("b", "4")));
    expect(merged).toEqual(stateOf(fixed, event("a", "2"), event("b", "4")));
    expect(merged.totals[0]?.per_event?.amount).toBe("5");
    const free = termsOf({ ...share, free_events: 1 });
    const refused = refusalOf(() => mergeStates(free, stateOf(free, event("a")), stateOf(free, event("b"))));
    expect(refused).toMatchObject({ code: "state_not_mergeable", path: "state.totals" });
    expect(mergeStates(free, stateOf(free, event("a")), stateOf(free)).totals.length).toBe(1);
  });

  it("keeps the aggregates of both where these do not add up", () => {
    const peak = termsOf({ ...calls, aggregation: "max" });
    const [a, b] = [stateOf(peak, event("a", "5")), stateOf(peak, event("b", "3"))];
    expect(mergeStates(peak, a, b)).toEqual(stateOf(peak, event("a", "5"), event("b", "3")));
    const bare = (state: RatingState): RatingState => ({
      ...state,
      totals: state.totals.map(({ measure, ...rest }) => rest),
    });
    for (const [one, other] of [
      [bare(a), b],
      [a, bare(b)],
    ] as const)
      expect(refusalOf(() => mergeStates(peak, one, other)).message).toContain("measure is missing");
  });

  it("refuses two totals of a rule, or of a version, that the terms do not have", () => {
    const other = termsOf({ ...calls, id: "other" });
    const [a, b] = [stateOf(other, event("a")), stateOf(other, event("b"))];
    expect(refusalOf(() => mergeStates(terms, a, b))).toMatchObject({ code: "state_invalid" });
    const later = (state: RatingState): RatingState => ({
      ...state,
      totals: state.totals.map((total) => ({ ...total, version: 7 })),
    });
    const [c, d] = [later(stateOf(terms, event("a"))), later(stateOf(terms, event("b")))];
    expect(refusalOf(() => mergeStates(terms, c, d)).message).toContain("no rule calls of version 7");
  });
});

describe("a state that no rater has made", () => {
  const terms = termsOf({ ...share, fixed_amount: "1" });
  const good = stateOf(terms, event("a", "2"));
  const [total] = good.totals as [LadderTotal];
  const { per_event } = total as Required<LadderTotal>;
  const refused = (state: unknown) => refusalOf(() => rateUsage(terms, [], state as RatingState));

  it("is refused where a list is missing, which is named", () => {
    for (const list of ["totals", "events", "closed_periods"]) {
      const { code, message } = refused({ ...good, [list]: undefined });
      expect([code, message]).toEqual(["state_invalid", expect.stringContaining(`the list ${list}`)]);
      expect(refused({ ...good, [list]: [7] }).message).toContain(`something in ${list} that`);
    }
  });

  it("is refused where it is none, or another contract's", () => {
    for (const state of [null, "state", 7, { ...good, object: "terms" }])
      expect(refused(state).message).toContain("must be a rating state");
    expect(refused({ ...good, contract: "other" }).message).toContain('is of contract "other"');
    expect(refused({ ...good, contract: undefined }).message).toContain("is of contract nothing");
  });

  it.each([
    { rule_id: 7 },
    { version: "1" },
    { period_start: 7 },
    { period_start: "January" },
    { part: 7 },
    { quantity: 2 },
    { per_event: null },
    { per_event: "5" },
    { per_event: { ...per_event, amount: 2 } },
    { per_event: { ...per_event, free_amount: 0 } },
    { per_event: { ...per_event, free_events: "0" } },
    { per_event: { ...per_event, free_events: 0.5 } },
    { per_event: { ...per_event, free_over: "true" } },
    { rule_id: null },
    { version: 1.5 },
    { version: -1 },
    { version: -0 },
    { measure: { value: Number.NaN } },
    { measure: () => "1" },
    { per_event: { ...per_event, free_events: -1 } },
    { per_event: { ...per_event, free_events: -0 } },
    { per_event: { ...per_event, more: Number.NaN } },
  ])("is refused for a total with %j", (damage) => {
    expect(refused({ ...good, totals: [{ ...total, ...damage }] }).message).toContain("something in totals");
  });

  it.each([[["a"]], [["a", "b", "c"]], [["a", 7]], [[7, "a"]], [{ length: 2 }], ["ab"]])(
    "is refused for the event %j",
    (damage) => {
      expect(refused({ ...good, events: [damage] }).message).toContain("something in events");
    },
  );

  it("is refused for a total that is none", () => {
    for (const none of [undefined, null, 7, "total"])
      expect(refused({ ...good, totals: [none] }).message).toContain("something in totals");
  });

  it("is refused for a group with a name that the rule does not group by", () => {
    const grouped = termsOf({ ...calls, group_by: ["region"] });
    const state = stateOf(grouped, event("a", "1", { properties: { region: "eu" } }));
    const withPart = (part: string) => () =>
      rateUsage(grouped, [], { ...state, totals: state.totals.map((one) => ({ ...one, part })) });
    expect(withPart('[{"region":"eu"},null]')).not.toThrow();
    expect(refusalOf(withPart('[{"country":"de","region":"eu"},null]')).message).toContain("of a group that");
    expect(refusalOf(withPart("[null,null]")).message).toContain("of a group that");
    expect(refused({ ...good, totals: [{ ...total, part: "[{},null]" }] }).message).toContain(
      "of a group that",
    );
  });

  it("is refused where a total does not say what each event came to", () => {
    const { per_event: _, ...bare } = total;
    expect(refused({ ...good, totals: [bare] }).message).toContain("per_event is missing");
  });

  it("is refused where a total's part is no text of ours", () => {
    const parts = ["x", "7", "{}", "[]", "[null]", "[null,null,null]", '{"length":2}'];
    for (const part of parts)
      expect(refused({ ...good, totals: [{ ...total, part }] }).code).toBe("state_invalid");
    expect(refused({ ...good, totals: [{ ...total, part: "x" }] }).message).toContain("not JSON");
    expect(refused({ ...good, totals: [{ ...total, part: "[null]" }] }).message).toContain(
      "no group and cell",
    );
    expect(refused({ ...good, totals: [{ ...total, part: "{}" }] }).message).toContain("no group and cell");
  });

  it("is refused where a total lacks the measure of its aggregation", () => {
    const peak = termsOf({ ...calls, aggregation: "max" });
    const state = stateOf(peak, event("a", "5"));
    const totals = state.totals.map(({ measure, ...rest }) => rest);
    expect(refusalOf(() => rateUsage(peak, [], { ...state, totals })).message).toContain(
      "measure is missing",
    );
  });

  it("keeps totals of rules, versions and periods that the terms do not have as they are", () => {
    const foreign = [
      { ...total, version: 0 },
      { ...total, rule_id: "gone", measure: null as never },
      { ...total, rule_id: "gone" },
      { ...total, version: 7 },
      { ...total, period_start: "2026-01-02" },
      { ...total, period_start: "1999-01-01" },
    ];
    const { state } = rateUsage(terms, [], { ...good, totals: foreign });
    expect(state.totals).toEqual(sortTotals(foreign));
  });

  it("keeps a level of a time before the contract, which no period of it says anything about", () => {
    const level = termsOf({ ...calls, aggregation: "weighted_sum" });
    const own = stateOf(level, event("a", "4"));
    const before = own.totals.map((one) => ({ ...one, period_start: "1999-01-01" }));
    expect(rateUsage(level, [], { ...own, totals: before }).state.totals).toEqual(before);
  });
});

describe("a state of ours", () => {
  it("says of a total no more than there is to say", () => {
    const { totals } = stateOf(termsOf(calls), event("a", "2"));
    const own = { rule_id: "calls", version: 1, period_start: "2026-01-01", quantity: "2" };
    expect(totals).toStrictEqual([own]);
  });

  it("is gone on from alike, in whatever order its totals stand", () => {
    const level = termsOf({ ...calls, aggregation: "weighted_sum", carry_over: true });
    const months = ["2026-01-15", "2026-02-15", "2026-03-15"];
    const events = months.map((day, at) => event(`e${at}`, "4", { timestamp: `${day}T00:00:00.000Z` }));
    const state = stateOf(level, ...events);
    const late = [event("late", "2", { timestamp: "2026-04-15T00:00:00.000Z" })];
    const turned = { ...state, totals: [...state.totals].reverse() };
    expect(rateUsage(level, late, turned)).toEqual(rateUsage(level, late, state));
    expect(rateUsage(level, late, state).charges[0]?.quantity).not.toBe("2");
  });
});

describe("inTime", () => {
  it("puts books in the order of their periods, then of their versions", () => {
    const book = (periodStart: string, version: number) => ({ periodStart, meter: { version } }) as Book;
    const ordered = [
      book("2026-01-01", 1),
      book("2026-01-01", 3),
      book("2026-02-01", 2),
      book("2026-02-01", 4),
    ];
    expect([...ordered].reverse().sort(inTime)).toEqual(ordered);
    expect([2, 0, 3, 1].map((at) => ordered[at] as Book).sort(inTime)).toEqual(ordered);
  });
});

describe("totals", () => {
  const bare: LadderTotal = { rule_id: "b", version: 1, period_start: "2026-01-01", quantity: "1" };

  it("stand by period, then rule, version and part", () => {
    const sorted = [
      bare,
      { ...bare, version: 2 },
      { ...bare, version: 2, part: "x" },
      { ...bare, rule_id: "c" },
      { ...bare, rule_id: "a", period_start: "2026-02-01" },
    ];
    expect(sortTotals([...sorted].reverse())).toEqual(sorted);
    expect(sortTotals([3, 0, 4, 1, 2].map((at) => sorted[at] as LadderTotal))).toEqual(sorted);
  });

  it("are told apart though their names run together", () => {
    const places = [
      { ...bare, rule_id: "b 2", part: "c" },
      { ...bare, rule_id: "b", part: "2 c" },
      { ...bare, rule_id: "b", part: "c" },
      { ...bare, rule_id: "b" },
      { ...bare, rule_id: "b", version: 2 },
      { ...bare, rule_id: "b", period_start: "2026-02-01" },
    ];
    expect(new Set(places.map(totalKey)).size).toBe(places.length);
  });

  it("share nothing with their copies", () => {
    const measured: LadderTotal = { ...bare, measure: { values: [["a", 1]] } };
    const priced: LadderTotal = {
      ...bare,
      per_event: { amount: "1", free_events: 0, free_amount: "0", free_over: true },
    };
    for (const total of [bare, measured, priced]) {
      const copy = copyTotal(total);
      expect(copy).toStrictEqual(total);
      expect(copy).not.toBe(total);
    }
    expect(copyTotal(measured).measure).not.toBe(measured.measure);
    expect(copyTotal(priced).per_event).not.toBe(priced.per_event);
  });
});

describe("events that were not parsed", () => {
  const terms = termsOf({ ...calls, group_by: ["region"] });
  const outcomeOf = (given: UsageEvent) => {
    const [outcome] = rateUsage(terms, [given]).outcomes;
    return outcome?.status === "rejected" ? `${outcome.code}: ${outcome.error}` : outcome?.status;
  };

  it("are refused with what is wrong in them", () => {
    expect(outcomeOf(event("e", "x"))).toMatch(/^decimal_invalid_format: quantity must be plain/);
    expect(outcomeOf(event("e", "1", { timestamp: "soon" }))).toMatch(/^timestamp_invalid: timestamp must/);
    expect(outcomeOf(event("e", "1", { external_contract_id: "other" }))).toBe(
      "contract_unknown: must be of contract acme",
    );
  });

  it("are refused where a value that they are grouped by is too long", () => {
    const grouped = (length: number) =>
      outcomeOf(event("e", "1", { properties: { region: "x".repeat(length) } }));
    expect(grouped(255)).toBe("accepted");
    expect(grouped(256)).toMatch(/^property_invalid: property "region" must have at most 255 characters/);
    expect(outcomeOf(event("e"))).toBe("accepted");
  });
});
