// Before or after its period: when a price of Orb is billed.
import { choiceIn, type Fields } from "./fields.ts";
import { addIssue, glimpse } from "./issuesAt.ts";

type OrbBilling = "in_advance" | "in_arrear";

/** Written twice, by name and as a yes or no; undefined where neither says, too. */
export function orbBilling(fields: Fields): OrbBilling | undefined {
  const isTold = fields.get("billing_mode") !== undefined;
  const mode = isTold ? choiceIn(fields, "billing_mode", ["in_advance", "in_arrear"]) : undefined;
  const inAdvance = fields.get("billed_in_advance");
  if (inAdvance === undefined) return mode;
  const at = fields.below("billed_in_advance");
  if (typeof inAdvance !== "boolean")
    return addIssue(at, "field_type", `must be true or false, got ${glimpse(inAdvance)}`);
  const other = inAdvance ? "in_advance" : "in_arrear";
  if (mode === undefined || mode === other) return other;
  return addIssue(at, "value_conflict", `must be as billing_mode, ${mode}, got ${inAdvance}`);
}
