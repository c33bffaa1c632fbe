// What is taken off an amount: a fixed sum, or a share.
import type { Discount } from "../model/discount.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import { readAmount, readObject, readRate, refuseUnknown } from "./readField.ts";

export function readDiscount(value: unknown, findings: Findings): Discount | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["amount", "percent"]), findings);
  return readTaken(fields, fields.size === 0 ? "none" : show(value), findings);
}

/** The fields that say how much; `had` is what a message says that there is. */
export function readTaken(
  fields: ReadonlyMap<string, unknown>,
  had: string,
  findings: Findings,
): Discount | undefined {
  if (fields.has("amount") === fields.has("percent")) {
    return add(findings, "discount_invalid", `must have either amount or percent, has ${had}`);
  }
  if (fields.has("amount")) {
    const amount = readAmount(fields.get("amount"), below(findings, "amount"));
    return amount === undefined ? undefined : { amount };
  }
  const percent = readRate(fields.get("percent"), below(findings, "percent"));
  return percent === undefined ? undefined : { percent };
}
