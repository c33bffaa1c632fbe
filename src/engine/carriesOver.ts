// Whether periods begin with what held at the end of those before: then all of them have to be looked at.
import type { PricingProgram } from "../model/pricingProgram.ts";

export function carriesOver(programs: readonly PricingProgram[]): boolean {
  return programs.some(({ rules }) =>
    rules.some((rule) => rule.type === "usage" && rule.carry_over === true),
  );
}
