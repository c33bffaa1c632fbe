// Charges as far as their days are made of them.
import type { Charge } from "../index.ts";
import { readList, type Shape } from "./readShape.ts";

/** What reports read of a charge. */
export type DayCharge = Pick<Charge, "contract" | "rule_id" | "version" | "timestamp" | "group" | "quantity">;

const charge: Shape = {
  contract: "text",
  rule_id: "text",
  version: "number",
  timestamp: "text",
  group: "values?",
  quantity: "decimal",
};

/** Throws a `BillingError` for what is no list of charges. */
export function readCharges(input: unknown, path: string): readonly DayCharge[] {
  return readList(input, charge, path) as unknown as readonly DayCharge[];
}
