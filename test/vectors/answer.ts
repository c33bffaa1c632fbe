// What the library answers to a vector, through the front door and in the words of the vector.
import {
  billingPeriods,
  draftInvoice,
  expectOk,
  type Invoice,
  parseContract,
  parsePricingProgram,
  parseUsageEvent,
  type RatingState,
  type RoundingMode,
  rateUsage,
  resolveTerms,
  roundDecimal,
  type Terms,
  type UsageEvent,
} from "../../src/index.ts";
import { fraction, negate, subtract, sum, toText } from "../oracle/fraction.ts";
import { rulesOf } from "./translate.ts";
import type { Answer, Vector } from "./vector.ts";

/** Peers write `up` for toward plus infinity, and `down` for toward minus infinity. */
const modes: { readonly [name: string]: RoundingMode } = { half_up: "half_up", up: "ceiling", down: "floor" };

/** Our answer to the vector's question. */
export function answer(vector: Vector): Answer {
  const { model, config, input } = vector;
  if (model === "rounding") return { amount: roundAs(config, input.amount ?? "") };
  const terms = resolve(vector);
  if ("error" in terms) return terms;
  if (input.lines !== undefined) return answerLines(vector, terms, input.lines);
  if (input.snapshots !== undefined) return { amounts: bookings(terms, input.snapshots) };
  if (model === "usage_discount") return answerAllowance(vector, terms);
  if (model === "sum") return { quantity: bill(terms, quantitiesOf(vector)).line_items[0]?.quantity ?? "0" };
  const invoice = bill(terms, quantitiesOf(vector));
  return { amount: lessBilled(vector, amountOf(vector, invoice)), breakdown: breakdownOf(invoice) };
}

function resolve({ currency, ...vector }: Vector): Terms | { readonly error: string } {
  const contract = parseContract({
    id: "peer",
    customer_name: "Peer",
    status: "active",
    start_date: "2026-01-01",
    currency,
    billing_cadence: "monthly",
    metrics: vector.input.lines?.map(({ id }) => id) ?? ["units"],
  });
  const program = parsePricingProgram({
    contract: "peer",
    version: 1,
    rules: rulesOf({ currency, ...vector }),
  });
  if (!program.ok) return { error: program.issues[0]?.code ?? "" };
  return expectOk(resolveTerms(expectOk(contract), [program.value]));
}

/** The quantities of a vector's events; what cannot be read as a quantity is refused and left out. */
function quantitiesOf({ input, config }: Vector): unknown[] {
  if (input.events !== undefined) return input.events.map(({ quantity }) => quantity);
  return [config.previous?.quantity, input.quantity ?? input.credit].filter(
    (x) => x !== undefined && x !== "0",
  );
}

function eventsOf(quantities: readonly unknown[], metric = "units"): UsageEvent[] {
  return quantities.flatMap((quantity, place) => {
    const event = parseUsageEvent({
      external_contract_id: "peer",
      event_id: `${metric}-${place}`,
      metric,
      quantity,
      timestamp: "2026-01-15T12:00:00Z",
    });
    return event.ok ? [event.value] : [];
  });
}

function bill(terms: Terms, quantities: readonly unknown[]): Invoice {
  return draft(terms, eventsOf(quantities));
}

function draft(terms: Terms, events: readonly UsageEvent[]): Invoice {
  const [period] = billingPeriods(terms.contract, "2026-01-15", "2026-01-15");
  if (period === undefined) throw new Error("January is a period of the contract");
  const { charges, outcomes } = rateUsage(terms, events);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  return draftInvoice(terms, charges, period);
}

/** Rounded where the peer rounds, exact where it does not. */
function amountOf({ config }: Vector, { total, line_items }: Invoice): string {
  return config.rounding === undefined
    ? toText(sum(line_items.map((line) => fraction(line.exact_amount))))
    : total;
}

function lessBilled({ config }: Vector, amount: string): string {
  return toText(subtract(fraction(amount), fraction(config.previous?.billed ?? "0")));
}

function breakdownOf({ line_items }: Invoice): { units: string; amount: string }[] {
  const steps = line_items.flatMap((line) => line.steps.filter(({ kind }) => kind === "tier"));
  return steps.map(({ quantity, amount }) => ({ units: quantity ?? "", amount }));
}

/** What each growth of the total adds to the bill, in rounded amounts. */
function bookings(terms: Terms, snapshots: readonly string[]): string[] {
  const growths = snapshots.map((total, place) =>
    subtract(fraction(total), fraction(snapshots[place - 1] ?? "0")),
  );
  const totals = snapshots.map((_, place) => bill(terms, growths.slice(0, place + 1).map(toText)).total);
  return totals.map((total, place) => toText(subtract(fraction(total), fraction(totals[place - 1] ?? "0"))));
}

/** Units billed after an allowance, at one apiece; usage that came before the vector is rated first. */
function answerAllowance({ config, input }: Vector, terms: Terms): Answer {
  const before = eventsOf([config.previous?.quantity ?? "0"]).map((event) => ({
    ...event,
    event_id: "before",
  }));
  const state: RatingState = rateUsage(terms, before).state;
  const { charges } = rateUsage(terms, eventsOf(input.snapshots_incremental ?? [input.quantity]), state);
  const quantities = charges.map(({ amount }) => amount);
  return { quantities, quantity: quantities[0] ?? "0" };
}

function answerLines(vector: Vector, terms: Terms, lines: NonNullable<Vector["input"]["lines"]>): Answer {
  const invoice = draft(
    terms,
    lines.flatMap(({ id, amount }) => eventsOf([amount], id)),
  );
  const line_items = invoice.line_items.map(({ description, steps, amount }) => {
    const off = sum(steps.filter(({ kind }) => kind === "discount").map((step) => fraction(step.amount)));
    return { id: description, discount: toText(negate(off)), net: amount };
  });
  const discount = toText(sum(line_items.map((line) => fraction(line.discount))));
  return {
    amount: invoice.total,
    discount_total: roundAs(vector.config.rounding ?? {}, discount),
    line_items,
  };
}

function roundAs(
  { scale, mode }: { readonly scale?: number; readonly mode?: string },
  value: string,
): string {
  return roundDecimal(value, scale ?? 2, modes[mode ?? "half_up"] ?? "half_up");
}
