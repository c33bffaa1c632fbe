// A matrix of Orb: a price for each combination of up to two properties, and one for all others.
import { type Fields, fieldsOf, listIn, missing, neededDecimal, refuseUnknown } from "./fields.ts";
import { addIssue, glimpse, issuesBelow } from "./issuesAt.ts";
import type { RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

export function orbMatrix(config: Fields): RuleDraft {
  const names = listIn(config, "dimensions");
  const dimensions = names.filter((name) => name !== null);
  if (dimensions.length === 0) missing(config, "dimensions");
  const cells = listIn(config, "matrix_values").map((cell, at) =>
    cellOf(fieldsOf(cell, issuesBelow(config.at, "matrix_values", at)), names),
  );
  return {
    model: "matrix",
    dimensions,
    cells,
    default: { unit_amount: neededDecimal(config, "default_unit_amount") },
  };
}

function cellOf(cell: Fields | undefined, names: readonly unknown[]): RuleDraft {
  if (cell === undefined) return {};
  refuseUnknown(cell, ["dimension_values", "unit_amount"]);
  const values = listIn(cell, "dimension_values");
  const at = cell.below("dimension_values");
  const when = names.flatMap((name, place): [string, unknown][] => {
    if (typeof name !== "string") return [];
    const value = values[place];
    if (typeof value === "string") return [[name, value]];
    const where = issuesBelow(at, place);
    if (value === null || value === undefined)
      partNotExpressible(where, `must be a value of ${name}: what is left out here fits events of any value`);
    else addIssue(where, "field_type", `must be text, got ${glimpse(value)}`);
    return [];
  });
  return { when: Object.fromEntries(when), unit_amount: neededDecimal(cell, "unit_amount") };
}
