// Which version brought a rule's terms, for how long they hold, and what of a rule is there in part of a period.
import { describe, expect, it } from "vitest";
import { calendarOf } from "../../../src/calendar/billingCalendar.ts";
import { timelineOf } from "../../../src/calendar/timeline.ts";
import { noSpan } from "../../../src/metering/accumulator.ts";
import type { PricingProgram, UsageRule } from "../../../src/model/pricingProgram.ts";
import type { Terms } from "../../../src/model/terms.ts";
import { ladderDays, ladderSpan } from "../../../src/pricing/ladderSpan.ts";
import { findLadder, type Ladder, ladderIn, laddersOf } from "../../../src/pricing/ladders.ts";
import { limitsIn } from "../../../src/pricing/limitsIn.ts";
import { ruleIn } from "../../../src/pricing/ruleIn.ts";
import { tiersIn, withTiers } from "../../../src/pricing/tiersIn.ts";
import { plainContract } from "../../laws/plain.ts";

const calls: UsageRule = {
  id: "calls",
  name: "Calls",
  type: "usage",
  model: "per_unit",
  metric: "calls",
  unit_amount: "1",
};

function program(version: number, effective_date: string | null, rule: UsageRule): PricingProgram {
  return { object: "pricing_program", contract: "acme", version, effective_date, rules: [rule] };
}

function termsWith(...programs: PricingProgram[]): Terms {
  return { object: "terms", contract: plainContract, programs };
}

function ladderOf(terms: Terms, version: number): Ladder {
  const ladder = findLadder(terms.programs, "calls", version);
  if (ladder === undefined) throw new Error("no such ladder");
  return ladder;
}

function january(terms: Terms) {
  const period = calendarOf(terms.contract).periodAt(Date.parse("2026-01-15T00:00:00.000Z"));
  if (period === undefined) throw new Error("January is in the contract");
  return period;
}

describe("findLadder", () => {
  const programs = [program(1, null, calls), program(2, "2026-02-01", { ...calls })];

  it("finds a ladder under the version that brought it only", () => {
    expect(findLadder(programs, "calls", 1)?.version).toBe(1);
    expect(findLadder(programs, "calls", 2)).toBeUndefined();
  });

  it("finds none under a version, or for a rule, that is not there", () => {
    expect(findLadder(programs, "calls", 3)).toBeUndefined();
    expect(findLadder(programs, "other", 1)).toBeUndefined();
  });
});

describe("laddersOf", () => {
  it("sees what has changed in a rule that can change", () => {
    const own = { ...calls };
    expect(
      laddersOf([program(1, null, own)])
        .get(1)
        ?.get("calls")?.version,
    ).toBe(1);
    const second = { ...own };
    const before = [program(1, null, own), program(2, "2026-02-01", second)];
    expect(laddersOf(before).get(2)?.get("calls")?.version).toBe(1);
    second.unit_amount = "2";
    expect(
      laddersOf([...before])
        .get(2)
        ?.get("calls")?.version,
    ).toBe(2);
  });
});

describe("ladderSpan", () => {
  const terms = termsWith(program(1, null, calls));

  it("is empty for a period that the contract does not have", () => {
    expect(ladderSpan(terms, ladderOf(terms, 1), undefined)).toEqual(noSpan);
  });
});

describe("a ladder that never came into effect", () => {
  it("holds for no time of a period", () => {
    const terms = termsWith(program(1, null, calls), program(2, null, { ...calls, unit_amount: "2" }));
    const { startAt: start, endAt: end } = january(terms);
    const none = { start, end: start, period: end - start, fromStart: true };
    expect(ladderSpan(terms, ladderOf(terms, 1), january(terms))).toEqual(none);
  });
});

describe("ladderDays", () => {
  it("are those of the period where the ladder never came into effect", () => {
    const terms = termsWith(program(1, null, calls), program(2, null, { ...calls, unit_amount: "2" }));
    const period = january(terms);
    expect(timelineOf(terms).map((reign) => ladderIn(terms.programs, reign, "calls")?.version)).toEqual([2]);
    expect(ladderDays(terms, ladderOf(terms, 1), period)).toEqual({
      startDay: period.startDay,
      endDay: period.endDay,
    });
  });
});

describe("ruleIn", () => {
  const prorated: UsageRule = {
    ...calls,
    minimum_amount: "31",
    maximum_amount: "62",
    proration: "day",
    prorated: ["minimum_amount"],
  };

  it("is the rule itself where its terms hold for the whole period", () => {
    const terms = termsWith(program(1, null, prorated), program(2, "2026-02-01", calls));
    expect(ruleIn(terms, ladderOf(terms, 1), prorated, january(terms))).toBe(prorated);
  });

  it("is the rule itself where nothing of it is prorated", () => {
    const plain: UsageRule = { ...calls, minimum_amount: "31" };
    const terms = termsWith(program(1, null, plain), program(2, "2026-01-11", calls));
    expect(ruleIn(terms, ladderOf(terms, 1), plain, january(terms))).toBe(plain);
  });

  it("has a part of what it prorates, and all of the rest, where they hold for some of its days", () => {
    const terms = termsWith(program(1, null, prorated), program(2, "2026-01-11", calls));
    const held = ruleIn(terms, ladderOf(terms, 1), prorated, january(terms));
    expect(held).toEqual({ ...prorated, minimum_amount: "10" });
    const begun = termsWith(program(1, "2026-01-11", prorated));
    expect(ruleIn(begun, ladderOf(begun, 1), prorated, january(begun)).minimum_amount).toBe("21");
  });
});

describe("limitsIn", () => {
  it("adds up the parts of a limit that all terms of the period prorate, and leaves others out", () => {
    const first: UsageRule = {
      ...calls,
      minimum_amount: "31",
      proration: "day",
      prorated: ["minimum_amount"],
    };
    const plain: UsageRule = { ...calls, minimum_amount: "100" };
    const last: UsageRule = { ...first, minimum_amount: "62" };
    const programs = [
      program(1, null, first),
      program(2, "2026-01-11", plain),
      program(3, "2026-01-21", last),
    ];
    const terms = termsWith(...programs);
    const ladders = [1, 2, 3].map((version) => ladderOf(terms, version));
    const of = (at: number) => limitsIn(terms, ladders[at] as Ladder, ladders, january(terms));
    expect(of(2)).toEqual({ minimum_amount: "32", maximum_amount: undefined, monthly_cap: undefined });
    expect(of(1).minimum_amount).toBe("100");
  });
});

describe("tiersIn", () => {
  const tiers = [{ up_to: null, unit_amount: "1" }];
  const price = { tiers_mode: "volume", tiers } as const;
  const base = { id: "rule", name: "Rule", type: "usage", metric: "calls" } as const;
  const windows: UsageRule = {
    ...base,
    model: "time_of_day",
    windows: [
      { from: "06:00", to: "12:00", unit_amount: "1" },
      { from: "13:00", to: "14:00", ...price },
    ],
    default: price,
  };
  const cells: UsageRule = {
    ...base,
    model: "matrix",
    dimensions: ["region"],
    cells: [{ when: { region: "eu" }, ...price }],
    default: "free",
  };

  it("says where each ladder stands in the rule", () => {
    expect(tiersIn({ ...base, model: "tiered", ...price }).map(({ path }) => path)).toEqual([""]);
    expect(tiersIn(windows).map(({ path }) => path)).toEqual(["windows[1].", "default."]);
    expect(tiersIn(cells).map(({ path }) => path)).toEqual(["cells[0]."]);
    expect(tiersIn(calls)).toEqual([]);
  });

  it("changes each ladder of a rule and nothing else", () => {
    const free = () => [{ up_to: null, unit_amount: "0" }];
    const changed = { ...price, tiers: free() };
    expect(withTiers(windows, free)).toEqual({
      ...windows,
      windows: [windows.windows[0], { from: "13:00", to: "14:00", ...changed }],
      default: changed,
    });
    expect(withTiers(cells, free)).toEqual({ ...cells, cells: [{ when: { region: "eu" }, ...changed }] });
    expect(withTiers(calls, free)).toBe(calls);
  });
});
