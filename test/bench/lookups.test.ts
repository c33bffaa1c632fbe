// Runs every part of the look-up benchmark at a small size, so that it cannot rot. Times are never asserted.
import { describe, expect, it } from "vitest";
import type { Contestant, Entry } from "../../bench/lookups/contestant.ts";
import { ours } from "../../bench/lookups/contestants/ours.ts";
import { scanByHand } from "../../bench/lookups/contestants/scanByHand.ts";
import type { Time } from "../../bench/lookups/measure.ts";
import { measurePart, type PartResult } from "../../bench/lookups/measurePart.ts";
import type { Part, Row } from "../../bench/lookups/part.ts";
import { parts } from "../../bench/lookups/parts.ts";
import { matrix, matrixProperties, windows } from "../../bench/lookups/priceLists.ts";
import { formatPart } from "../../bench/lookups/reportPart.ts";
import { createRandom } from "../../bench/random.ts";

const size = { events: 400, rounds: 2 };
const [tiers] = parts;
if (tiers === undefined) throw new Error("there are no parts");

describe.each(parts)("the part $name", (part) => {
  const result = measurePart(part, size);

  it("has contestants that agree, with each other and with themselves", () => {
    expect(result.rows.flatMap(({ disagreements }) => disagreements)).toEqual([]);
  });

  it("rates the events of every row, in every round", () => {
    for (const { row, events, results } of result.rows) {
      expect(events).toBe(size.events * row.share);
      for (const { digest, times } of results) {
        expect(digest.charges).toBeGreaterThan(events / 2);
        expect(digest.lines.length).toBeGreaterThan(0);
        expect(times).toHaveLength(size.rounds);
      }
    }
  });

  it("is reported with its question, every row, and what each has grown from", () => {
    const report = formatPart(result);
    expect(report).toContain(part.question);
    for (const { benchCase } of part.rows) expect(report).toContain(benchCase.name);
    expect(report).not.toContain("DISAGREE");
    expect(report).not.toContain("NaN");
  });
});

describe("a contestant that is wrong", () => {
  it("is caught, with the row where it is", () => {
    const broken: Entry = {
      ...scanByHand,
      name: "broken",
      create: (scenario) => dropFirst(scanByHand.create(scenario)),
    };
    const result = measurePart({ ...tiers, entries: [ours, broken] }, { events: 100, rounds: 1 });
    expect(formatPart(result)).toMatch(/DISAGREE: graduated, 5 tiers: ours and broken: hash/);
  });
});

describe("a report", () => {
  const row = (name: string, times: number): Row => ({
    benchCase: { name, question: name, seed: 1, metrics: [], rules: () => [] },
    share: 1,
    from: "few",
    times,
    beside: "few",
  });

  it("says what all events of a row cost beside those of the smallest, round by round", () => {
    const result = resultOf([row("few", 1), 100, [10, 20, 30]], [row("many", 10), 1_000, [20, 60, 30]]);
    expect(cellsOf(formatPart(result), "many").slice(-5)).toEqual([
      "10",
      "20.00",
      "10.00–30.00",
      "2.00",
      "1.00–3.00",
    ]);
  });

  it("compares nothing with itself", () => {
    const result = resultOf([row("few", 1), 100, [10, 20, 30]]);
    expect(cellsOf(formatPart(result), "few")).toEqual(["few", "ours", "100", "20", "20", "50,000,000"]);
  });

  it("refuses a row that is compared with none of its part", () => {
    const result = resultOf([row("many", 10), 1_000, [20]]);
    expect(() => formatPart(result)).toThrow("no row of the part is named few");
  });
});

describe("price lists", () => {
  it.each([10, 100, 1_000, 10_000])("have %i cells, full and partial ones", (cells) => {
    const { cells: all } = matrix(cells) as { cells: { when: Record<string, string> }[] };
    expect(all).toHaveLength(cells);
    const named = new Set(all.map(({ when }) => Object.keys(when).length));
    expect([...named].sort()).toEqual([1, 2, 3]);
  });

  it("have events for full cells, for partial ones and for none", () => {
    const [random, draw] = [createRandom(1), matrixProperties(100)];
    const regions = Array.from({ length: 1_000 }, () => draw(random));
    for (const value of ["elsewhere", "none"])
      expect(regions.some((properties) => Object.values(properties).includes(value))).toBe(true);
  });

  it("have a window for every half hour of the week", () => {
    expect(windows(48, true).windows).toHaveLength(336);
  });
});

/** Loses a charge of each block. */
function dropFirst(own: Contestant): Contestant {
  return { ...own, rate: (events) => own.rate(events).slice(1) };
}

function resultOf(
  ...rows: (readonly [row: Row, events: number, nanoseconds: readonly number[]])[]
): PartResult {
  const part: Part = {
    name: "part",
    question: "How long",
    entries: [ours],
    beside: "beside few",
    rows: rows.map(([row]) => row),
  };
  const digest = {
    tally: { accepted: 1, duplicates: 0, rejected: 0 },
    charges: 1,
    exact: "1",
    hash: "0",
    lines: ["rule 2026-01-01 1 1"],
    total: "1",
  };
  const timeOf = (charging: number): Time => {
    const phases = { charging, drafting: 1 };
    return { wall: phases, processor: phases };
  };
  return {
    part,
    rows: rows.map(([row, events, nanoseconds]) => ({
      row,
      events,
      results: [{ entry: ours, digest, times: nanoseconds.map(timeOf) }],
      disagreements: [],
    })),
  };
}

/** The row's first line: that of charging. */
function cellsOf(report: string, name: string): string[] {
  const line = report.split("\n").find((text) => text.trimStart().startsWith(`${name} `));
  return line?.trim().split(/ +/) ?? [];
}
