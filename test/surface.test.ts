// What the package shows to the outside, held against committed text: a change of it is seen in review, and never by accident.
// `npm run surface:update` writes the text anew.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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
});

describe("the doors together", () => {
  it("have the committed declarations, complete in themselves and without any", async () => {
    const declarations = await buildDeclarations();
    expect(
      declarations.flatMap(gaps),
      "a user who has not installed the types of another package, such as big.js, would lose the checks silently",
    ).toEqual([]);
    expectCommitted("declarations.txt", sortStatements(declarations));
  }, 120_000);
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

/** The declarations as they are published: a file for each door, and those that they share. */
async function buildDeclarations(): Promise<ts.SourceFile[]> {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, "surface-"));
  try {
    await build({
      config: false,
      silent: true,
      entry: Object.fromEntries(entrances.map(({ name, path }) => [name, join(repository, path)])),
      format: "esm",
      tsconfig: join(repository, "tsconfig.json"),
      // The handler speaks of what is on the web; that the rest does not is what the type check is for. Nor is anything checked
      // here: every file says its types itself, so the declarations do not depend on it.
      dts: { only: true, compilerOptions: { lib: ["ES2022", "DOM", "DOM.Iterable"], noCheck: true } },
      outDir,
    });
    return readdirSync(outDir).map((file) => {
      const text = readFileSync(join(outDir, file), "utf8");
      return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    });
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

/**
 * Without comments, which are no part of what compiles against it, without what the files take from each other, and in the order of
 * names, since the order in which a bundler meets things means nothing to a user.
 */
function sortStatements(trees: readonly ts.SourceFile[]): string {
  const printer = ts.createPrinter({ removeComments: true });
  const named = trees.flatMap((tree) =>
    tree.statements
      .filter((statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement))
      .map((statement) => {
        const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
        const variable = ts.isVariableStatement(statement)
          ? statement.declarationList.declarations[0]?.name
          : undefined;
        const text = printer.printNode(ts.EmitHint.Unspecified, statement, tree);
        return { name: (name ?? variable)?.getText(tree) ?? "", text };
      }),
  );
  named.sort((a, b) => (`${a.name} ${a.text}` < `${b.name} ${b.text}` ? -1 : 1));
  return `${named.map(({ text }) => text).join("\n")}\n`;
}

/** Packages that a file imports from, and every place where it says `any`. */
function gaps(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    const isOurs = ts.isImportDeclaration(node) && /^"\.\/|^'\.\//.test(node.moduleSpecifier.getText(tree));
    if ((ts.isImportDeclaration(node) && !isOurs) || ts.isImportTypeNode(node))
      found.push(node.getText(tree));
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(node.parent.getText(tree));
  });
  return found;
}
