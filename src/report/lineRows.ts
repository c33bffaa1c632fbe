// A line of an invoice as rows: the line, how its amount came about, and what it refers to.
import type { LineItem, Step } from "../index.ts";
import { describeStep, tellingSteps, termsOfStep } from "./describeStep.ts";
import type { InvoiceRow } from "./invoiceRow.ts";
import { type LadderLines, ladderLines } from "./ladderLines.ts";

/** The rows of each of the lines of an invoice. */
export function lineRows(lines: readonly LineItem[]): InvoiceRow[][] {
  const ladders = ladderLines(lines);
  return lines.map((item) => rowsOf(item, ladders));
}

function rowsOf(item: LineItem, ladders: LadderLines): InvoiceRow[] {
  return [
    lineRow(item, ladders),
    ...notesOf(item),
    ...amountRows(item),
    ...sharedRows(item, ladders),
    ...besideRows(item),
  ];
}

function lineRow(item: LineItem, ladders: LadderLines): InvoiceRow {
  const { quantity, unit_price, amount, rule_id, version } = item;
  // Of a rule whose terms changed within the period, each line says which terms it is of.
  const alone = ladders.get(rule_id)?.size === 1;
  const named = `${item.description}${describeGroup(item)}`;
  const text = alone ? named : `${named} (version ${version})`;
  return { kind: "line", text, quantity, unitPrice: unit_price ?? undefined, amount };
}

function describeGroup({ group }: LineItem): string {
  if (group === undefined) return "";
  return `, ${Object.values(group)
    .map((value) => valueText(value, "other"))
    .join(", ")}`;
}

/** The value of a property, or the word for none; a value that reads like that word stands between quotes. */
function valueText(value: string | null, none: string): string {
  return value?.replaceAll('"', "") === none ? `"${value}"` : (value ?? none);
}

/** What the line is about, where its name does not say so. */
function notesOf({ kind, group, rule_id, version, service_period, refers_to }: LineItem): InvoiceRow[] {
  const reference = refers_to && `${refers_to.invoice}, ${spanOf(refers_to.billing_period)}`;
  const what = {
    true_up: "minimum commitment",
    correction: `correction of ${reference ?? ""}`,
    billed: `billed by ${reference ?? ""}`,
  };
  const parts = [
    kind === undefined ? (reference ?? "") : Object.hasOwn(what, kind) ? what[kind] : String(kind),
    rule_id === null ? "" : `rule ${rule_id}`,
    `version ${version}`,
    service_period === undefined ? "" : spanOf(service_period),
    ...Object.entries(group ?? {}).map(([name, value]) => `${name} ${valueText(value, "not given")}`),
  ];
  return [{ kind: "note", text: parts.filter((part) => part !== "").join(" · "), detail: true }];
}

export function spanOf({ start, end }: { readonly start: string; readonly end: string }): string {
  return `${start} to ${end}`;
}

/** The steps, and the exact amount where they do not show it. */
function amountRows(item: LineItem): InvoiceRow[] {
  const told = tellingSteps(item);
  const rows = told.map((step, at) => stepRow(step, told[at - 1]));
  if (told.length === 0) rows.push(...hiddenSteps(item));
  // A single step shows the exact amount already.
  const isShown = told.length === 1 && told[0]?.amount === item.exact_amount;
  if (item.exact_amount !== item.amount && !isShown)
    rows.push({ kind: "step", text: "before rounding", amount: item.exact_amount });
  return rows;
}

/** A step that only repeats its line is left out. */
function hiddenSteps({ steps, quantity, unit_price, exact_amount }: LineItem): InvoiceRow[] {
  return steps.flatMap((step, at): InvoiceRow[] => {
    const isPlain = step.cell === undefined && termsOfStep(step) === "" && step.kind !== "share";
    const isLine = step.quantity === quantity && step.unit_price === (unit_price ?? undefined);
    if (isPlain && isLine && step.amount === exact_amount) return [];
    return [{ ...stepRow(step, steps[at - 1]), detail: true }];
  });
}

function stepRow(step: Step, before: Step | undefined): InvoiceRow {
  const { quantity, unit_price: unitPrice, amount } = step;
  const terms = termsOfStep(step);
  const row: InvoiceRow = { kind: "step", text: describeStep(step, before), quantity, unitPrice, amount };
  return terms === "" ? row : { ...row, terms };
}

/** Below the last line of groups that one ladder prices: what was shared out. */
function sharedRows(item: LineItem, ladders: LadderLines): InvoiceRow[] {
  const { shared, rule_id, version } = item;
  if (shared === undefined || item !== ladders.get(rule_id)?.get(version)?.last) return [];
  const { group: _group, shared: _shared, ...plain } = item;
  const { quantity, amount } = shared;
  return [
    { kind: "shared", text: `${item.description} in all`, quantity, amount },
    ...amountRows({ ...plain, ...shared, unit_price: null }),
  ];
}

/** What stands beside the line's amount and is no part of it. */
function besideRows({ discounts = [], credits = [], taxes = [] }: LineItem): InvoiceRow[] {
  const texts = [
    ...discounts.map(({ discount, amount }) => `discount ${discount} takes ${amount}`),
    ...credits.map(({ grant, amount }) => `credit ${grant} pays ${amount}`),
    ...taxes.map(({ tax, amount }) => `tax ${tax} comes to ${amount}`),
  ];
  return texts.map((text) => ({ kind: "note", text, detail: true }));
}
