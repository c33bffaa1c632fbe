// Finding the cell of a matrix that given values fall in. Cells that name the same dimensions stand in one index; the indexes
// are asked from the most specific to the least, so a look-up costs what there are kinds of cells, not cells.
import type { MatrixCell } from "./pricingProgram.ts";

type When = MatrixCell["when"];

/** The cells that name the same dimensions. */
export interface CellKind {
  readonly dimensions: readonly string[];
  /** By their values. */
  readonly cells: ReadonlyMap<string, When>;
}

export interface CellIndex {
  /** Most specific first. */
  readonly kinds: readonly CellKind[];
  /** The most specific cell that values by dimension fall in. */
  find(textOf: (dimension: string) => string | undefined): When | undefined;
}

export function createCellIndex(dimensions: readonly string[], cells: Iterable<When>): CellIndex {
  const byKind = new Map<string, { dimensions: string[]; cells: Map<string, When> }>();
  for (const when of cells) {
    const own = dimensions.filter((name) => Object.hasOwn(when, name));
    const key = valuesKey(own);
    const kind = byKind.get(key) ?? { dimensions: own, cells: new Map<string, When>() };
    byKind.set(key, kind);
    kind.cells.set(valuesKey(own.map((name) => when[name])), when);
  }
  const kinds = [...byKind.values()].sort((a, b) => b.dimensions.length - a.dimensions.length);
  return {
    kinds,
    find(textOf) {
      for (const { dimensions: own, cells: ofKind } of kinds) {
        const found = ofKind.get(valuesKey(own.map(textOf)));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** Values as one text; a missing one is like no text. */
export function valuesKey(values: readonly (string | undefined)[]): string {
  let key = "";
  // A length before each keeps them apart, whatever they are.
  for (const value of values) key += value === undefined ? "," : `${value.length}:${value},`;
  return key;
}
