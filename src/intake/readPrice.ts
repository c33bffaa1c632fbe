// What the units of a cell or of a time window cost: a unit price, a rate, packages, or tiers, and exactly one of these.
import type { CellPrice } from "../model/pricingProgram.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { readAmount, readChoice, readObject, readPositive, readRate, refuseUnknown } from "./readField.ts";
import { readTiers } from "./readTiers.ts";

type Reader = (value: unknown, findings: Findings) => unknown;

export const roundings = ["up", "down", "nearest"] as const;

/** The forms that a price can have, with the fields that each needs first. */
const forms: readonly { readonly needs: readonly string[]; readonly may?: readonly string[] }[] = [
  { needs: ["unit_amount"] },
  { needs: ["rate"] },
  { needs: ["package_size", "package_amount"], may: ["round"] },
  { needs: ["tiers_mode", "tiers"] },
];

type PriceField =
  | "unit_amount"
  | "rate"
  | "package_size"
  | "package_amount"
  | "round"
  | "tiers_mode"
  | "tiers";

/** How each field of a price is read, in a cell as on a rule. */
export const priceReaders: { readonly [field in PriceField]: Reader } = {
  unit_amount: (value, at) => readAmount(value, at),
  rate: readRate,
  package_size: readPositive,
  package_amount: (value, at) => readAmount(value, at),
  round: (value, at) => readChoice(value, roundings, at),
  tiers_mode: (value, at) => readChoice(value, ["graduated", "volume"], at),
  tiers: readTiers,
};

export const priceFields: readonly PriceField[] = Object.keys(priceReaders) as PriceField[];

/** The price among the fields of a cell or a window. */
export function readPrice(fields: Map<string, unknown>, findings: Findings): CellPrice | undefined {
  const present = priceFields.filter((key) => fields.has(key));
  const form = forms.find(({ needs }) => needs.some((key) => fields.has(key)));
  if (form === undefined) {
    return add(
      findings,
      "cell_invalid",
      "must have a price: unit_amount, rate, package_size and package_amount, or tiers_mode and tiers",
    );
  }
  for (const key of form.needs) {
    if (!fields.has(key))
      add(
        below(findings, key),
        "rule_field_missing",
        `is required beside ${form.needs.filter((other) => other !== key).join(", ")}`,
      );
  }
  const price: Record<string, unknown> = {};
  for (const key of present) {
    const at = below(findings, key);
    if (form.needs.includes(key) || form.may?.includes(key))
      price[key] = priceReaders[key](fields.get(key), at);
    else
      add(at, "rule_field_conflict", `must not stand beside ${form.needs.join(", ")}: a cell has one price`);
  }
  // With an issue the program is not used, so a half-read price goes nowhere.
  return price as unknown as CellPrice;
}

/** What becomes of events outside all cells. */
export function readDefault(value: unknown, findings: Findings): CellPrice | "free" | "error" | undefined {
  if (value === "free" || value === "error") return value;
  if (typeof value !== "object") {
    return add(findings, "value_invalid", `must be free, error or a price, got ${show(value)}`);
  }
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(priceFields), findings);
  return readPrice(fields, findings);
}
