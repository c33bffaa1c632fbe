// Runs a piece of documentation as a program. `expression; // => value` and `const name = …; // => value` are assertions:
// the value is any JavaScript literal, compared deeply. It may stand on the next line, and go on in further comment lines
// that are indented by three spaces or more.
import * as pglite from "@electric-sql/pglite";
import ts from "typescript";
import { expect } from "vitest";
import * as formats from "../src/formats/index.ts";
import * as http from "../src/http/index.ts";
import * as frontDoor from "../src/index.ts";
import * as postgres from "../src/postgres/index.ts";
import * as report from "../src/report/index.ts";
import * as testing from "../src/testing/index.ts";

/** Code from a document. */
export interface Snippet {
  /** Where it stands: the file, and the line before its first. */
  readonly name: string;
  readonly code: string;
}

/** What can be imported; documentation shows the package from outside. */
const packages: Readonly<Record<string, unknown>> = {
  "lucius-rating": frontDoor,
  "lucius-rating/testing": testing,
  "lucius-rating/postgres": postgres,
  "lucius-rating/http": http,
  "lucius-rating/report": report,
  "lucius-rating/formats": formats,
  "@electric-sql/pglite": pglite,
};

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Program = (
  require: (name: string) => unknown,
  exports: object,
  assertValue: AssertValue,
) => Promise<void>;
type AssertValue = (actual: unknown, expected: unknown, line: number) => void;

/** Runs the snippet and answers how many of its assertions held; throws when one does not. */
export async function runSnippet({ name, code }: Snippet): Promise<number> {
  const { outputText } = ts.transpileModule(withAssertions(name, code), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Program;
  const program = new AsyncFunction("require", "exports", "assertValue", outputText);
  let held = 0;
  await program(requirePackage, {}, (actual, expected, line) => {
    expect(actual, `${name}, line ${line} of the example`).toEqual(expected);
    held += 1;
  });
  return held;
}

function requirePackage(name: string): unknown {
  if (Object.hasOwn(packages, name)) return packages[name];
  throw new Error(`an example imports "${name}"; it can import ${Object.keys(packages).join(" and ")}`);
}

/** The code with a call of `assertValue` in place of each `// =>`. */
function withAssertions(name: string, code: string): string {
  const tree = ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    const expected = expectedValue(code, node);
    if (expected !== null) edits.push(assertion(tree, node, expected));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const written = code.split("// =>").length - 1;
  if (written !== edits.length)
    throw new Error(`${name}: ${written - edits.length} \`// =>\` do not stand behind a statement`);
  return edits.reduceRight(
    (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
    code,
  );
}

/** The text behind a statement's `// =>`, or null. */
function expectedValue(code: string, node: ts.Node): string | null {
  if (!ts.isExpressionStatement(node) && !ts.isVariableStatement(node)) return null;
  const comment = /^[ \t]*(?:\r?\n[ \t]*)?\/\/ => (.+(?:\r?\n[ \t]*\/\/ {3,}.*)*)/.exec(code.slice(node.end));
  return comment?.[1]?.replace(/\n[ \t]*\/\//g, "\n") ?? null;
}

function assertion(tree: ts.SourceFile, node: ts.Node, expected: string): Edit {
  const start = node.getStart(tree);
  const { line } = tree.getLineAndCharacterOfPosition(start);
  const call = (actual: string): string => `assertValue(${actual}, (${expected}), ${line + 1});`;
  if (ts.isExpressionStatement(node))
    return { start, end: node.end, text: call(node.expression.getText(tree)) };
  const names = (node as ts.VariableStatement).declarationList.declarations.map((one) =>
    one.name.getText(tree),
  );
  return { start: node.end, end: node.end, text: ` ${call(names.join(", "))}` };
}
