// The steps of a line, in words.
import type { Cell, LineItem, Step, StepKind } from "../index.ts";
import { percentOf } from "./formatNumber.ts";

const plainKinds: readonly StepKind[] = ["flat", "unit", "rate", "dynamic", "share"];

const words: { readonly [kind in Exclude<StepKind, "tier" | "package" | "transform">]: string } = {
  flat: "fee",
  prorated: "part of the fee",
  unit: "per unit",
  rate: "share of the value",
  dynamic: "prices of the events",
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
  share: "share of what all groups come to",
  true_up: "missing to the commitment",
  rerated: "comes to now",
  billed: "billed before",
};

/** The steps that say more than their line does: not the only one, when it is quantity times unit price again. */
export function tellingSteps({ steps }: LineItem): readonly Step[] {
  const [only] = steps;
  return steps.length === 1 && only !== undefined && plainKinds.includes(only.kind) ? [] : steps;
}

/** @param before - the step before it, which for a tier holds the bound that it begins at */
export function describeStep(step: Step, before: Step | undefined): string {
  const text = describeKind(step, before);
  return step.cell === undefined ? text : `${describeCell(step.cell)}: ${text}`;
}

function describeKind(step: Step, before: Step | undefined): string {
  switch (step.kind) {
    case "tier":
      return describeTier(step, before);
    case "package":
      return `in ${step.packages} packages of ${step.package_size}`;
    case "transform":
      return `divided by ${step.divide_by}${step.round === undefined ? "" : ", rounded"} to ${step.result}`;
    default:
      // Invoices outlive versions: a later one may know more kinds.
      return Object.hasOwn(words, step.kind) ? words[step.kind] : String(step.kind);
  }
}

/** What a step says beside its words and its numbers: shares, limits, how something was rounded. Empty where there is nothing. */
export function termsOfStep({ percent, limit, elapsed, of, round, scale }: Step): string {
  return [
    percent === undefined ? "" : `${percentOf(percent)}`,
    limit === undefined ? "" : `limit ${limit}`,
    elapsed === undefined ? "" : `from ${elapsed[0]} to ${elapsed[1]} of ${of ?? ""}`,
    round === undefined
      ? ""
      : `rounded ${round}${scale === undefined ? "" : ` to ${scale} ${scale === 1 ? "place" : "places"}`}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** The times of a window, or the values of a cell: a matrix may have dimensions of such names, and others beside them. */
function describeCell(cell: Cell): string {
  if (cell === "default") return "otherwise";
  const { from, to, weekdays, ...others } = cell;
  const isTimes = [from, to].every((time) => /^[0-9]{2}:[0-9]{2}$/.test(String(time)));
  if (!isTimes || Object.keys(others).length > 0) return Object.values(cell).join(", ");
  const times = `${String(from)} to ${String(to)}`;
  return weekdays === undefined ? times : `${[weekdays].flat().join(" ")} ${times}`;
}

function describeTier(step: Step, before: Step | undefined): string {
  const { flat_amount = "0", maximum_amount, packages, package_size } = step;
  return [
    boundsOf(step, before),
    packages === undefined ? "" : `, in ${packages} packages of ${package_size}`,
    flat_amount === "0" ? "" : `, plus ${flat_amount}`,
    maximum_amount === undefined ? "" : `, at most ${maximum_amount}`,
  ].join("");
}

function boundsOf({ up_to, cell }: Step, before: Step | undefined): string {
  if (typeof up_to === "string") return `up to ${up_to}`;
  if (JSON.stringify(before?.cell) !== JSON.stringify(cell)) return "last tier";
  return before?.kind === "tier" && typeof before.up_to === "string" ? `above ${before.up_to}` : "last tier";
}
