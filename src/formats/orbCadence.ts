// How often a price of Orb is billed.
import type { Cadence } from "../index.ts";
import { type Fields, fieldsIn, textIn } from "./fields.ts";
import { cadenceOfLength, partNotExpressible } from "./priceParts.ts";

const cadences: { readonly [name: string]: Cadence | "one_time" } = {
  monthly: "monthly",
  quarterly: "quarterly",
  semi_annual: "semiannual",
  annual: "annual",
  one_time: "one_time",
};

export function orbCadence(fields: Fields): Cadence | "one_time" | undefined {
  const name = textIn(fields, "cadence");
  if (name === undefined) return undefined;
  const cycle = lengthOf(fields, "billing_cycle_configuration");
  const named = Object.hasOwn(cadences, name) ? cadences[name] : undefined;
  const cadence = name === "custom" ? cycle : named;
  if (cadence === undefined && named === undefined && name !== "custom")
    return partNotExpressible(fields.below("cadence"), "is no cadence of ours");
  if (cadence === undefined && fields.get("billing_cycle_configuration") === undefined)
    return partNotExpressible(fields.below("cadence"), "needs billing_cycle_configuration");
  for (const [other, length] of [
    ["billing", cycle],
    ["invoicing", lengthOf(fields, "invoicing_cycle_configuration")],
  ] as const) {
    if (length !== undefined && cadence !== "one_time" && length !== cadence)
      partNotExpressible(
        fields.below(`${other}_cycle_configuration`),
        `is ${length}, and the price is ${cadence}`,
      );
  }
  return cadence;
}

function lengthOf(fields: Fields, name: string): Cadence | undefined {
  const cycle = fieldsIn(fields, name);
  return cycle && cadenceOfLength(cycle.get("duration"), cycle.get("duration_unit"), fields.below(name));
}
