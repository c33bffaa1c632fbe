// Reads the library's own source, for the tests that hold house rules against it.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The folder that holds package.json. */
export const repository: string = join(dirname(fileURLToPath(import.meta.url)), "..");

/** One file of `src`, parsed. */
export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  /** The folder below `src` that it lies in, or `index` for the front door itself. */
  readonly room: string;
  /** File name without the extension. */
  readonly name: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** One import, export-from, dynamic import or import type. */
export interface Dependency {
  readonly specifier: string;
  /** Repository path of a relative import, or null for a package. */
  readonly path: string | null;
  /** Leaves nothing behind at run time. */
  readonly typesOnly: boolean;
}

const notOurs = new Set(["node_modules", "dist", "coverage", ".git", ".tmp"]);

/** Paths of all files below a folder of the repository, in order; build output and installed packages left out. */
export function listFiles(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(repository, folder), { withFileTypes: true })) {
    if (notOurs.has(entry.name)) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...listFiles(path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

export function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(repository, path), "utf8");
  const parts = path.split("/");
  const room = parts.length === 2 ? basename(path, ".ts") : (parts[1] ?? "");
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, room, name: basename(path, ".ts"), text, tree };
}

export function readSource(): SourceFile[] {
  return listFiles("src")
    .filter((path) => path.endsWith(".ts"))
    .map(readSourceFile);
}

/** Calls `visit` for every node of a tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(file: SourceFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
}

export function dependenciesOf(file: SourceFile): Dependency[] {
  const found: Dependency[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const path = specifier.text.startsWith(".") ? resolveRelative(file.path, specifier.text) : null;
    found.push({ specifier: specifier.text, path, typesOnly });
  };
  walk(file.tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
  });
  return found;
}

function resolveRelative(from: string, specifier: string): string {
  const target = join(repository, dirname(from), specifier);
  return relative(repository, target).split(sep).join("/");
}
