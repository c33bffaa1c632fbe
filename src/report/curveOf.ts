// The curve that a drawing is of: a given one, or a rule's, as far as it is worth seeing.
import {
  BillingError,
  expectOk,
  type LineItem,
  type PriceCurve,
  parsePricingProgram,
  priceCurve,
  type Tier,
  type UsageRule,
} from "../index.ts";
import {
  compareFractions,
  decimalText,
  fractionOf,
  largest,
  smallest,
  times,
  wholeFraction,
} from "./fraction.ts";
import type { ReadOptions } from "./readOptions.ts";
import { fieldsOf, readShape, type Shape } from "./readShape.ts";

/** How a rule's curve is drawn. */
export interface CurveChartOptions {
  /** The quantity that is marked. */
  readonly quantity?: string;
  /** How far the curve of a rule goes; unless told, a quarter beyond the marked quantity, or beyond the last tier's bound where that is near. */
  readonly to?: string;
  /** Of a rule with a price for each cell: which one. */
  readonly cell?: NonNullable<PriceCurve["cell"]>;
  /** What the drawing is called. */
  readonly title?: string;
  /** The currency of the amounts. */
  readonly currency?: string;
}

/** The largest quantity that there is. */
const most = fractionOf(`${"9".repeat(20)}.${"9".repeat(18)}`);

/** What drawings read of a curve. All of it is text, also as the API would send it. */
const shape: Shape = {
  to: "text",
  amount_at_zero: "text",
  pieces: {
    shape: {
      from: "text",
      to: "text",
      amount_at_from: "text",
      amount_before_to: "text?",
      amount_at_to: "text",
      effective_unit_price: "text",
    },
    isList: true,
  },
};

/** Throws a `BillingError` for a rule that has no curve, and for what is neither. */
export function curveOf(subject: PriceCurve | UsageRule, options: ReadOptions): PriceCurve {
  fieldsOf(subject, "");
  if ("object" in subject) {
    readShape(subject, shape, "");
    return subject;
  }
  const rule = readRule(subject);
  const { cell, quantity = "0", to = curveEnd(rule, quantity) } = options;
  return expectOk(priceCurve(rule, { to, ...(cell === undefined ? {} : { cell }) }));
}

/** The rule as the parser of programs makes it; its issues are told of `rule`. */
function readRule(input: unknown): UsageRule {
  const program = parsePricingProgram({ contract: "any", version: 1, rules: [input] });
  if (!program.ok) {
    const told = program.issues.map(({ path, ...issue }) => ({
      ...issue,
      path: path.replace("rules[0]", "rule"),
    }));
    throw new BillingError(told);
  }
  // Of a fee `priceCurve` says that it has no curve.
  return program.value.rules[0] as UsageRule;
}

/** Where the curve of a rule may end so that a quantity and the bounds near it are seen. */
export function curveEnd(rule: UsageRule, quantity: string): string {
  const at = fractionOf(quantity);
  const bounds = tiersOf(rule).flatMap(({ up_to }) => (up_to === null ? [] : [fractionOf(up_to)]));
  const reach = times(at, wholeFraction(4));
  const near = at.n > 0n ? bounds.filter((bound) => compareFractions(bound, reach) <= 0) : bounds;
  const end = largest([at, ...near]);
  if (end.n <= 0n) return "100";
  return decimalText(smallest([times(end, { n: 5n, d: 4n }), most]), 18);
}

function tiersOf(rule: UsageRule): readonly Tier[] {
  return rule.model === "tiered" ? rule.tiers : [];
}

/** The one cell that all of a line's steps are about; undefined where there is none, or several. */
export function cellOfLine({ steps, shared }: LineItem): PriceCurve["cell"] {
  const cells = (shared?.steps ?? steps).flatMap(({ cell }) => (cell === undefined ? [] : [cell]));
  const [first] = cells;
  return cells.every((cell) => JSON.stringify(cell) === JSON.stringify(first)) ? first : undefined;
}
