// Which tests mutants have to face: first those that answer at once, then, for what these let live, the slower ones.
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";

export interface TestSelection {
  /** In the order in which they are asked. */
  readonly files: readonly string[];
  /** Tests whose id contains one of these are not asked. */
  readonly leftOut: readonly string[];
  /** What the runs of the laws are multiplied by. */
  readonly lawRuns: string;
  readonly seed: number;
  /**
   * Whether all tests of a file are asked once one of them passes the mutant. What is remembered between tests (a price
   * that is compiled, a zone that is looked up) is passed by the first of them only, and noticed perhaps by another.
   */
  readonly wholeFiles: boolean;
}

/**
 * Tests of the library's own code, in this process. Others look at files, at the program, at databases or at other tests, or
 * change the globals that all tests of a process share.
 */
const ofTheLibrary = [
  "test/badInputs.test.ts",
  "test/calendar/",
  "test/codes.test.ts",
  "test/engine/",
  "test/intake/",
  "test/invoicing/",
  "test/lane/",
  "test/laws/",
  "test/lint/",
  "test/metering/",
  "test/mutants/",
  "test/pricing/",
  "test/rating/",
  "test/session/",
  "test/store/",
  "test/vectors.test.ts",
];

/** What generators draw, which is nothing of the library's; and what loads the library a second time, which only the test runner can. */
const notHere = ["test/laws/coverage.prop.test.ts", "test/laws/persistence.prop.test.ts"];

/** Seconds where others take milliseconds. */
const slow = [
  "test/session/eventId.prop.test.ts",
  "test/session/eventMemory.prop.test.ts",
  "test/session/lineCuts.test.ts",
  "test/session/manyEvents.test.ts",
  "test/rating/carryChains.prop.test.ts",
  "test/calendar/zone.temporal.test.ts",
  "test/calendar/billingPeriods.temporal.test.ts",
  "test/calendar/cadence.temporal.test.ts",
];

/** They count what was drawn, so they hold for all runs of the suite and not for a part of them. */
const countRuns = [
  "cannot be recomputed once a number in its trace is another one",
  "is refused, and nothing else",
  "whose filters some event could pass both of",
  "under further versions comes to",
  "under other terms and then again under the old ones",
  "charges in a part of a period what the draft asks for",
  "are the price, its discounts, minimum, maximum and cap, and last the one rounding",
  "says of any quantity what the bill of one event of that quantity says",
  "says so of ladders with packages and maxima",
  "keeps jumps of a ladder out of what it sums up",
];

/** The id under which the loading of a file is reported: what runs while tests are collected belongs to all of them. */
export function loadingOf(file: string): string {
  return `${file} loads`;
}

export function fastTests(root: string, room: string): TestSelection {
  const files = allTests(root).filter((file) => !slow.includes(file));
  return {
    files: nearestFirst(files, room),
    leftOut: countRuns,
    lawRuns: "0.02",
    seed: 20_261_123,
    wholeFiles: false,
  };
}

export function allLaws(root: string, room: string, lawRuns: string): TestSelection {
  const leftOut = Number(lawRuns) < 1 ? countRuns : [];
  return { files: nearestFirst(allTests(root), room), leftOut, lawRuns, seed: 41, wholeFiles: true };
}

function allTests(root: string): string[] {
  return listTests(root, "test").filter(
    (file) => !notHere.includes(file) && ofTheLibrary.some((part) => file.startsWith(part)),
  );
}

function listTests(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : listTests(root, path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

/** The room's own tests, then those of examples, then laws: most mutants die in the first few milliseconds. */
function nearestFirst(files: readonly string[], room: string): string[] {
  const distance = (file: string): number => {
    if (file.startsWith(`test/mutants/${room}/`) || file.startsWith(`test/${room}/`)) return 0;
    if (slow.includes(file)) return 4;
    if (file.startsWith("test/laws/")) return 2;
    return file.includes(".prop.") || file.includes(".model.") ? 3 : 1;
  };
  return files.toSorted((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1));
}
