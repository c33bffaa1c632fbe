// The parts that the mutation command stands on: tests run in this process as they do in the runner, sentences are told from
// codes, and explanations answer for the mutants that they are of.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleTests } from "./bundleTests.ts";
import { judge, readExplanations } from "./explanations.ts";
import type { Mutant } from "./runStryker.ts";
import { prepareRuns, type TestResult } from "./runTests.ts";
import { sentenceIgnorer } from "./sentenceIgnorer.ts";
import { fastTests, loadingOf } from "./testSelection.ts";

const root = resolve(".");

async function run(files: readonly string[]): Promise<TestResult[]> {
  const runs = await prepareRuns(root, await bundleTests(root, files), 1, () => {});
  const started = await runs.start();
  const results: TestResult[] = [];
  for (const file of files)
    for await (const result of started.runFile(file, () => true)) results.push(result);
  return results;
}

describe("runs in one process", () => {
  it("pass the tests that pass", async () => {
    const file = "test/mutants/decimal/checkDecimal.test.ts";
    const results = await run([file]);
    expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(results[0]?.id).toBe(loadingOf(file));
    expect(results.length).toBeGreaterThan(20);
  });

  it("fail the tests that fail, in tables, in promises that reject or never end, and while a file is loaded", async () => {
    mkdirSync("test/.tmp", { recursive: true });
    const folder = mkdtempSync("test/.tmp/mutation-");
    const [failing, broken] = [join(folder, "failing.ts"), join(folder, "broken.ts")];
    const table =
      'describe.each([1, 2])("%s", (n) => { it.each([[n, 1]])("is", (a, b) => expect(a).toBe(b)); });';
    const promise =
      'it("rejects", async () => { await Promise.reject(new Error("no")); }); it("hangs", () => new Promise(() => {}));';
    writeFileSync(failing, `import { describe, expect, it } from "vitest";\n${table}\n${promise}\n`);
    writeFileSync(broken, 'throw new Error("does not load");\n');
    try {
      const results = await run([failing, broken]);
      const failed = results.filter(({ failure }) => failure !== undefined).map(({ id }) => id);
      expect(failed).toEqual([
        `${failing} > %s > is #1`,
        `${failing} > rejects #2`,
        `${failing} > hangs #3`,
        loadingOf(broken),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the selection of tests", () => {
  it("asks a room's own tests first", () => {
    const { files } = fastTests(root, "decimal");
    expect(files[0]).toMatch(/^test\/mutants\/decimal\//);
    expect(files).toContain("test/laws/oracle.prop.test.ts");
  });
});

describe("the rule for sentences", () => {
  const text = (value: string) => ({ node: { type: "StringLiteral", value } });

  it("leaves out texts of two words or more", () => {
    expect(sentenceIgnorer.shouldIgnore(text("must be text"))).toBeDefined();
    const quasis = [{ value: { raw: "must not be above " } }, { value: { raw: "" } }];
    expect(sentenceIgnorer.shouldIgnore({ node: { type: "TemplateLiteral", quasis } })).toBeDefined();
  });

  it.each(["field_missing", "half_even", "", " ", "; ", "T00:00:00Z", "INV-"])("keeps %j", (value) => {
    expect(sentenceIgnorer.shouldIgnore(text(value))).toBeUndefined();
  });
});

describe("explanations", () => {
  // Whether each is still needed, and of a line that is there, is what the command itself looks at.
  it("each give a reason, once, for a file that is there", () => {
    const all = readExplanations();
    const keys = all.map(({ reason: _, ...place }) => JSON.stringify(place));
    expect(new Set(keys).size).toBe(all.length);
    expect(all.filter(({ file }) => !existsSync(file))).toEqual([]);
    expect(all.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
  });

  const mutant: Mutant = {
    file: "src/decimal/decimal.ts",
    start: { line: 1, column: 1 },
    end: { line: 1, column: 6 },
    line: "a < b",
    mutator: "EqualityOperator",
    original: "a < b",
    replacement: "a <= b",
    status: "Survived",
    isStatic: false,
    killedBy: [],
  };
  const explanation = {
    file: mutant.file,
    line: "a < b",
    original: "a < b",
    replacement: "a <= b",
    reason: "equal values cannot be told apart",
  };

  it("answer for a mutant that lives", () => {
    const { explained, unexplained, needless } = judge([mutant], [explanation], () => true);
    expect([explained.length, unexplained.length, needless.length]).toEqual([1, 0, 0]);
  });

  it("are missed where they do not fit, and are needless where no mutant lives", () => {
    const other = { ...mutant, replacement: "true" };
    const { unexplained, needless } = judge([other], [explanation], () => true);
    expect([unexplained, needless]).toEqual([[other], [explanation]]);
    expect(judge([], [explanation], () => false).needless).toEqual([]);
  });
});
