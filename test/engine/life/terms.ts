// Contracts that matter, and the price lists that they may have: small, so that interesting coincidences happen.
import fc from "fast-check";
import type { Contract, DrawdownComparator } from "../../../src/model/contract.ts";
import type { InvoiceDiscount } from "../../../src/model/discount.ts";
import type { MinimumCommitment } from "../../../src/model/minimumCommitment.ts";
import type { PricingProgram, Rule } from "../../../src/model/pricingProgram.ts";
import type { Tax } from "../../../src/model/tax.ts";
import { maybe, strip } from "../../arbitraries/base.ts";
import { roundingModes } from "../../arbitraries/contracts.ts";
import { addDays } from "../../oracle/calendar.ts";
import { slots } from "./slots.ts";

/** A contract, which slots are in play, and how much unbilled usage is billed inside a period. */
export interface Frame {
  readonly contract: Contract;
  /** Ids of slots; never empty. */
  readonly slots: readonly string[];
  readonly threshold: string | undefined;
  readonly first: ProgramPick;
  /** How long after the contract's first day its life begins, in tenths of a period. */
  readonly delay: number;
}

/** Choices from which a version is made. */
export interface ProgramPick {
  /** For each slot which wording it has; 4: the version is without it. */
  readonly wordings: readonly number[];
  readonly discounts: readonly number[];
  readonly commitment: MinimumCommitment | undefined;
  readonly taxes: readonly number[];
}

const shapes = [
  {
    billing_cadence: "monthly",
    timezone: "UTC",
    billing_anchor_date: "2026-01-01",
    start_date: "2026-01-01",
  },
  {
    billing_cadence: "monthly",
    timezone: "UTC",
    billing_anchor_date: "2026-01-01",
    start_date: "2026-01-17",
  },
  {
    billing_cadence: "monthly",
    timezone: "America/New_York",
    billing_anchor_date: "2026-01-31",
    start_date: "2026-01-31",
  },
  {
    billing_cadence: "monthly",
    timezone: "Europe/Berlin",
    billing_anchor_date: "2025-12-31",
    start_date: "2026-02-10",
  },
  {
    billing_cadence: "weekly",
    timezone: "Europe/Berlin",
    billing_anchor_date: "2026-03-02",
    start_date: "2026-03-16",
  },
  { billing_cadence: "weekly", timezone: "UTC", billing_anchor_date: "2026-03-04", start_date: "2026-03-06" },
  {
    billing_cadence: "daily",
    timezone: "America/New_York",
    billing_anchor_date: "2026-01-01",
    start_date: "2026-10-30",
  },
] as const;

/** Days of a period, about. */
export function lengthOf({ billing_cadence }: Pick<Contract, "billing_cadence">): number {
  return billing_cadence === "monthly" ? 30 : billing_cadence === "weekly" ? 7 : 1;
}

const orders: readonly (readonly DrawdownComparator[])[] = [
  ["expiry", "priority"],
  ["scope", "category"],
  ["effective"],
];

const contract: fc.Arbitrary<Contract> = fc
  .record({
    shape: fc.constantFrom(...shapes),
    periods: maybe(fc.integer({ min: 2, max: 4 }), 2),
    currency: fc.constantFrom("USD", "USD", "KWD", "JPY"),
    rounding: fc.oneof(fc.constant("half_up" as const), fc.constantFrom(...roundingModes)),
    net_days: fc.constantFrom(14, 40),
    grace_days: maybe(fc.constantFrom(0, 1, 5), 2),
    corrections: maybe(fc.constant("refuse" as const), 4),
    negative_invoice: fc.constantFrom(undefined, "carry_forward" as const, "credit_note" as const),
    drawdown_order: maybe(fc.constantFrom(...orders), 2),
  })
  .map(({ shape, periods, ...rest }) => {
    return {
      object: "contract",
      id: "acme",
      customer_name: "Acme",
      status: "active",
      end_date: periods === undefined ? null : addDays(shape.start_date, periods * lengthOf(shape)),
      metrics: [...slots.flatMap(({ metric }) => metric ?? []), "unpriced"],
      invoice_prefix: "INV",
      ...shape,
      ...strip(rest),
    };
  });

const discounts: readonly InvoiceDiscount[] = [
  { id: "tenth", percent: "0.1" },
  { id: "five", amount: "5" },
  { id: "third", percent: "0.333", rules: ["calls", "traffic"] },
  { id: "three", amount: "3", rules: ["volume", "fee", "seats"] },
];

const taxes: readonly Tax[] = [
  { id: "vat", name: "VAT", rate: "0.19" },
  { id: "line", name: "By line", rate: "0.07", rounding: "line" },
  { id: "in", name: "Included", rate: "0.2", inclusive: true },
  { id: "inline", name: "Included by line", rate: "0.055", inclusive: true, rounding: "line" },
  { id: "some", name: "On some", rate: "0.1", rules: ["calls", "fee"] },
  { id: "vat", name: "VAT, reduced", rate: "0.05" },
  { id: "line", name: "By sum", rate: "0.07" },
];

export const programPick: fc.Arbitrary<ProgramPick> = fc.record({
  wordings: fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4), {
    minLength: slots.length,
    maxLength: slots.length,
  }),
  discounts: fc.uniqueArray(fc.nat({ max: discounts.length - 1 }), { maxLength: 2 }),
  commitment: maybe(
    fc.record({
      amount: fc.constantFrom("15", "40", "100"),
      proration: fc.constantFrom("none" as const, "day" as const, "second" as const, "fixed_30" as const),
    }),
    2,
  ),
  taxes: fc.uniqueArray(fc.nat({ max: taxes.length - 1 }), { maxLength: 2 }),
});

export const frame: fc.Arbitrary<Frame> = fc.record({
  contract,
  slots: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.subarray(["calls", "volume", "fee", "traffic"], { minLength: 1, maxLength: 3 }),
    },
    { weight: 1, arbitrary: fc.constant(["seats", "fee"]) },
  ),
  threshold: maybe(fc.constantFrom("3", "10", "25"), 2),
  first: programPick,
  delay: fc.constantFrom(1, 11, 25),
});

/** The version that choices make; a rule of some slot is always there. */
export function programOf(
  lived: Frame,
  pick: ProgramPick,
  version: number,
  effective_date: string | null,
): PricingProgram {
  const { contract: terms, threshold } = lived;
  const chosen = rulesOf(lived, pick.wordings);
  const rules = chosen.length > 0 ? chosen : rulesOf(lived, []).slice(0, 1);
  const known = rules.map((rule) => rule.id);
  const commitment = pick.commitment && fitting(terms, pick.commitment);
  return {
    object: "pricing_program",
    contract: terms.id,
    version,
    effective_date,
    rules,
    discounts: scoped(discounts, pick.discounts, known),
    taxes: scoped(taxes, pick.taxes, known),
    ...(commitment === undefined ? {} : { minimum_commitment: commitment }),
    ...(threshold === undefined ? {} : { progressive_threshold: threshold }),
  };
}

/** The rules of the slots in play, each in its wording; in the first one where none is chosen. */
function rulesOf({ slots: inPlay }: Frame, wordings: readonly number[]): Rule[] {
  return slots.flatMap(({ id, wordings: all }, place): Rule[] => {
    const wording = all[wordings[place] ?? 0];
    return wording === undefined || !inPlay.includes(id) ? [] : [{ ...wording, id, name: `Rule ${id}` }];
  });
}

/** Only months can be prorated by months of thirty days. */
function fitting({ billing_cadence }: Contract, commitment: MinimumCommitment): MinimumCommitment {
  const hasMonths = billing_cadence === "monthly" || commitment.proration !== "fixed_30";
  return hasMonths ? commitment : { ...commitment, proration: "day" };
}

/** The chosen ones, those for single rules only for rules that there are; one of each id. */
function scoped<T extends { readonly id: string; readonly rules?: readonly string[] }>(
  all: readonly T[],
  places: readonly number[],
  known: readonly string[],
): T[] {
  const chosen = places.flatMap((place) => all[place] ?? []);
  const once = chosen.filter(({ id }, place) => chosen.findIndex((other) => other.id === id) === place);
  return once.flatMap((one): T[] => {
    if (one.rules === undefined) return [one];
    const rules = one.rules.filter((id) => known.includes(id));
    return rules.length === 0 ? [] : [{ ...one, rules }];
  });
}
