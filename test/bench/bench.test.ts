// Runs every benchmark case at a small size, so that the benchmark cannot rot. Times are never asserted.
import { describe, expect, it } from "vitest";
import { cases } from "../../bench/cases.ts";
import type { BenchCharge, Contestant, Entry } from "../../bench/contestant.ts";
import { bigByHand } from "../../bench/contestants/bigByHand.ts";
import { ours } from "../../bench/contestants/ours.ts";
import { driftOf } from "../../bench/digest.ts";
import { type CaseResult, measureCase } from "../../bench/measure.ts";
import { formatReport, ratiosOf, spreadOf } from "../../bench/report.ts";
import { createScenario } from "../../bench/scenario.ts";
import { decimalText } from "../../bench/workload.ts";

const size = { events: 3_000, rounds: 2 };
const small = { events: 600, rounds: 1 };
const [flat] = cases;
if (flat === undefined) throw new Error("there are no cases");

describe.each(cases)("the case $name", (benchCase) => {
  const result = measureCase(benchCase, size);

  it("has exact contestants that agree, with each other and with themselves", () => {
    expect(result.disagreements).toEqual([]);
  });

  it("comes to the same when it is run again", () => {
    expect(digestsOf(measureCase(benchCase, size))).toEqual(digestsOf(result));
  });

  it("gives each kind of outcome something to do, and every rule a line in every month", () => {
    const digest = result.results[0]?.digest;
    const { accepted = 0, duplicates = 0, rejected = 0 } = digest?.tally ?? {};
    expect(Math.min(accepted, duplicates, rejected)).toBeGreaterThan(0);
    expect(accepted + duplicates + rejected).toBe(size.events);
    expect(digest?.charges).toBe(accepted);
    expect(digest?.lines).toHaveLength(12 * benchCase.rules(1).length);
  });

  it("has floats that differ by less than a cent a line", () => {
    const [exact, , floats] = result.results;
    if (exact === undefined || floats === undefined) throw new Error("three contestants run in each case");
    expect(Math.abs(Number(driftOf(floats.digest, exact.digest).exact))).toBeLessThan(0.01);
  });

  it("is reported with its question and without a disagreement", () => {
    const report = formatReport(result);
    expect(report).toContain(benchCase.question);
    expect(report).toContain("ours / big.js by hand");
    expect(report).not.toContain("DISAGREE");
  });
});

describe("the workload", () => {
  it("is the same each time, in objects of its own", () => {
    const scenario = createScenario(flat, 500);
    const [first, second] = [[...scenario.blocks()], [...scenario.blocks()]];
    expect(second).toEqual(first);
    expect(second[0]?.[0]).not.toBe(first[0]?.[0]);
  });

  it.each([
    { units: 0, scale: 0, text: "0" },
    { units: 0, scale: 3, text: "0" },
    { units: 5, scale: 2, text: "0.05" },
    { units: 1_250, scale: 2, text: "12.5" },
    { units: 1_200, scale: 2, text: "12" },
  ])("writes $units units at scale $scale as $text", ({ units, scale, text }) => {
    expect(decimalText(units, scale)).toBe(text);
  });
});

describe("a contestant that is wrong", () => {
  it.each([
    {
      what: "rounds every charge",
      broken: changeCharges(({ amount, ...rest }) => ({ ...rest, amount: cents(amount) })),
    },
    {
      what: "loses a charge",
      broken: changeContestant((own) => ({ ...own, rate: (events) => own.rate(events).slice(1) })),
    },
    {
      what: "mixes up two charges",
      broken: changeContestant((own) => ({ ...own, rate: (events) => swapFirst(own.rate(events)) })),
    },
    {
      what: "takes no notice of an outcome",
      broken: changeContestant((own) => ({ ...own, tally: { accepted: 0, duplicates: 0, rejected: 0 } })),
    },
    {
      what: "drops a line",
      broken: changeContestant((own) => ({ ...own, lines: () => own.lines().slice(1) })),
    },
  ])("is caught when it $what", ({ broken }) => {
    const result = measureCase(flat, small, [ours, broken]);
    expect(result.disagreements).not.toEqual([]);
    expect(formatReport(result)).toContain("DISAGREE: ours and broken");
  });

  it("is caught when it is not the same twice", () => {
    let runs = 0;
    const fickle = changeContestant((own) => {
      runs += 1;
      return runs % 2 === 0 ? { ...own, lines: () => [] } : own;
    });
    expect(measureCase(flat, { ...small, rounds: 2 }, [fickle]).disagreements.join()).toContain(
      "broken, two rounds",
    );
  });
});

describe("ratios", () => {
  it("are taken round by round", () => {
    const times = (...all: number[]) => all.map((charging) => ({ charging, drafting: 0 }));
    expect(ratiosOf(times(2, 40, 6), times(1, 10, 2))).toEqual({ median: 3, min: 2, max: 4 });
  });

  it("have a median between two middle ones", () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });
});

function digestsOf({ results }: CaseResult): unknown {
  return results.map(({ entry, digest }) => [entry.name, digest]);
}

function changeContestant(change: (own: Contestant) => Contestant): Entry {
  return { name: "broken", exact: true, create: (scenario) => change(bigByHand.create(scenario)) };
}

function changeCharges(change: (charge: BenchCharge) => BenchCharge): Entry {
  return changeContestant((own) => ({ ...own, rate: (events) => own.rate(events).map(change) }));
}

function swapFirst([first, second, ...rest]: readonly BenchCharge[]): BenchCharge[] {
  return [second, first, ...rest].filter((charge) => charge !== undefined);
}

function cents(amount: BenchCharge["amount"]): string {
  return Number(amount).toFixed(2);
}
