// A percentage that looks at each event: a free part, a fixed amount, a least and a most per event. Events count in
// order of arrival. The free part lasts while both of its limits last; what ends it ends it for good.
import {
  add,
  compare,
  type Decimal,
  decimalOf,
  isNegative,
  isZero,
  maximum,
  minimum,
  multiply,
  negate,
  one,
  subtract,
  zero,
} from "../decimal/decimal.ts";
import type { Step } from "../model/charge.ts";
import type { PercentageRule } from "../model/pricingProgram.ts";
import { negateStep } from "./negateStep.ts";
import { type EventPrice, type EventPriceState, step } from "./price.ts";

/** The terms that are looked at; whatever else a rule has is no matter here. */
type PerEventTerms = Pick<
  PercentageRule,
  | "rate"
  | "fixed_amount"
  | "free_events"
  | "free_amount"
  | "per_event_minimum"
  | "per_event_maximum"
  | "negative_usage"
>;

interface Limits {
  readonly rate: Decimal;
  readonly fixed: Decimal;
  readonly freeEvents: number | undefined;
  readonly freeAmount: Decimal | undefined;
  readonly least: Decimal | undefined;
  readonly most: Decimal | undefined;
}

export function perEventPercentage(rule: PerEventTerms): EventPrice {
  const limits: Limits = {
    rate: decimalOf(rule.rate),
    fixed: decimalOf(rule.fixed_amount ?? "0"),
    freeEvents: rule.free_events,
    freeAmount: optional(rule.free_amount),
    least: optional(rule.per_event_minimum),
    most: optional(rule.per_event_maximum),
  };
  const hasFreePart = limits.freeEvents !== undefined || limits.freeAmount !== undefined;
  const clamps = rule.negative_usage === "clamp";
  return {
    per: "event",
    start: { amount: zero, freeEvents: 0, freeAmount: zero, freeOver: !hasFreePart },
    ordered: hasFreePart,
    clamps,
    unitPrice: limits.rate,
    next(state, value) {
      const priced = isNegative(value) ? priceRefund(limits, value) : priceEvent(limits, state, value);
      const after = { ...takeFree(limits, state, value), amount: add(state.amount, priced.amount) };
      if (!clamps) return { state: after, ...priced };
      const amount = subtract(maximum(zero, after.amount), maximum(zero, state.amount));
      const clamped = subtract(amount, priced.amount);
      const steps = isZero(clamped) ? priced.steps : [...priced.steps, step("clamped", { amount: clamped })];
      return { state: after, amount, steps };
    },
  };
}

interface Priced {
  readonly amount: Decimal;
  readonly steps: Step[];
}

function priceEvent(limits: Limits, state: EventPriceState, value: Decimal): Priced {
  const open = isOpen(limits, state);
  const left = limits.freeAmount === undefined ? value : subtract(limits.freeAmount, state.freeAmount);
  const free = open ? minimum(value, left) : zero;
  const freeSteps = isZero(free) ? [] : [step("free", { quantity: free, amount: zero })];
  if (open && compare(free, value) === 0) return { amount: zero, steps: freeSteps };
  const paid = pricePaid(limits, subtract(value, free));
  return { amount: paid.amount, steps: [...freeSteps, ...paid.steps] };
}

/** A refund gives back what an event of that value outside the free part costs, and leaves the free part alone. */
function priceRefund(limits: Limits, value: Decimal): Priced {
  const { amount, steps } = pricePaid(limits, negate(value));
  return { amount: negate(amount), steps: steps.map(negateStep) };
}

function pricePaid({ rate, fixed, least, most }: Limits, value: Decimal): Priced {
  const share = multiply(value, rate);
  const plain = add(share, fixed);
  const raised = least === undefined ? plain : maximum(plain, least);
  const amount = most === undefined ? raised : minimum(raised, most);
  const steps: Step[] = [];
  if (!isZero(value)) steps.push(step("rate", { quantity: value, unit_price: rate, amount: share }));
  if (!isZero(fixed)) steps.push(step("fixed", { quantity: one, unit_price: fixed, amount: fixed }));
  if (compare(raised, plain) !== 0) steps.push(step("event_minimum", { amount: subtract(raised, plain) }));
  if (compare(amount, raised) !== 0) steps.push(step("event_maximum", { amount: subtract(amount, raised) }));
  return { amount, steps };
}

/** Whether the free part still lasts for the next event. */
function isOpen(limits: Limits, state: EventPriceState): boolean {
  if (state.freeOver) return false;
  if (limits.freeEvents !== undefined && state.freeEvents >= limits.freeEvents) return false;
  return limits.freeAmount === undefined || compare(state.freeAmount, limits.freeAmount) < 0;
}

function takeFree(limits: Limits, state: EventPriceState, value: Decimal): EventPriceState {
  if (state.freeOver || isNegative(value)) return state;
  if (!isOpen(limits, state)) return { ...state, freeOver: true };
  return { ...state, freeEvents: state.freeEvents + 1, freeAmount: add(state.freeAmount, value) };
}

function optional(text: string | undefined): Decimal | undefined {
  return text === undefined ? undefined : decimalOf(text);
}
