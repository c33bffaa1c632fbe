// Compiles pieces of documentation against the source, as a strict TypeScript user would against the package.
import { join } from "node:path";
import ts from "typescript";
import type { Snippet } from "./runSnippet.ts";
import { repository } from "./sourceFiles.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  // Only the examples are in question here, not the declarations of other packages.
  skipLibCheck: true,
  paths: {
    "lucius-rating": [join(repository, "src/index.ts")],
    "lucius-rating/testing": [join(repository, "src/testing/index.ts")],
    "lucius-rating/postgres": [join(repository, "src/postgres/index.ts")],
    "lucius-rating/http": [join(repository, "src/http/index.ts")],
    "lucius-rating/report": [join(repository, "src/report/index.ts")],
    "lucius-rating/formats": [join(repository, "src/formats/index.ts")],
  },
};

/** What the compiler has to say about the snippets, as `name:line message`. */
export function checkSnippets(snippets: readonly Snippet[]): string[] {
  const files = new Map(snippets.map((snippet, index) => [pathOf(index), snippet]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path)?.code ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const snippet = files.get(path);
    if (snippet === undefined) return getSourceFile(path, ...rest);
    // The export makes it a module, with a scope of its own.
    return ts.createSourceFile(path, `${snippet.code}\nexport {};`, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  // Of the snippets alone: what they import is checked as what it is, by its own project.
  const sources = [...files.keys()].map((path) => program.getSourceFile(path));
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...sources.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]),
  ];
  return diagnostics.map((diagnostic) => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    const { file, start } = diagnostic;
    if (file === undefined || start === undefined) return message;
    const place = files.get(file.fileName)?.name ?? file.fileName;
    return `${place}:${file.getLineAndCharacterOfPosition(start).line + 1} ${message}`;
  });
}

function pathOf(index: number): string {
  return join(repository, "test", `snippet${index}.ts`);
}
