// What the doors let out is documented where it stands; every function has an example, and every example is run.
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as formats from "../src/formats/index.ts";
import * as http from "../src/http/index.ts";
import * as frontDoor from "../src/index.ts";
import * as postgres from "../src/postgres/index.ts";
import * as report from "../src/report/index.ts";
import * as testing from "../src/testing/index.ts";
import { checkSnippets } from "./checkSnippets.ts";
import { doorExports } from "./doorExports.ts";
import { runSnippet, type Snippet } from "./runSnippet.ts";
import { readSourceFile, repository } from "./sourceFiles.ts";

interface Docstring {
  readonly name: string;
  readonly text: string;
  readonly examples: readonly Snippet[];
}

const doors = [
  { path: "src/index.ts", specifier: "lucius-rating", values: frontDoor },
  { path: "src/testing/index.ts", specifier: "lucius-rating/testing", values: testing },
  { path: "src/postgres/index.ts", specifier: "lucius-rating/postgres", values: postgres },
  { path: "src/http/index.ts", specifier: "lucius-rating/http", values: http },
  { path: "src/report/index.ts", specifier: "lucius-rating/report", values: report },
  { path: "src/formats/index.ts", specifier: "lucius-rating/formats", values: formats },
];

/** Of each door. */
const documented = readDocstrings();

describe.each(doors)("$path", ({ path, values }) => {
  const docstrings = documented.get(path) ?? [];
  const examples = docstrings.flatMap((docstring) => docstring.examples);

  it("documents every value", () => {
    expect(docstrings.map(({ name }) => name).sort()).toEqual(Object.keys(values).sort());
    const silent = docstrings.filter(({ text }) => text.trim() === "").map(({ name }) => name);
    expect(silent, "the first sentence says what the result means").toEqual([]);
  });

  it("has an example for every function", () => {
    const functions = Object.entries<unknown>(values).filter(([, value]) => isFunction(value));
    const shown = docstrings.filter((docstring) => docstring.examples.length > 0).map(({ name }) => name);
    const without = functions.map(([name]) => name).filter((name) => !shown.includes(name));
    expect(without, "add an @example with at least one `// => value`").toEqual([]);
  });

  it.each(examples)(
    "gives the values written beside the example of $name",
    async (snippet) => {
      expect(await runSnippet(snippet), "an example shows at least one result").toBeGreaterThan(0);
      // An example may start a database.
    },
    60_000,
  );
});

describe("the examples", () => {
  it("compile", () => {
    const examples = [...documented.values()].flat().flatMap((docstring) => docstring.examples);
    expect(examples.length).toBeGreaterThan(doors.length);
    expect(checkSnippets(examples)).toEqual([]);
  }, 60_000);
});

function isFunction(value: unknown): boolean {
  return typeof value === "function" && !/^class\b/.test(String(value));
}

/** Of the values that each door lets out, in the order in which it names them. */
function readDocstrings(): ReadonlyMap<string, Docstring[]> {
  const program = ts.createProgram(
    doors.map(({ path }) => join(repository, path)),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  );
  return new Map(doors.map(({ path }) => [path, readDoor(program, path)]));
}

function readDoor(program: ts.Program, path: string): Docstring[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(repository, path));
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${path} exports nothing`);
  const { values } = doorExports(readSourceFile(path));
  return checker
    .getExportsOfModule(module)
    .filter(({ name }) => values.includes(name))
    .map((exported) => {
      const symbol = checker.getAliasedSymbol(exported);
      const examples = symbol.getJsDocTags(checker).filter(({ name }) => name === "example");
      return {
        name: exported.name,
        text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        examples: examples.map(({ text }) => readExample(exported.name, ts.displayPartsToString(text))),
      };
    });
}

/** In an example all that both doors let out is in scope, unless it imports by itself. */
function readExample(name: string, text: string): Snippet {
  const code = text.replace(/^\s*```\w*\n/, "").replace(/\n```\s*$/, "");
  if (/^import\b/m.test(code)) return { name, code };
  const imports = doors.map(({ path, specifier }) => {
    const { values, types } = doorExports(readSourceFile(path));
    return `import { ${[...values, ...types.map((type) => `type ${type}`)].join(", ")} } from "${specifier}";`;
  });
  return { name, code: `${imports.join(" ")} ${code}` };
}
