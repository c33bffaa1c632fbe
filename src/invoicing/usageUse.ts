// A usage ladder's period, from its charges: the quantity decides the amount, or, where each event has its own price,
// the charges do. A line for each group, or one for all that is shared out later.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import { instantIn } from "../calendar/instant.ts";
import { monthOfDay, monthOfInstant } from "../calendar/month.ts";
import { add, type Decimal, decimalOf, isZero, maximum, subtract, zero } from "../decimal/decimal.ts";
import type { Span } from "../metering/accumulator.ts";
import type { Charge, Group, Step } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import { type CompiledRule, compilePrice } from "../pricing/compilePrice.ts";
import type { Ladder } from "../pricing/ladders.ts";
import { type EventPrice, mergeSteps, step, type TotalPrice } from "../pricing/price.ts";
import type { LadderUse, Share } from "./ladderUse.ts";
import { createTally, type Tally } from "./tally.ts";
import { type Carried, gather, type UsagePart, usageParts } from "./usageParts.ts";

/** One ladder's period, and what is known of it. */
export interface Usage {
  readonly ladder: Ladder;
  readonly rule: UsageRule;
  readonly charges: readonly Charge[];
  readonly carried: readonly Carried[];
  readonly span: Span;
  readonly zone: string;
  /** Tells months apart; undefined where no month matters. */
  readonly monthOf: ((charge: Charge) => string) | undefined;
  readonly lastMonth: string;
  /** Whether the ladder asks for something without usage. */
  readonly due: boolean;
}

/** What the charges of one ladder and period come to; without any, what is due without usage. */
export function usageUses(usage: Usage): LadderUse[] {
  const { rule, charges, due } = usage;
  const parts = usageParts(charges, usage.carried, rule).filter(
    (part) => part.charges.length > 0 || !isZero(openTally(usage, part).value(usage.span)),
  );
  const compiled = compilePrice(rule);
  if (parts.length === 0) return due ? [idleUse(usage, compiled)] : [];
  if (rule.group_ladder === "shared") return [totalUse(usage, compiled, parts)];
  return gather(parts, ({ group }) => group).map((ofGroup) => {
    const group = ofGroup[0]?.group;
    const price = compiled.priceOf(ofGroup[0]?.cell);
    const own = { ...usage, charges: chargesOf(ofGroup) };
    const use = price.per === "event" ? eventUse(own, price) : totalUse(own, compiled, ofGroup);
    return group === undefined ? use : { ...use, group };
  });
}

function chargesOf(parts: readonly UsagePart[]): readonly Charge[] {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first.charges : parts.flatMap(({ charges }) => charges);
}

function idleUse({ ladder, lastMonth }: Usage, { cells, priceOf }: CompiledRule): LadderUse {
  const price = cells === undefined ? priceOf(undefined) : undefined;
  const none = { ladder, idle: true, quantity: zero };
  if (price === undefined)
    return { ...none, unitPrice: null, steps: [], parts: [{ month: lastMonth, amount: zero }] };
  if (price.per === "event")
    return { ...none, unitPrice: price.unitPrice, steps: [], parts: [{ month: lastMonth, amount: zero }] };
  const parts = [{ month: lastMonth, amount: price.amountAt(zero) }];
  return { ...none, unitPrice: price.unitPriceAt(zero), steps: price.stepsAt(zero), parts };
}

/** Parts that one price is asked for. */
interface Priced {
  readonly price: TotalPrice;
  readonly tallies: readonly PartTally[];
}

interface PartTally {
  readonly part: UsagePart;
  readonly tally: Tally;
}

function totalUse(usage: Usage, compiled: CompiledRule, parts: readonly UsagePart[]): LadderUse {
  const tallies = parts.map((part) => ({ part, tally: openTally(usage, part) }));
  const priced = gather(tallies, ({ part }) => part.cell).map((ofCell): Priced => {
    const price = compiled.priceOf(ofCell[0]?.part.cell);
    if (price.per === "event") throw new InvariantError(`rule ${usage.rule.id} has no price of a total`);
    return { price, tallies: ofCell };
  });
  const months = countByMonth(usage, tallies, () =>
    sumOf(priced, (one) => one.price.amountAt(quantityOf(usage, one))),
  );
  const { ladder, rule } = usage;
  const quantity = sumOf(priced, (one) => quantityOf(usage, one));
  const only = priced.length === 1 ? priced[0] : undefined;
  return {
    ladder,
    idle: false,
    quantity,
    unitPrice: only === undefined ? null : only.price.unitPriceAt(quantity),
    steps: priced.flatMap((one) => one.price.stepsAt(quantityOf(usage, one))),
    parts: months,
    ...(rule.group_ladder === "shared" ? { shares: sharesOf(usage, tallies) } : {}),
  };
}

/** Counts every part, month by month where months matter; `amount` is what all come to so far. */
function countByMonth(
  usage: Usage,
  tallies: readonly PartTally[],
  amount: () => Decimal,
): LadderUse["parts"] {
  const { monthOf, lastMonth } = usage;
  if (monthOf === undefined) {
    for (const { part, tally } of tallies) for (const charge of part.charges) tally.count(charge);
    return [{ month: lastMonth, amount: amount() }];
  }
  const counts = tallies.flatMap(({ part, tally }) => part.charges.map((charge) => ({ charge, tally })));
  return byMonth(usage, counts, ({ charge }) => charge).map(([month, ofMonth]) => {
    for (const { charge, tally } of ofMonth) tally.count(charge);
    return { month, amount: amount() };
  });
}

function openTally({ rule, zone }: Usage, { carried }: UsagePart): Tally {
  const tally = createTally(rule, zone);
  if (carried !== undefined) tally.carryIn(carried);
  return tally;
}

function quantityOf({ span }: Usage, { tallies }: Priced): Decimal {
  return sumOf(tallies, ({ tally }) => tally.value(span));
}

/** In the order of the groups. */
function sharesOf({ span }: Usage, tallies: readonly PartTally[]): Share[] {
  return gather(tallies, ({ part }) => part.group).map((ofGroup) => {
    const group = ofGroup[0]?.part.group as Group;
    return { group, quantity: sumOf(ofGroup, ({ tally }) => tally.value(span)) };
  });
}

function eventUse(usage: Usage, price: EventPrice): LadderUse {
  let quantity = zero;
  let sum = zero;
  const months = byMonth(usage, usage.charges, (charge) => charge).map(([month, ofMonth]) => {
    for (const charge of ofMonth) {
      quantity = add(quantity, decimalOf(charge.quantity));
      sum = add(sum, unclamped(charge));
    }
    return { month, amount: billed(price, sum) };
  });
  const steps = stepsOfEvents(price, usage.charges, sum);
  return { ladder: usage.ladder, idle: false, quantity, unitPrice: price.unitPrice, steps, parts: months };
}

/** What a sum of events' prices is billed as: clamped as a whole, so the order of the events is of no account. */
function billed({ clamps }: EventPrice, sum: Decimal): Decimal {
  return clamps ? maximum(zero, sum) : sum;
}

function unclamped(charge: Charge): Decimal {
  const clamped = stepsOf(charge).filter(({ kind }) => kind === "clamped");
  return clamped.reduce((rest, { amount }) => subtract(rest, decimalOf(amount)), decimalOf(charge.amount));
}

function stepsOfEvents(price: EventPrice, charges: readonly Charge[], sum: Decimal): Step[] {
  const steps = mergeSteps(charges.map((charge) => stepsOf(charge).filter(({ kind }) => kind !== "clamped")));
  const clamped = subtract(billed(price, sum), sum);
  return isZero(clamped) ? steps : [...steps, step("clamped", { amount: clamped })];
}

/** What a ladder costs in a period without usage. */
export function amountWithoutUsage(rule: UsageRule): Decimal {
  const { cells, priceOf } = compilePrice(rule);
  const price = cells === undefined ? priceOf(undefined) : undefined;
  return price?.per === "total" ? price.amountAt(zero) : zero;
}

/** How charges of a contract are told apart by calendar month. */
export function monthOfCharge(zone: string): (charge: Charge) => string {
  return ({ timestamp }) => monthOfInstant(instantIn(timestamp), zone);
}

/** The last calendar month of a period. */
export function lastMonthOf(period: CalendarPeriod): string {
  return monthOfDay(period.endDay - 1);
}

function byMonth<T>(
  { monthOf, lastMonth }: Usage,
  items: readonly T[],
  chargeOf: (item: T) => Charge,
): [string, readonly T[]][] {
  if (monthOf === undefined || items.length === 0) return [[lastMonth, items]];
  const months = new Map<string, T[]>();
  for (const item of items) {
    const month = monthOf(chargeOf(item));
    const others = months.get(month);
    if (others === undefined) months.set(month, [item]);
    else others.push(item);
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1));
}

function stepsOf(charge: Charge): NonNullable<Charge["steps"]> {
  if (charge.steps === undefined)
    throw new InvariantError(`charge of event ${charge.event_id} has lost its steps`);
  return charge.steps;
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => Decimal): Decimal {
  return items.reduce((sum, item) => add(sum, amountOf(item)), zero);
}
