// Every law that the library promises is named in the title of a test that holds it.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { listFiles, readSourceFile, walk } from "../sourceFiles.ts";

/** They are numbered from 1 on. */
const laws = Array.from({ length: 71 }, (_, at) => `L${at + 1}`);

/** The words that a test, or what it is about, is called by; of words with places for values, what stands between these. */
function titlesIn(tree: ts.Node): string[] {
  const titles: string[] = [];
  walk(tree, (node) => {
    if (!ts.isCallExpression(node) || !isTest(node.expression)) return;
    const [title] = node.arguments;
    if (title === undefined) return;
    if (ts.isStringLiteralLike(title)) titles.push(title.text);
    if (ts.isTemplateExpression(title))
      titles.push(
        [title.head, ...title.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(" "),
      );
  });
  return titles;
}

/** `it`, `describe`, and what `it.each` and the like give. */
function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === "it" || called.text === "describe";
  if (ts.isTaggedTemplateExpression(called)) return isTest(called.tag);
  if (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) return isTest(called.expression);
  return false;
}

const namesIn = (titles: readonly string[]): string[] =>
  titles.flatMap((title) => title.match(/\bL[1-9][0-9]*\b/g) ?? []);

describe("the laws", () => {
  const titles = listFiles("test")
    .filter((path) => path.endsWith(".test.ts"))
    .flatMap((path) => titlesIn(readSourceFile(path).tree));

  it("are each named in the title of a test", () => {
    const named = new Set(namesIn(titles));
    expect(
      laws.filter((law) => !named.has(law)),
      "write a test that would fail if the law did not hold, and name the law in its title",
    ).toEqual([]);
  });

  it("are no more than there are", () => {
    expect(namesIn(titles).filter((law) => !laws.includes(law))).toEqual([]);
  });
});

describe("titlesIn", () => {
  it("finds the titles of tests in every form, and nothing that only looks like one", () => {
    const text = [
      'describe("one", () => { it("two", () => { expect("three").toBe("L4"); }); });',
      'it.each([1])("five %s", () => {}); describe.each`a`("six", () => {});',
      "it(`seven $" + "{x}: eight`, () => {}); // it('nine')",
      'const it2 = other("ten");',
    ].join("\n");
    const tree = ts.createSourceFile("some.test.ts", text, ts.ScriptTarget.ES2022, true);
    expect(titlesIn(tree)).toEqual(["one", "two", "five %s", "six", "seven  : eight"]);
  });
});
