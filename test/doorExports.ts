// The names that an entrance lets out, read from its text.
import ts from "typescript";
import type { SourceFile } from "./sourceFiles.ts";

/** Names by what they are at run time: `values` exist there, `types` do not. Sorted. */
export interface DoorExports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

export function doorExports(file: SourceFile): DoorExports {
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of file.tree.statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) continue;
    for (const { name, isTypeOnly } of statement.exportClause.elements)
      (statement.isTypeOnly || isTypeOnly ? types : values).push(name.text);
  }
  return { values: values.sort(), types: types.sort() };
}
