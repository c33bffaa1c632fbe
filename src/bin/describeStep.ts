// The steps of a line, in words.
import type { LineItem, Step, StepKind } from "../index.ts";

const plainKinds: readonly StepKind[] = ["flat", "unit", "rate"];

const words: { readonly [kind in Exclude<StepKind, "tier">]: string } = {
  flat: "fee",
  unit: "per unit",
  rate: "share of the value",
  included: "included",
  clamped: "below zero, not billed",
  free: "free",
  fixed: "fixed amount per event",
  event_minimum: "raised to the minimum per event",
  event_maximum: "limited to the maximum per event",
  discount: "discount",
  minimum: "raised to the minimum",
  maximum: "limited to the maximum",
  monthly_cap: "limited to the monthly cap",
};

/** The steps that say more than their line does: not the only one, when it is quantity times unit price again. */
export function tellingSteps({ steps }: LineItem): readonly Step[] {
  const [only] = steps;
  return steps.length === 1 && only !== undefined && plainKinds.includes(only.kind) ? [] : steps;
}

/** @param before - the step before it, which for a tier holds the bound that it begins at */
export function describeStep(step: Step, before: Step | undefined): string {
  if (step.kind !== "tier") return words[step.kind];
  const { flat_amount = "0" } = step;
  return `${boundsOf(step, before)}${flat_amount === "0" ? "" : `, plus ${flat_amount}`}`;
}

function boundsOf({ up_to }: Step, before: Step | undefined): string {
  if (typeof up_to === "string") return `up to ${up_to}`;
  return before?.kind === "tier" && typeof before.up_to === "string" ? `above ${before.up_to}` : "last tier";
}
