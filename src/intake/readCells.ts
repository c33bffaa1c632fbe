// The cells of a matrix: a price each, for values of the rule's dimensions.
import { type CellKind, createCellIndex, valuesKey } from "../model/cellIndex.ts";
import type { MatrixCell } from "../model/pricingProgram.ts";
import { add, below, type Findings, show } from "./findings.ts";
import { readArray, readObject, readScalar, refuseUnknown } from "./readField.ts";
import { priceFields, readPrice } from "./readPrice.ts";

const mostCells = 10_000;
const mostTiers = 10_000;
const known: ReadonlySet<string> = new Set(["when", ...priceFields]);

export function readCells(value: unknown, findings: Findings): MatrixCell[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0) return add(findings, "cells_empty", "must have at least one cell");
  if (items.length > mostCells) {
    return add(findings, "cells_too_many", `must have at most ${mostCells} cells, has ${items.length}`);
  }
  const cells = [...items.entries()].flatMap(([index, item]) => readCell(item, below(findings, index)) ?? []);
  const tiers = cells.reduce((sum, cell) => sum + ("tiers" in cell ? (cell.tiers?.length ?? 0) : 0), 0);
  if (tiers > mostTiers) {
    return add(
      findings,
      "tiers_too_many",
      `must have at most ${mostTiers} tiers in all cells together, has ${tiers}`,
    );
  }
  return cells;
}

function readCell(value: unknown, findings: Findings): MatrixCell | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, known, findings);
  const when = readWhen(fields.get("when"), below(findings, "when"));
  const price = readPrice(fields, findings);
  return when === undefined || price === undefined ? undefined : { when, ...price };
}

function readWhen(value: unknown, findings: Findings): MatrixCell["when"] | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  if (fields.size === 0) {
    return add(
      findings,
      "cell_invalid",
      "must name at least one dimension; what fits no cell is the rule's default",
    );
  }
  const values = [...fields].flatMap(([name, field]): [string, string][] => {
    const text = readScalar(field, below(findings, name), "cell_invalid");
    return text === undefined ? [] : [[name, text]];
  });
  // Defines own properties, whatever the dimensions are called.
  return Object.fromEntries(values);
}

/** Checks cells against the dimensions and each other. */
export function checkCells(
  dimensions: readonly string[],
  cells: readonly MatrixCell[],
  findings: Findings,
): void {
  const names = new Set(dimensions);
  const seen = new Set<string>();
  for (const [at, { when }] of cells.entries()) {
    const place = below(below(findings, at), "when");
    for (const name of Object.keys(when)) {
      if (!names.has(name))
        add(below(place, name), "cell_invalid", `must be one of the dimensions ${dimensions.join(", ")}`);
    }
    const key = valuesKey(dimensions.map((name) => (Object.hasOwn(when, name) ? when[name] : undefined)));
    if (seen.has(key)) add(place, "cell_duplicate", "is there twice: a cell before has the same values");
    seen.add(key);
  }
  checkTies(dimensions, cells, findings);
}

const mostTies = 20;

/** An event that fits two equally specific cells, and no more specific one, would have two prices. */
function checkTies(dimensions: readonly string[], cells: readonly MatrixCell[], findings: Findings): void {
  const index = createCellIndex(
    dimensions,
    cells.map(({ when }) => when),
  );
  let ties = 0;
  for (const [at, kind] of index.kinds.entries()) {
    for (const other of index.kinds.slice(at + 1)) {
      if (other.dimensions.length !== kind.dimensions.length) continue;
      for (const both of overlaps(kind, other)) {
        const decided = index.find((name) => (Object.hasOwn(both, name) ? both[name] : undefined));
        if (decided !== undefined && Object.keys(decided).length > kind.dimensions.length) continue;
        ties += 1;
        const message = `has two equally specific cells for ${show(JSON.stringify(both))}: add a cell for it`;
        add(findings, "cell_ambiguous", message);
        if (ties >= mostTies) return;
      }
    }
  }
}

/** The values that fall in a cell of one kind and in a cell of the other. */
function* overlaps(a: CellKind, b: CellKind): Iterable<MatrixCell["when"]> {
  const common = a.dimensions.filter((name) => b.dimensions.includes(name));
  const byCommon = new Map<string, MatrixCell["when"][]>();
  for (const when of b.cells.values()) {
    const key = valuesKey(common.map((name) => when[name]));
    const alike = byCommon.get(key);
    if (alike === undefined) byCommon.set(key, [when]);
    else alike.push(when);
  }
  for (const when of a.cells.values()) {
    for (const other of byCommon.get(valuesKey(common.map((name) => when[name]))) ?? []) {
      yield Object.fromEntries([...Object.entries(when), ...Object.entries(other)]);
    }
  }
}
