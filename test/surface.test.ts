// What the package shows to the outside, held against committed text: a change of it is seen in review, and never by accident.
// `npm run surface:update` writes the text anew.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as formats from "../src/formats/index.ts";
import * as http from "../src/http/index.ts";
import * as frontDoor from "../src/index.ts";
import * as postgres from "../src/postgres/index.ts";
import * as report from "../src/report/index.ts";
import * as testing from "../src/testing/index.ts";
import { doorExports } from "./doorExports.ts";
import { readSourceFile, repository, walk } from "./sourceFiles.ts";

const entrances = [
  { name: "index", path: "src/index.ts", values: frontDoor },
  { name: "testing", path: "src/testing/index.ts", values: testing },
  { name: "postgres", path: "src/postgres/index.ts", values: postgres },
  { name: "http", path: "src/http/index.ts", values: http },
  { name: "report", path: "src/report/index.ts", values: report },
  { name: "formats", path: "src/formats/index.ts", values: formats },
];
const updating = process.env.npm_lifecycle_event === "surface:update";

describe.each(entrances)("$path", ({ name, path, values }) => {
  const names = doorExports(readSourceFile(path));

  it("exports the committed names", () => {
    expect(Object.keys(values).sort()).toEqual(names.values);
    const lines = [...names.values, ...names.types.map((type) => `type ${type}`)];
    expectCommitted(`${name}.names.txt`, `${lines.join("\n")}\n`);
  });

  it("has the committed declarations, complete in themselves and without any", async () => {
    const declarations = await buildDeclarations(name, path);
    expect(
      gaps(declarations),
      "a user who has not installed the types of another package, such as big.js, would lose the checks silently",
    ).toEqual([]);
    expectCommitted(`${name}.d.ts.txt`, declarations);
  }, 60_000);
});

/** The text is the committed one; while updating, it becomes it. */
function expectCommitted(file: string, text: string): void {
  const path = join(repository, "test/surface", file);
  if (updating) writeFileSync(path, text);
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(text, `test/surface/${file}: if the change is wanted, run \`npm run surface:update\``).toBe(
    committed,
  );
}

/** The declarations as they are published, in one file. */
async function buildDeclarations(name: string, path: string): Promise<string> {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, "surface-"));
  try {
    await build({
      config: false,
      silent: true,
      entry: { [name]: join(repository, path) },
      format: "esm",
      tsconfig: join(repository, "tsconfig.json"),
      // The handler speaks of what is on the web; that the rest does not is what the type check is for.
      dts: { only: true, compilerOptions: { lib: ["ES2022", "DOM", "DOM.Iterable"] } },
      outDir,
    });
    const text = readFileSync(join(outDir, `${name}.d.ts`), "utf8");
    const tree = ts.createSourceFile(`${name}.d.ts`, text, ts.ScriptTarget.ES2022, true);
    return sortStatements(tree);
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

/**
 * Without comments, which are no part of what compiles against it, and in the order of names, since the order in which a
 * bundler meets the files means nothing to a user.
 */
function sortStatements(tree: ts.SourceFile): string {
  const printer = ts.createPrinter({ removeComments: true });
  const print = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, tree);
  const named = tree.statements.map((statement) => {
    const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
    const variable = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]?.name
      : undefined;
    return { name: (name ?? variable)?.getText(tree) ?? "", text: print(statement) };
  });
  // What has no name, the list of exports, comes last.
  const key = ({ name }: { readonly name: string }): string => name || "\uffff";
  named.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${named.map(({ text }) => text).join("\n")}\n`;
}

/** Packages that the declarations import from, and every place where they say `any`. */
function gaps(declarations: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile("surface.d.ts", declarations, ts.ScriptTarget.ES2022, true);
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node) || ts.isImportTypeNode(node)) found.push(node.getText(tree));
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(node.parent.getText(tree));
  });
  return found;
}
