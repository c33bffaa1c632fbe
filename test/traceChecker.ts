// Recomputes a line from its steps alone, with no look at rules, prices or events: each step's amount from its own fields,
// the chain of quantities from the line's down to the units that are priced, and the sum of it all.
import type { Step } from "../src/model/charge.ts";
import type { RoundingMode } from "../src/model/contract.ts";
import type { LineItem } from "../src/model/invoice.ts";
import type { QuantityRounding } from "../src/model/measuring.ts";
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  isNegative,
  multiply,
  negate,
  quotient,
  round,
  smaller,
  subtract,
  sum,
  toText,
  zero,
} from "./oracle/fraction.ts";
import { contentOf } from "./oracle/ladders.ts";

/** What tells how an amount came about: a line, what was shared out over lines, or the charge of one event. */
export interface Trace {
  readonly quantity: string;
  readonly exact_amount: string;
  readonly steps: readonly Step[];
}

/** What has to be known beside the trace. */
export interface Known {
  /** Dynamic prices have no link to quantities. */
  readonly isDynamic?: boolean;
  /** How money is rounded: what was earned of a prorated fee is. */
  readonly digits: number;
  readonly rounding: RoundingMode;
}

const roundings = { up: "up", down: "down", nearest: "half_up" } as const;
const ofUnits: readonly Step["kind"][] = ["flat", "unit", "rate", "package", "tier", "free"];
const withoutQuantity: readonly Step["kind"][] = [
  "event_minimum",
  "event_maximum",
  "discount",
  "minimum",
  "maximum",
  "monthly_cap",
];

/** Everything in a trace that does not follow from the rest of it. */
export function checkTrace(trace: Trace, known: Known): string[] {
  const wrong = trace.steps.flatMap((step) => checkStep(step, known));
  const total = toText(sum(trace.steps.map(({ amount }) => fraction(amount))));
  if (total !== trace.exact_amount) wrong.push(`steps come to ${total}, not ${trace.exact_amount}`);
  return known.isDynamic === true ? wrong : [...wrong, ...checkQuantities(trace)];
}

/** A line, with what was shared out where it is a share. */
export function checkLine(line: LineItem, known: Known): string[] {
  const { shared, steps } = line;
  if (shared === undefined) return [...checkTrace(line, known), ...checkUnitPrice(line, steps)];
  const [share, ...others] = steps;
  const isShare = share?.kind === "share" && others.length === 0 && share.quantity === line.quantity;
  const isWhole = share?.amount === line.amount && line.amount === line.exact_amount;
  return [
    ...(isShare && isWhole ? [] : ["a share is one step, the whole amount"]),
    ...checkTrace(shared, known),
    ...checkUnitPrice(line, shared.steps),
  ];
}

/** A line that names one price of a unit has no units at another one. */
function checkUnitPrice({ unit_price }: LineItem, steps: readonly Step[]): string[] {
  const priced = steps.filter(({ kind, quantity }) => ofUnits.includes(kind) && quantity !== "0");
  const others = priced.filter((step) => step.unit_price !== undefined && step.unit_price !== unit_price);
  return unit_price === null || others.length === 0 ? [] : [`not all units are at ${unit_price}`];
}

/** The lines that share one amount: together they are all of it. */
export function checkShares(lines: readonly LineItem[]): string[] {
  const sharing = lines.filter((line) => line.shared !== undefined);
  const ladders = new Set(sharing.map((line) => contentOf([line.rule_id, line.version])));
  return [...ladders].flatMap((ladder) => {
    const own = sharing.filter((line) => contentOf([line.rule_id, line.version]) === ladder);
    const whole = own[0]?.shared;
    const same = own.every(({ shared }) => contentOf(shared) === contentOf(whole));
    const amount = toText(sum(own.map((line) => fraction(line.amount))));
    const quantity = toText(sum(own.map((line) => fraction(line.quantity))));
    const matches = same && amount === whole?.amount && quantity === whole.quantity;
    return matches ? [] : [`shares of ${ladder} come to ${amount} for ${quantity}`];
  });
}

/** What a minimum has lifted the lines of a rule to is its limit, where nothing else has taken anything from it. */
export function checkMinimums(lines: readonly LineItem[]): string[] {
  return [...new Set(lines.map(({ rule_id }) => rule_id))].flatMap((rule) => {
    const own = wholesOf(lines.filter(({ rule_id }) => rule_id === rule));
    const steps = own.flatMap((line) => line.steps);
    const minimum = steps.find(({ kind }) => kind === "minimum");
    if (minimum === undefined || steps.some(({ kind }) => kind === "maximum" || kind === "monthly_cap"))
      return [];
    const total = toText(sum(own.map(({ exact_amount }) => fraction(exact_amount))));
    return total === minimum.limit ? [] : [`a minimum of ${minimum.limit} has lifted ${rule} to ${total}`];
  });
}

/** The lines, and for those that share one amount, once what they share. */
function wholesOf(lines: readonly LineItem[]): Pick<LineItem, "exact_amount" | "steps">[] {
  const seen = new Set<number>();
  return lines.flatMap((line) => {
    if (line.shared === undefined) return [line];
    if (seen.has(line.version)) return [];
    seen.add(line.version);
    return [line.shared];
  });
}

function checkStep(step: Step, known: Known): string[] {
  const wrong: string[] = [];
  const expected = step.kind === "prorated" ? earnedIn(step, known) : amountOf(step);
  if (expected !== undefined && toText(expected) !== step.amount) {
    wrong.push(`${JSON.stringify(step)}: comes to ${toText(expected)}`);
  }
  const result = resultOf(step);
  if (result !== undefined && toText(result) !== step.result) {
    wrong.push(`${JSON.stringify(step)}: becomes ${toText(result)}`);
  }
  const packages = packagesOf(step);
  if (packages !== undefined && toText(packages) !== step.packages) {
    wrong.push(`${JSON.stringify(step)}: is ${toText(packages)} packages`);
  }
  if (withoutQuantity.includes(step.kind) && step.quantity !== undefined)
    wrong.push("an adjustment has units");
  return wrong;
}

/** What a step comes to by its own fields; undefined: its amount stands for itself. */
function amountOf(step: Step): Fraction | undefined {
  switch (step.kind) {
    case "flat":
    case "unit":
    case "rate":
    case "fixed":
    case "dynamic":
      return multiply(numberOf(step.quantity), numberOf(step.unit_price));
    case "package":
      return multiply(numberOf(step.packages), numberOf(step.unit_price));
    case "tier":
      return amountOfTier(step);
    case "transform":
    case "included":
    case "free":
      return zero;
    case "clamped":
      return step.quantity === undefined ? undefined : zero;
    default:
      return undefined;
  }
}

/** What was earned up to the end of a time, rounded, less what was earned before it, rounded. */
function earnedIn({ quantity, unit_price, elapsed, of }: Step, { digits, rounding }: Known): Fraction {
  const whole = multiply(numberOf(quantity), numberOf(unit_price));
  const [before, after] = [elapsed?.[0], elapsed?.[1]].map((part) =>
    round(divide(multiply(whole, numberOf(part)), numberOf(of)), digits, rounding),
  );
  return subtract(after ?? zero, before ?? zero);
}

/** A tier's maximum limits the size of the amount, also of one that is given back. */
function amountOfTier({ quantity, packages, unit_price, flat_amount, maximum_amount }: Step): Fraction {
  const units = multiply(numberOf(packages ?? quantity), numberOf(unit_price));
  const plain = add(units, numberOf(flat_amount ?? "0"));
  if (maximum_amount === undefined) return plain;
  const most = fraction(maximum_amount);
  const back = [numberOf(quantity), plain, most].some(isNegative);
  return back ? negate(smaller(negate(plain), negate(most))) : smaller(plain, most);
}

function resultOf({ kind, quantity, divide_by, round: how, scale }: Step): Fraction | undefined {
  if (kind !== "transform") return undefined;
  const divisor = numberOf(divide_by ?? "1");
  if (how === undefined) return quotient(numberOf(quantity), divisor);
  return round(divide(numberOf(quantity), divisor), scale ?? 0, roundings[how]);
}

function packagesOf({ quantity, package_size, packages, round: how }: Step): Fraction | undefined {
  if (package_size === undefined && packages === undefined) return undefined;
  const mode: QuantityRounding = how ?? "up";
  return round(divide(numberOf(quantity), numberOf(package_size)), 0, roundings[mode]);
}

/** The line's quantity is what its cells have together; in each, every step takes up what the one before it left. */
function checkQuantities({ quantity, steps }: Trace): string[] {
  const cells = [...new Set(steps.flatMap(({ cell }) => (cell === undefined ? [] : [contentOf(cell)])))];
  const wrong: string[] = [];
  // A prorated fee is about all of its units, again and again.
  const prorated = steps.filter(({ kind }) => kind === "prorated");
  if (prorated.length > 0) {
    const isWhole = prorated.every((step) => step.quantity === quantity);
    return isWhole ? [] : [`a part of a fee is not about ${quantity} units`];
  }
  const chains = cells.length === 0 ? [steps] : cells.map((cell) => steps.filter((step) => isIn(step, cell)));
  const begun = chains.map((chain) => {
    const { start, left } = follow(chain);
    if (compare(left, zero) !== 0) wrong.push(`${toText(left)} units are left over or priced twice`);
    return start;
  });
  const start = toText(sum(begun));
  if (start !== quantity) wrong.push(`steps begin with ${start} units, the line with ${quantity}`);
  return wrong;
}

function isIn({ cell }: Step, text: string): boolean {
  return cell !== undefined && contentOf(cell) === text;
}

/** With what quantity a chain of steps begins, and what is left of it when all is priced. */
function follow(chain: readonly Step[]): { readonly start: Fraction; readonly left: Fraction } {
  const priced = sum(
    chain.filter(({ kind }) => ofUnits.includes(kind)).map((step) => numberOf(step.quantity)),
  );
  const included = sum(
    chain.filter(({ kind }) => kind === "included").map((step) => numberOf(step.quantity)),
  );
  const clamped = chain.find(({ kind, quantity }) => kind === "clamped" && quantity !== undefined);
  const transform = chain.find(({ kind }) => kind === "transform");
  const used = add(priced, included);
  const entering = transform === undefined ? used : numberOf(transform.quantity);
  const result = transform === undefined ? used : numberOf(transform.result);
  const left = subtract(result, used);
  if (clamped === undefined) return { start: entering, left };
  // What is clamped away goes on as nothing.
  return { start: numberOf(clamped.quantity), left: compare(entering, zero) === 0 ? left : entering };
}

function numberOf(text: string | undefined): Fraction {
  if (text === undefined) throw new Error("a step lacks a field that its kind needs");
  return fraction(text);
}
