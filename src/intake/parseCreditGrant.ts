import type { CreditGrant } from "../model/creditGrant.ts";
import type { Result } from "../model/result.ts";
import { add, below, type Findings } from "./findings.ts";
import { openDocument, shapeOf } from "./openDocument.ts";
import { parseDocument } from "./parseDocument.ts";
import { readScope } from "./readAbove.ts";
import { readChoice, readDate, readId, readInteger, readPositive, readText } from "./readField.ts";

const shape = shapeOf(
  ["id", "contract", "amount"],
  ["object", "name", "priority", "category", "effective_date", "expiry_date", "rules"],
);

/**
 * Reads a credit grant: the checked document with every default filled in, or all that is wrong with it.
 *
 * Defaults: `priority` 50 (0 to 100, the lower is drawn first), `category` paid, `effective_date` and `expiry_date` null (from the
 * beginning, never). `expiry_date` is exclusive. Whether the amount is whole minor units is checked where the contract is known.
 *
 * @param input - any value, or JSON text of an object
 * @returns the grant, or every issue
 *
 * @example
 * const grant = expectOk(parseCreditGrant({ id: "welcome", contract: "acme", amount: "100", category: "promotional" }));
 * [grant.priority, grant.expiry_date]; // => [50, null]
 * parseCreditGrant({ id: "welcome", contract: "acme", amount: "-1" }).ok; // => false
 */
export function parseCreditGrant(input: unknown): Result<CreditGrant> {
  return parseDocument(input, readCreditGrant);
}

function readCreditGrant(input: unknown, findings: Findings): CreditGrant | undefined {
  const document = openDocument(input, shape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  read("object", (value, at) => readChoice(value, ["credit_grant"], at));
  const name = read("name", (value, at) => readText(value, at, "text_invalid"));
  const rules = read("rules", readScope);
  const readOpenDate = (value: unknown, at: Findings): string | null | undefined =>
    value === null ? null : readDate(value, at);
  const [from, to] = [read("effective_date", readOpenDate), read("expiry_date", readOpenDate)];
  if (typeof from === "string" && typeof to === "string" && from >= to) {
    const message = `must be after effective_date ${from} (it is exclusive), got ${to}`;
    add(below(findings, "expiry_date"), "period_invalid", message);
  }
  const grant = {
    object: "credit_grant",
    id: read("id", readId),
    contract: read("contract", readId),
    ...(name === undefined ? {} : { name }),
    amount: read("amount", readPositive),
    priority: read("priority", (value, at) => readInteger(value, { from: 0, to: 100 }, at)) ?? 50,
    category: read("category", (value, at) => readChoice(value, ["paid", "promotional"], at)) ?? "paid",
    effective_date: from ?? null,
    expiry_date: to ?? null,
    ...(rules === undefined ? {} : { rules }),
  };
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return grant as CreditGrant;
}
