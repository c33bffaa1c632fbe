// Runs every section of the benchmark at a size of next to nothing, so that it cannot rot. Times are never asserted.
import { describe, expect, it } from "vitest";
import { readBenchOptions } from "../../bench/benchOptions.ts";
import { checkGoal } from "../../bench/goals.ts";
import { failuresIn, formatSummary } from "../../bench/report.ts";
import { runSection } from "../../bench/runSection.ts";
import type { SectionResult } from "../../bench/section.ts";
import { sections } from "../../bench/sections.ts";
import { smoke } from "../../bench/size.ts";
import { formatContest } from "../../bench/table.ts";

const results = new Map<string, SectionResult>();
for (const section of sections) results.set(section.name, await runSection(section, smoke));

describe.each(sections)("the section $name", (section) => {
  const result = results.get(section.name);
  if (result === undefined) throw new Error(`${section.name} has not run`);

  it("has contestants that agree, with each other and with themselves", () => {
    expect(failuresIn([result])).toEqual([]);
    expect(result.hasFailed).toBe(false);
  });

  it("has figures of every lane in every round", () => {
    for (const { lanes } of result.contests) {
      for (const { figures, outcome } of lanes) {
        const all = Object.values(figures).flat();
        expect(all.length).toBeGreaterThan(0);
        expect(all.filter((value) => !Number.isFinite(value))).toEqual([]);
        expect(Object.values(outcome).join("")).not.toBe("");
      }
    }
  });

  it("compares at least two", () => {
    for (const { lanes } of result.contests) expect(lanes.length).toBeGreaterThan(1);
  });

  it("is reported with every contest and every lane", () => {
    for (const contest of result.contests) {
      const report = formatContest(contest, section.reference);
      for (const text of [contest.name, ...contest.lanes.map((lane) => lane.name)])
        expect(report).toContain(`  ${text}`);
      expect(report).not.toContain("DISAGREE");
    }
  });

  it("has goals about what has run", () => {
    const { contests } = result;
    const open = section.goals.filter((goal) => checkGoal(goal, contests).ratio === undefined);
    // Databases have no part in a run as small as this.
    expect(open.map(({ of }) => of).filter((lane) => lane !== "DuckDB")).toEqual([]);
    for (const { atLeast, atMost } of section.goals) expect(atLeast ?? atMost).toBeGreaterThan(0);
  });
});

it("a section that does not come to an end is a failure", () => {
  const failed = { section: "objects", contests: [], remarks: [], hasFailed: true };
  expect(failuresIn([failed])).toEqual(["objects: did not come to an end"]);
});

it("the summary tells every goal of every section", () => {
  const summary = formatSummary(sections, [...results.values()]);
  for (const { goals } of sections) for (const { what } of goals) expect(summary).toContain(what);
  expect(summary).toContain("not run");
});

describe("options", () => {
  it("are those of a usual run, of all sections, unless told", () => {
    const { size, selected } = readBenchOptions([]);
    expect(size).toEqual({
      events: 1_000_000,
      rounds: 5,
      isFull: false,
      isSmoke: false,
      withChdb: false,
    });
    expect(selected).toHaveLength(sections.length);
  });

  it("choose a section and a size", () => {
    const { size, selected } = readBenchOptions([
      "--only",
      "bytes",
      "--events",
      "20000",
      "--rounds",
      "2",
      "--full",
    ]);
    expect(selected.map(({ name }) => name)).toEqual(["bytes"]);
    expect(size).toMatchObject({ events: 20_000, rounds: 2, isFull: true });
  });

  it("make a run small", () => {
    expect(readBenchOptions(["--smoke"]).size).toEqual(smoke);
  });

  it.each([
    { args: ["--only", "everything"], message: /--only must be one of rating-alone, objects/ },
    { args: ["--events", "12"], message: /--events must be a whole number of at least 500/ },
    { args: ["--rounds", "none"], message: /--rounds must be a whole number/ },
    { args: ["--fast"], message: /--fast/ },
  ])("refuse $args", ({ args, message }) => {
    expect(() => readBenchOptions(args)).toThrow(message);
  });
});
