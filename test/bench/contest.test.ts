// How turns are taken, and what is made of them.
import { describe, expect, it } from "vitest";
import { createBag, createSequence } from "../../bench/checksum.ts";
import { type Contestant, compete, driftOf } from "../../bench/contest.ts";
import { checkGoal, formatGoals, type Goal, isMet } from "../../bench/goals.ts";
import { ratiosOf, spreadOf } from "../../bench/spread.ts";
import { formatContest } from "../../bench/table.ts";

const taken: string[] = [];
/** Takes one more nanosecond with each turn. */
function contestant(name: string, isQuick = false, first = 1): Contestant {
  let nanoseconds = first - 1;
  return {
    name,
    standing: "exact",
    isQuick,
    turn() {
      taken.push(name);
      nanoseconds += 1;
      return { figures: { ns: nanoseconds }, outcome: { total: "1" } };
    },
  };
}

describe("turns", () => {
  it("are taken one after the other, round by round", async () => {
    taken.length = 0;
    await compete("contest", [contestant("a"), contestant("b"), contestant("c")], 2);
    expect(taken.join("")).toBe("abcabc");
  });

  it("of who is quick come before each of the others, and their median counts", async () => {
    taken.length = 0;
    const quick = contestant("q", true);
    const { lanes } = await compete("contest", [quick, contestant("a"), contestant("b"), contestant("c")], 2);
    expect(taken.join("")).toBe("qaqbqcqaqbqc");
    expect(lanes.map(({ figures }) => figures.ns)).toEqual([
      [2, 5],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it("may be taken by quick ones alone", async () => {
    taken.length = 0;
    await compete("contest", [contestant("q", true), contestant("r", true)], 2);
    expect(taken.join("")).toBe("qrqr");
  });

  it("have to be taken", async () => {
    await expect(compete("contest", [contestant("a")], 0)).rejects.toThrow("at least one round");
  });
});

describe("ratios", () => {
  it("are taken round by round", () => {
    expect(ratiosOf([2, 40, 6], [1, 10, 2])).toEqual({ median: 3, min: 2, max: 4 });
  });

  it("have a median between two middle ones", () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it("stand beside each figure, but for the one that the others are compared with", async () => {
    const contest = await compete("contest", [contestant("a"), contestant("b", false, 3)], 2);
    const lines = formatContest(contest, "b").split("\n");
    expect(lines[1]?.trim().split(/ +/)).toEqual(["a", "1.50", "0.42", "0.33–0.50"]);
    expect(lines[2]?.trim().split(/ +/)).toEqual(["b", "3.50"]);
  });
});

describe("goals", () => {
  const goal: Goal = { what: "b beside a", contest: "contest", of: "b", to: "a", atMost: 2.5 };
  const run = () => compete("contest", [contestant("a"), contestant("b", false, 3)], 2);

  it("are met by the median of the ratios", async () => {
    const result = checkGoal(goal, [await run()]);
    expect(result.ratio).toEqual({ median: 2.5, min: 2, max: 3 });
    expect(isMet(result)).toBe(true);
    expect(formatGoals([result])).toMatch(/b beside a +<= 2\.5 +2\.50 +2\.00–3\.00 +met/);
  });

  it.each<Partial<Goal>>([{ atMost: 2.4 }, { atMost: 24, times: 10 }, { atMost: Infinity, atLeast: 2.6 }])(
    "are missed beyond their bound: %o",
    async (change) => {
      const result = checkGoal({ ...goal, ...change }, [await run()]);
      expect(isMet(result)).toBe(false);
      expect(formatGoals([result])).toContain("MISSED");
    },
  );

  it.each<Partial<Goal>>([{ contest: "other" }, { of: "c" }, { figure: "bytes" }])(
    "are neither where there is nothing to compare: %o",
    async (change) => {
      const result = checkGoal({ ...goal, ...change }, [await run()]);
      expect(result.ratio).toBeUndefined();
      expect(isMet(result)).toBe(false);
      expect(formatGoals([result])).toContain("not run");
    },
  );
});

describe("outcomes", () => {
  it("that are not exact are told by how much", () => {
    const exact = { charged: "10.5", hash: "ab12", lines: "2" };
    expect(driftOf({ charged: "10.500001", hash: "cd", lines: "2" }, exact)).toBe(
      "charged off by 0.000001, lines off by 0",
    );
  });

  it("depend on the order, or do not", () => {
    const sum = (create: typeof createBag, texts: readonly string[]): string => {
      const checksum = create();
      for (const text of texts) checksum.add(text);
      return checksum.text();
    };
    expect(sum(createSequence, ["a", "b"])).not.toBe(sum(createSequence, ["b", "a"]));
    expect(sum(createBag, ["a", "b"])).toBe(sum(createBag, ["b", "a"]));
    expect(sum(createBag, ["a", "b"])).not.toBe(sum(createBag, ["a", "c"]));
    expect(sum(createBag, ["a", "a"])).not.toBe(sum(createBag, ["a"]));
  });
});
