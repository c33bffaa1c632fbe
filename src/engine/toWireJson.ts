import { BillingError } from "../model/errors.ts";

/** Fields that are JSON numbers on the wire, wherever they stand but in rules. */
const numbers: ReadonlySet<string> = new Set([
  "quantity",
  "unit_price",
  "flat_amount",
  "up_to",
  "divide_by",
  "result",
  "package_size",
  "packages",
  "maximum_amount",
  "amount",
  "exact_amount",
  "subtotal",
  "tax",
  "total",
  "rate",
  "discount_total",
  "credit_total",
  "taxable_amount",
  "amount_paid",
  "balance",
]);
/** In rules amounts stay text, as they are written; only rates are numbers. */
const numbersInRules: ReadonlySet<string> = new Set(["rate"]);
/** What is an amount of an invoice is the id of a tax among its taxes. */
const numbersInTaxes: ReadonlySet<string> = new Set([...numbers].filter((name) => name !== "tax"));
const none: ReadonlySet<string> = new Set();
const plainDecimal = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/**
 * A document as the JSON text of the billing API: quantities, prices, rates and totals as numbers, amounts
 * in rules as text.
 *
 * The number literals are written digit by digit from the decimal strings, so that none of the up to 38
 * digits is lost; a reader that turns them into doubles may lose some, which is why documents in process
 * hold text.
 *
 * @param document - any document of this library, or a list of them
 * @returns JSON text without white space
 * @throws BillingError when it is no document: not JSON values, nested without end, or not to be read
 *
 * @example
 * toWireJson({ object: "invoice", total: "2500.10", number: "INV-2026-003" }); // => '{"object":"invoice","total":2500.1,"number":"INV-2026-003"}'
 * toWireJson({ rules: [{ rate: "0.05", amount: "2000" }] }); // => '{"rules":[{"rate":0.05,"amount":"2000"}]}'
 */
export function toWireJson(document: unknown): string {
  let text: string | undefined;
  try {
    text = write(document, numbers, undefined, 0);
  } catch (error) {
    if (isRefusal(error)) throw error;
    // A getter or a proxy of the caller's has thrown whatever it likes.
    return refuse("input_unreadable", "cannot be read");
  }
  return text ?? refuse("field_type", "must be a document, has no JSON form");
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "BillingError";
}

/** Deeper than any document of ours, and shallow enough for every stack. */
const deepest = 100;

function write(
  value: unknown,
  numeric: ReadonlySet<string>,
  key: string | undefined,
  depth: number,
): string | undefined {
  if (typeof value === "string")
    return key !== undefined && numeric.has(key) ? literal(value) : JSON.stringify(value);
  if (typeof value === "bigint") return refuse("field_type", "must be JSON values, has a bigint");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (depth > deepest) return refuse("json_too_deep", `must not be nested deeper than ${deepest} levels`);
  if (Array.isArray(value)) {
    // A hole in a list is null, as JSON.stringify has it.
    return `[${Array.from(value, (item) => write(item, numeric, undefined, depth + 1) ?? "null").join(",")}]`;
  }
  const own = isProgram(value) && numeric !== none ? numbersInRules : numeric;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const text = write(field, within(own, name), name, depth + 1);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${fields.join(",")}}`;
}

/** A program is rules all through: its discounts and commitments are written as they are in rules. */
function isProgram(value: object): boolean {
  return "object" in value && value.object === "pricing_program";
}

function refuse(code: "field_type" | "input_unreadable" | "json_too_deep", message: string): never {
  throw new BillingError([{ code, path: "", message }]);
}

/** What holds names that the caller chose, or states of ours: passed on as it is. */
const opaque: ReadonlySet<string> = new Set(["properties", "group", "cell", "when", "measure", "filters"]);

/** From the key `rules` or `rule` down, the rules' own fields count. */
function within(numeric: ReadonlySet<string>, key: string): ReadonlySet<string> {
  if (numeric === none || opaque.has(key)) return none;
  if (key === "rules" || key === "rule") return numbersInRules;
  return key === "taxes" && numeric === numbers ? numbersInTaxes : numeric;
}

function literal(text: string): string {
  if (!plainDecimal.test(text)) return JSON.stringify(text);
  if (!text.includes(".")) return text;
  // Not by a pattern: one that looks for the end of the text begins again at every zero within it.
  let end = text.length;
  while (text[end - 1] === "0") end -= 1;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}
