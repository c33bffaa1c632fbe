// The house rules, written once, as a test that says why. ARCHITECTURE.md shows the rooms; this file holds them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { bannedWords } from "./bannedWords.ts";
import type { Dependency, SourceFile } from "./sourceFiles.ts";
import { dependenciesOf, lineOf, listFiles, readSource, repository, walk } from "./sourceFiles.ts";

interface Door {
  /** Rooms that may be imported. */
  readonly rooms: readonly string[];
  /** Rooms whose types may be imported, and nothing else. */
  readonly types?: readonly string[];
  /** Packages that may be imported. */
  readonly packages?: readonly string[];
}

const pureRooms = [
  "decimal",
  "model",
  "intake",
  "calendar",
  "metering",
  "pricing",
  "lane",
  "rating",
  "invoicing",
  "session",
  "lint",
];
const everyRoom = [...pureRooms, "store", "engine"];

/** What each room may import, besides itself. It goes one way only, so no room can know who uses it. */
const doors: Readonly<Record<string, Door>> = {
  decimal: { rooms: [], packages: ["big.js"] },
  model: { rooms: [], types: ["decimal"] },
  calendar: { rooms: ["model"] },
  intake: { rooms: ["model", "decimal", "calendar"] },
  metering: { rooms: ["model", "decimal", "calendar"] },
  pricing: { rooms: ["model", "decimal", "calendar", "metering"] },
  lane: { rooms: ["model", "decimal", "pricing"] },
  rating: { rooms: ["model", "decimal", "calendar", "metering", "pricing", "lane"] },
  invoicing: { rooms: ["model", "decimal", "calendar", "metering", "pricing"] },
  session: {
    rooms: ["model", "decimal", "calendar", "intake", "metering", "pricing", "lane", "rating", "invoicing"],
  },
  lint: { rooms: ["model", "decimal", "calendar", "metering", "pricing", "rating", "invoicing"] },
  store: { rooms: ["model"] },
  engine: { rooms: everyRoom },
  index: { rooms: everyRoom },
  testing: { rooms: everyRoom },
  // What a store has to refuse is said once, in `store`; the driver is the caller's.
  postgres: { rooms: ["model", "calendar", "store"] },
  // The outer rooms see what any user sees.
  http: { rooms: ["index"] },
  report: { rooms: ["index"] },
  formats: { rooms: ["index"] },
  bin: { rooms: ["index", "http", "report"] },
  // A page that uses the package as it is built.
  playground: { rooms: [], packages: ["lucius-rating", "lucius-rating/report"] },
};

const entrances = [
  "src/index.ts",
  "src/testing/index.ts",
  "src/postgres/index.ts",
  "src/http/index.ts",
  "src/report/index.ts",
  "src/formats/index.ts",
];
const programStarts = ["src/bin/main.ts", "src/playground/main.ts"];
const emptyNames = ["utils", "util", "helpers", "helper", "common", "misc", "shared", "lib"];
const source = readSource();

describe("rooms", () => {
  it("are those of the table, each with at least one file", () => {
    const rooms = [...new Set(source.map((file) => file.room))].sort();
    expect(
      rooms,
      "a new room is a change of the design: add it to `doors` here and to ARCHITECTURE.md",
    ).toEqual(Object.keys(doors).sort());
  });

  it("import only what their door lets in", () => {
    const wrong = source.flatMap((file) =>
      dependenciesOf(file)
        .filter((dependency) => !isAllowed(file, dependency))
        .map((dependency) => `${file.path} imports ${dependency.specifier}`),
    );
    expect(wrong, "see `doors`: an import against the direction makes two rooms one").toEqual([]);
  });

  it("are imported file by file, with the extension", () => {
    const wrong = source.flatMap((file) =>
      dependenciesOf(file)
        .filter(({ path }) => path !== null && !source.some((other) => other.path === path))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    expect(wrong, "name the file itself: a reader can follow it, and so can every runtime").toEqual([]);
  });
});

describe("entrances", () => {
  it("are the only files that re-export", () => {
    const wrong = source
      .filter(({ path }) => !entrances.includes(path))
      .flatMap((file) => reExports(file).map((line) => `${file.path}:${line}`));
    expect(wrong, "a barrel inside a room hides where a thing lives, and loads all of it for one").toEqual(
      [],
    );
  });

  it("have no code of their own", () => {
    const wrong = source
      .filter(({ path }) => entrances.includes(path))
      .flatMap((file) =>
        file.tree.statements
          .filter((statement) => !isNamedReExport(statement))
          .map((statement) => `${file.path}:${lineOf(file, statement)}`),
      );
    expect(wrong, "a front door is a table of contents: named re-exports, no `export *`, no code").toEqual(
      [],
    );
  });
});

describe("words", () => {
  it.each(bannedWords)("$word stays out", ({ why, allowedIn, find }) => {
    const wrong: string[] = [];
    for (const file of source.filter(
      ({ room, path }) => !allowedIn.includes(room) && !allowedIn.includes(path),
    ))
      walk(file.tree, (node) => {
        if (find(node))
          wrong.push(`${file.path}:${lineOf(file, node)} ${node.getText(file.tree).slice(0, 60)}`);
      });
    expect(wrong, why).toEqual([]);
  });
});

describe("names", () => {
  it("of files say what is inside", () => {
    const wrong = source.filter(({ name }) => emptyNames.includes(name)).map(({ path }) => path);
    expect(wrong, "a name that fits everything collects everything").toEqual([]);
  });

  it("of files are found in what they export", () => {
    const wrong = source
      .filter(({ path }) => !entrances.includes(path) && !programStarts.includes(path))
      .filter((file) => !isNamedAsExport(file))
      .map((file) => `${file.path} exports ${exportedNames(file).join(", ") || "nothing"}`);
    expect(wrong, "who searches for a name should find the file").toEqual([]);
  });
});

describe("sizes", () => {
  it("of files stay small", () => {
    const lines = source.map((file) => ({ path: file.path, lines: file.text.trimEnd().split("\n").length }));
    const long = lines.filter((file) => file.lines > 250).map((file) => `${file.path}: ${file.lines} lines`);
    expect(long, "more than 250 lines are two subjects: give the second its own file").toEqual([]);
    const sorted = lines.map((file) => file.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)], "the median file has under 80 lines").toBeLessThan(80);
    expect(sorted[Math.ceil(sorted.length * 0.9) - 1], "9 of 10 files have under 150 lines").toBeLessThan(
      150,
    );
  });

  it("of functions stay under 50 lines", () => {
    const long: string[] = [];
    for (const file of source)
      walk(file.tree, (node) => {
        if (!ts.isFunctionLike(node) || !("body" in node)) return;
        const { line } = file.tree.getLineAndCharacterOfPosition(node.end);
        const lines = line + 2 - lineOf(file, node);
        if (lines >= 50) long.push(`${file.path}:${lineOf(file, node)}: ${lines} lines`);
      });
    expect(long, "a function is read as a whole, so it has to fit on a screen").toEqual([]);
  });
});

describe("files of the repository", () => {
  // Written in pieces, so that this file does not contain what it looks for.
  const foreign = [
    { what: "a path of one machine", pattern: "(?:^|[\\s\"'`(=:])/(?:work|home|root|Users|tmp|mnt|opt)/" },
    { what: "the host of a registry", pattern: ["registry", "(npmjs|yarnpkg)"].join("\\.") },
  ];

  it.each(foreign)("do not mention $what", ({ pattern }) => {
    const wrong = listFiles("").filter((path) =>
      new RegExp(pattern, "m").test(readFileSync(join(repository, path), "utf8")),
    );
    expect(wrong, "a clone has to work, and to make sense, anywhere").toEqual([]);
  });
});

function isAllowed(file: SourceFile, { specifier, path, typesOnly }: Dependency): boolean {
  const door = doors[file.room];
  if (door === undefined) return false;
  if (path === null) {
    // The program is the only part that has a process around it.
    if (specifier.startsWith("node:")) return file.room === "bin";
    return door.packages?.includes(specifier) === true;
  }
  if (path === "src/index.ts") return door.rooms.includes("index");
  const room = path.split("/")[1] ?? "";
  if (room === file.room || door.rooms.includes(room)) return true;
  return typesOnly && door.types?.includes(room) === true;
}

function isNamedReExport(statement: ts.Statement): boolean {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) return false;
  return statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause);
}

/** Lines with `export … from`, or with an export of something that was imported. */
function reExports(file: SourceFile): number[] {
  const imported = new Set<string>();
  walk(file.tree, (node) => {
    if (ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) imported.add(node.name.text);
    if (ts.isImportClause(node) && node.name !== undefined) imported.add(node.name.text);
  });
  return file.tree.statements
    .filter(ts.isExportDeclaration)
    .filter(({ moduleSpecifier, exportClause }) => {
      if (moduleSpecifier !== undefined) return true;
      if (exportClause === undefined || !ts.isNamedExports(exportClause)) return true;
      return exportClause.elements.some(({ name, propertyName }) =>
        imported.has((propertyName ?? name).text),
      );
    })
    .map((statement) => lineOf(file, statement));
}

function exportedNames(file: SourceFile): string[] {
  return file.tree.statements.flatMap((statement) => {
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    )
      return statement.exportClause.elements.map(({ name }) => name.text);
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(file.tree));
    const { name } = statement as ts.Statement & { readonly name?: ts.Identifier };
    return name === undefined ? [] : [name.text];
  });
}

/**
 * `invoice.ts` exports `Invoice`, `cadence.ts` `cadences`, `errors.ts` names that end in `Error`. A family without a main
 * member is named by a word that most of its members share: `readField.ts` exports `readText`, `readDate` and so on.
 */
function isNamedAsExport(file: SourceFile): boolean {
  const exported = exportedNames(file).map((name) => name.toLowerCase());
  const whole = file.name.replace(/s$/, "").toLowerCase();
  if (exported.some((name) => name.includes(whole))) return true;
  const words = file.name
    .replace(/s$/, "")
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase());
  const family = exported.filter((name) => words.some((word) => name.includes(word)));
  return family.length > 1 && family.length * 2 > exported.length;
}
