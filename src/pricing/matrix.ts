// A price for each combination of properties: the most specific cell that an event falls in.
import { propertyText } from "../metering/propertyText.ts";
import { createCellIndex } from "../model/cellIndex.ts";
import type { MatrixRule } from "../model/pricingProgram.ts";
import { type Cells, createPrices, defaultCell } from "./cells.ts";

export function matrix(rule: MatrixRule): Cells {
  const index = createCellIndex(
    rule.dimensions,
    rule.cells.map(({ when }) => when),
  );
  const otherwise = defaultCell(rule.default);
  return {
    find(event) {
      const texts = new Map(rule.dimensions.map((name) => [name, propertyText(event, name)]));
      return index.find((name) => texts.get(name)) ?? otherwise;
    },
    ...createPrices(
      rule.cells.map((cell) => [cell.when, cell]),
      rule.default,
    ),
  };
}
