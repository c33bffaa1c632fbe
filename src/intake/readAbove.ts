// What a program has beside its rules: discounts, a minimum commitment and taxes, each about whole invoices.
import type { InvoiceDiscount } from "../model/discount.ts";
import type { MinimumCommitment } from "../model/minimumCommitment.ts";
import { show } from "../model/show.ts";
import type { Tax } from "../model/tax.ts";
import { add, below, type Findings } from "./findings.ts";
import { openDocument, shapeOf } from "./openDocument.ts";
import { readTaken } from "./readDiscount.ts";
import { readAmount, readArray, readChoice, readId, readRate, readText } from "./readField.ts";

const discountShape = shapeOf(["id"], ["name", "amount", "percent", "rules"]);
const taxShape = shapeOf(["id", "name", "rate"], ["inclusive", "rounding", "rules"]);
const commitmentShape = shapeOf(["amount"], ["name", "proration"]);
const mostOfAKind = 100;
const mostRules = 1000;

export function readInvoiceDiscounts(value: unknown, findings: Findings): InvoiceDiscount[] | undefined {
  return readList(value, findings, readInvoiceDiscount);
}

function readInvoiceDiscount(value: unknown, findings: Findings): InvoiceDiscount | undefined {
  const document = openDocument(value, discountShape, findings);
  if (document === undefined) return undefined;
  const { read, has, get } = document;
  const taken = new Map(["amount", "percent"].flatMap((key) => (has(key) ? [[key, get(key)] as const] : [])));
  const name = read("name", readName);
  const rules = read("rules", readScope);
  const discount = {
    id: read("id", readId),
    ...(name === undefined ? {} : { name }),
    ...readTaken(taken, taken.size === 0 ? "none" : "both", findings),
    ...(rules === undefined ? {} : { rules }),
  };
  // A field that could not be read has left an issue, and with an issue the document is not used.
  return discount as InvoiceDiscount;
}

export function readTaxes(value: unknown, findings: Findings): Tax[] | undefined {
  return readList(value, findings, readTax);
}

function readTax(value: unknown, findings: Findings): Tax | undefined {
  const document = openDocument(value, taxShape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  const inclusive = read("inclusive", (flag, at) =>
    typeof flag === "boolean" ? flag : add(at, "field_type", `must be true or false, got ${show(flag)}`),
  );
  const rounding = read("rounding", (choice, at) => readChoice(choice, ["sum", "line"], at));
  const rules = read("rules", readScope);
  const tax = {
    id: read("id", readId),
    name: read("name", readName),
    rate: read("rate", readRate),
    ...(inclusive === undefined ? {} : { inclusive }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(rules === undefined ? {} : { rules }),
  };
  return tax as Tax;
}

export function readCommitment(value: unknown, findings: Findings): MinimumCommitment | undefined {
  const document = openDocument(value, commitmentShape, findings);
  if (document === undefined) return undefined;
  const { read } = document;
  const name = read("name", readName);
  const proration = read("proration", (choice, at) =>
    readChoice(choice, ["none", "day", "second", "fixed_30"], at),
  );
  const commitment = {
    amount: read("amount", (amount, at) => readAmount(amount, at)),
    ...(name === undefined ? {} : { name }),
    ...(proration === undefined ? {} : { proration }),
  };
  return commitment as MinimumCommitment;
}

/** The ids of rules that something is for; never empty, as that would be for nothing. */
export function readScope(value: unknown, findings: Findings): string[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0)
    return add(findings, "value_invalid", "must name at least one rule, or be left out");
  if (items.length > mostRules)
    return add(findings, "value_invalid", `must have at most ${mostRules} entries, has ${items.length}`);
  const ids = [...items.entries()].flatMap(([at, item]) => readId(item, below(findings, at)) ?? []);
  refuseTwice(ids, findings);
  return ids;
}

function readName(value: unknown, findings: Findings): string | undefined {
  return readText(value, findings, "text_invalid");
}

function readList<T extends { readonly id: string }>(
  value: unknown,
  findings: Findings,
  read: (value: unknown, findings: Findings) => T | undefined,
): T[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length > mostOfAKind)
    return add(findings, "value_invalid", `must have at most ${mostOfAKind} entries, has ${items.length}`);
  const list = [...items.entries()].flatMap(([at, item]) => read(item, below(findings, at)) ?? []);
  const ids = list.flatMap(({ id }: Partial<T>) => id ?? []);
  refuseTwice(ids, findings);
  return list;
}

function refuseTwice(ids: readonly string[], findings: Findings): void {
  for (const [at, id] of ids.entries()) {
    if (ids.indexOf(id) < at) add(findings, "id_duplicate", `has ${show(id)} twice`);
  }
}
