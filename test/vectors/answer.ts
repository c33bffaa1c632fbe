// What the library answers to a vector, in the words of the vector.
import { type Invoice, type RoundingMode, rateUsage, roundDecimal, type Terms } from "../../src/index.ts";
import { answerAllocation } from "./allocation.ts";
import type { Answer } from "./answerShape.ts";
import { billOf, billsOf, eventsOf, termsOf } from "./bill.ts";
import type { PeriodVector, ProrationVector } from "./calendarVector.ts";
import { balancesOf, invoiceAnswer } from "./invoiceAnswer.ts";
import { minus, plus, ratio } from "./numbers.ts";
import { answerPeriod } from "./periods.ts";
import { answerProration } from "./prorations.ts";
import { earlierUses, type Use, use, usesOf } from "./uses.ts";
import type { Vector } from "./vector.ts";

/** Peers write `up` for toward plus infinity, and `down` for toward minus infinity. */
const modes: { readonly [name: string]: RoundingMode } = { half_up: "half_up", up: "ceiling", down: "floor" };
/** Decimal places of quotients. */
const quotientScale = 18;

/** Our answer to the vector's question. */
export function answer(vector: Vector | PeriodVector | ProrationVector): Answer {
  if (vector.kind === "period") return answerPeriod(vector);
  if (vector.kind === "proration") return answerProration(vector);
  const { kind, model, config, input } = vector;
  if (model === "rounding") return { amount: roundAs(config, input.amount ?? "") };
  if (model === "allocation") return answerAllocation(vector);
  const terms = termsOf(vector);
  if ("error" in terms) return terms;
  if (input.lines !== undefined) return answerLines(vector, terms, input.lines);
  if (input.snapshots !== undefined) return { amounts: bookings(vector, terms, input.snapshots) };
  if (model === "usage_discount") return answerAllowance(vector, terms);
  if (config.included_per_period !== undefined) return answerPeriods(vector, terms);
  const invoice = billOf(vector, terms);
  if (kind === "aggregation") return { quantity: quantityOf(vector, invoice) };
  return {
    amount: minus(amountOf(vector, invoice), billedBefore(vector, terms)),
    breakdown: breakdownOf(invoice),
    ...unitPriceOf(invoice),
    ...trueUpOf(vector, invoice),
    balances: balancesOf(vector, invoice),
    overage: invoice.total,
  };
}

/** Rounded where the peer rounds, exact where it does not. */
function amountOf({ config }: Vector, { total, line_items, credit_total = "0" }: Invoice): string {
  if (config.rounding !== undefined) return total;
  return minus(plus(...line_items.map(({ exact_amount }) => exact_amount)), credit_total);
}

/** What the period's bill came to before the usage that the vector is about. */
function billedBefore(vector: Vector, terms: Terms): string {
  const { config, input } = vector;
  if (input.previous === undefined) return config.previous?.billed ?? "0";
  return amountOf(vector, billOf(vector, terms, earlierUses(vector)));
}

function breakdownOf({ line_items }: Invoice): { units: string; amount: string }[] {
  const steps = line_items.flatMap((line) => line.steps.filter(({ kind }) => kind === "tier"));
  return steps.map(({ quantity, amount }) => ({ units: quantity ?? "", amount }));
}

/** What one unit came to. */
function unitPriceOf({ line_items: [line] }: Invoice): Answer {
  if (line === undefined || line.quantity === "0") return {};
  return { per_unit: ratio(line.exact_amount, line.quantity, quotientScale) };
}

/** What a minimum adds to money that was spent. */
function trueUpOf({ input }: Vector, { line_items, total }: Invoice): Answer {
  const spent = input.charge ?? input.usage;
  if (typeof spent !== "string") return {};
  const exact = plus(...line_items.map(({ exact_amount }) => exact_amount));
  return { true_up: minus(total, spent), true_up_exact: minus(exact, spent) };
}

/** The period's quantity: converted, if the vector converts it, to as many places as the peer tells. */
function quantityOf({ config }: Vector, { line_items: [line] }: Invoice): string {
  const transform = line?.steps.find(({ kind }) => kind === "transform");
  const quantity = (config.unit_conversion === undefined ? line?.quantity : transform?.result) ?? "0";
  return config.assert_scale === undefined ? quantity : roundAs({ scale: config.assert_scale }, quantity);
}

/** What each growth of the total adds to the bill, in rounded amounts. */
function bookings(vector: Vector, terms: Terms, snapshots: readonly string[]): string[] {
  const growths = snapshots.map((total, place) => use(minus(total, snapshots[place - 1] ?? "0")));
  const totals = snapshots.map((_, place) => billOf(vector, terms, growths.slice(0, place + 1)).total);
  return totals.map((total, place) => minus(total, totals[place - 1] ?? "0"));
}

/** Each month's usage, billed on its own. */
function answerPeriods(vector: Vector, terms: Terms): Answer {
  const uses = usesOf(vector);
  const days = uses.map(({ timestamp }) => timestamp.slice(0, 10));
  const bills = billsOf(vector, terms, uses, days);
  const billed = bills.map(({ line_items }) =>
    line_items.flatMap(({ steps }) => steps.filter(({ kind }) => kind === "unit")),
  );
  return {
    amounts: bills.map((invoice) => amountOf(vector, invoice)),
    overage_units: billed.map((steps) => plus(...steps.map(({ quantity }) => quantity ?? "0"))),
  };
}

/** Units billed after an allowance, at one apiece; usage that came before the vector is rated first. */
function answerAllowance(vector: Vector, terms: Terms): Answer {
  const before = rateUsage(terms, eventsOf(vector, earlierUses(vector), "before"));
  const uses = (vector.input.snapshots_incremental ?? [vector.input.quantity]).map((units) => use(units));
  const { charges } = rateUsage(terms, eventsOf(vector, uses), before.state);
  const quantities = charges.map(({ amount }) => amount);
  return { quantities, quantity: quantities[0] ?? "0" };
}

/** Money that is billed as it is, line by line. */
function answerLines(vector: Vector, terms: Terms, lines: NonNullable<Vector["input"]["lines"]>): Answer {
  const uses = lines.map(({ id, amount }): Use => use(amount, { metric: id }));
  return invoiceAnswer(vector, billOf(vector, terms, uses));
}

function roundAs(
  { scale, mode }: { readonly scale?: number; readonly mode?: string },
  value: string,
): string {
  return roundDecimal(value, scale ?? 2, modes[mode ?? "half_up"] ?? "half_up");
}
