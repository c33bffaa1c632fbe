// The cells of a matrix: a price each, for values of the rule's dimensions.
import { type CellKind, createCellIndex, valuesKey } from "../model/cellIndex.ts";
import type { MatrixCell } from "../model/pricingProgram.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { readArray, readObject, readScalar, refuseUnknown } from "./readField.ts";
import { priceFields, readPrice } from "./readPrice.ts";

const mostCells = 10_000;
const mostTiers = 10_000;
const known: ReadonlySet<string> = new Set(["when", ...priceFields]);

/** One that could not be read keeps its place, so that paths stay right; with an issue the program is not used. */
type ReadCell = MatrixCell | undefined;

export function readCells(value: unknown, findings: Findings): ReadCell[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0) return add(findings, "cells_empty", "must have at least one cell");
  if (items.length > mostCells) {
    return add(findings, "cells_too_many", `must have at most ${mostCells} cells, has ${items.length}`);
  }
  const cells: ReadCell[] = [];
  let tiers = 0;
  for (const [index, item] of items.entries()) {
    const cell = readCell(item, below(findings, index));
    tiers += countTiers(cell);
    if (tiers > mostTiers) {
      const more = index < items.length - 1 ? " and more" : "";
      const message = `must have at most ${mostTiers} tiers in all cells together, has ${tiers}${more}`;
      return add(findings, "tiers_too_many", message);
    }
    cells.push(cell);
  }
  return cells;
}

function countTiers(cell: ReadCell): number {
  return cell !== undefined && "tiers" in cell && Array.isArray(cell.tiers) ? cell.tiers.length : 0;
}

function readCell(value: unknown, findings: Findings): ReadCell {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, known, findings);
  const when = readWhen(fields.get("when"), below(findings, "when"));
  const price = readPrice(fields, findings);
  return when === undefined ? undefined : ({ when, ...price } as MatrixCell);
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
  const values = [...fields].map(([name, field]) => {
    return [name, readScalar(field, below(findings, name), "cell_invalid")] as const;
  });
  // What could not be read could be like any other cell, or like none.
  if (values.some(([, text]) => text === undefined)) return undefined;
  // Defines own properties, whatever the dimensions are called.
  return Object.fromEntries(values) as MatrixCell["when"];
}

/** Checks cells against the dimensions and each other. */
export function checkCells(
  dimensions: readonly string[],
  cells: readonly ReadCell[],
  findings: Findings,
): void {
  const seen = new Set<string>();
  const placed = new Map<MatrixCell["when"], number>();
  for (const [at, cell] of cells.entries()) {
    if (cell === undefined) continue;
    const { when } = cell;
    const place = below(below(findings, at), "when");
    const strange = Object.keys(when).filter((name) => !dimensions.includes(name));
    for (const name of strange)
      add(below(place, name), "cell_invalid", `must be one of the dimensions ${dimensions.join(", ")}`);
    if (strange.length > 0) continue;
    const key = valuesKey(dimensions.map((name) => (Object.hasOwn(when, name) ? when[name] : undefined)));
    if (seen.has(key)) add(place, "cell_duplicate", "is there twice: a cell before has the same values");
    seen.add(key);
    placed.set(when, at);
  }
  checkTies(dimensions, placed, findings);
}

const mostTies = 20;
/** No price list needs more; comparing every kind of cell with every other could take minutes. */
const mostOverlaps = 100_000;

/** An event that fits two equally specific cells, and no more specific one, would have two prices. */
function checkTies(
  dimensions: readonly string[],
  places: ReadonlyMap<MatrixCell["when"], number>,
  findings: Findings,
): void {
  const index = createCellIndex(dimensions, places.keys());
  let ties = 0;
  let looked = 0;
  for (const [kind, other] of rivals(index.kinds)) {
    for (const { pair, both } of overlaps(kind, other)) {
      looked += 1;
      if (looked > mostOverlaps) {
        const message = `overlap in more than ${mostOverlaps} ways: name the same dimensions in more of them`;
        return void add(findings, "cells_too_many", message);
      }
      const decided = index.find((name) => (Object.hasOwn(both, name) ? both[name] : undefined));
      if (decided !== undefined && Object.keys(decided).length > kind.dimensions.length) continue;
      const [first = 0, later = 0] = pair.map((when) => places.get(when) ?? 0).sort((a, b) => a - b);
      const values = Object.entries(both).map(([name, value]) => `${name} ${show(value)}`);
      const message = `and cells[${first}] are equally specific for ${values.join(", ")}: add a cell for it`;
      add(below(below(findings, later), "when"), "cell_ambiguous", message);
      ties += 1;
      if (ties >= mostTies) return;
    }
  }
}

/** Kinds of cells that are equally specific. */
function* rivals(kinds: readonly CellKind[]): Iterable<readonly [CellKind, CellKind]> {
  for (const [at, kind] of kinds.entries()) {
    for (const other of kinds.slice(at + 1)) {
      if (other.dimensions.length === kind.dimensions.length) yield [kind, other];
    }
  }
}

/** Two cells, and the values that fall in both. */
interface Overlap {
  readonly pair: readonly MatrixCell["when"][];
  readonly both: MatrixCell["when"];
}

/** The values that fall in a cell of one kind and in a cell of the other. */
function* overlaps(a: CellKind, b: CellKind): Iterable<Overlap> {
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
      const both = Object.fromEntries([...Object.entries(when), ...Object.entries(other)]);
      yield { pair: [when, other], both };
    }
  }
}
