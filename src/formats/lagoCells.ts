// Charge filters of Lago as the cells of a matrix: the filter that names most keys prices an event, the charge itself the rest.
import { type Fields, fieldsIn, fieldsOf, isNothing, listIn, missing, refuseUnknown } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import { lagoGroups } from "./lagoGroups.ts";
import { lagoPrice } from "./lagoPrice.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

/** Stands for any value that the metric lists for a key, which a charge does not say. */
const anyListed = "__ALL_FILTER_VALUES__";
/** More would not go into a matrix; the second are those of all cells together. */
const most = { cells: 10_000, tiers: 10_000 };
/** More dimensions no matrix has. */
const mostKeys = 8;

type When = { readonly [dimension: string]: string };

/** The charge whose filters are read. */
interface Charge {
  readonly model: unknown;
  /** The keys that it groups by itself. */
  readonly groups: readonly unknown[];
  readonly fields: Fields;
  readonly reading: PriceReading;
}

/** What cells and tiers are left. */
type Budget = { [part in keyof typeof most]: number };

export function lagoCells(charge: Charge, price: RuleDraft | undefined): RuleDraft | undefined {
  const { fields, reading } = charge;
  const filters = listIn(fields, "filters").map((filter, at) =>
    fieldsOf(filter, issuesBelow(fields.at, "filters", at)),
  );
  reading.notes.push({
    path: "filters",
    message: "are one line, rounded once; there each filter is a fee of its own",
  });
  const budget = { ...most };
  const cells = filters.flatMap((filter) => (filter === undefined ? [] : cellsOf(filter, charge, budget)));
  const fallback = price && cellPrice(price, fields.below("properties"));
  const dimensions = [...new Set(cells.flatMap(({ when }) => Object.keys(when)))];
  return fallback && { model: "matrix", dimensions, cells, default: fallback, ...negativeOf(price) };
}

function cellsOf(filter: Fields, charge: Charge, budget: Budget): { readonly when: When }[] {
  refuseUnknown(filter, ["values", "properties"], ["invoice_display_name", "lago_id"]);
  const properties = fieldsIn(filter, "properties");
  const values = fieldsIn(filter, "values");
  if (properties === undefined) missing(filter, "properties");
  if (values === undefined) missing(filter, "values");
  if (properties === undefined || values === undefined) return [];
  checkGroups(properties, charge.groups);
  const { model, fields, reading } = charge;
  const frame = {
    fields,
    reading,
    minorDigits: (at: IssuesAt) => partNotExpressible(at, "must not have filters"),
  };
  const price = lagoPrice(model, properties, frame);
  const cell = price && cellPrice(price, properties.at);
  if (cell === undefined) return [];
  const tiers = Array.isArray(cell.tiers) ? cell.tiers.length : 0;
  return whensOf(values, tiers, budget).map((when) => ({ when, ...cell }));
}

/** There a filter groups by its own keys, or by none; the cells of a rule share one list. Their order is of no account. */
function checkGroups(properties: Fields, groups: readonly unknown[]): void {
  const before = properties.at.found.count;
  const [own, shared] = [lagoGroups(properties), groups].map((keys) =>
    keys.map((key) => JSON.stringify(key)).sort(),
  );
  if (String(own) === String(shared) || properties.at.found.count > before) return;
  const isOlder = isNothing(properties.get("pricing_group_keys")) && !isNothing(properties.get("grouped_by"));
  partNotExpressible(
    properties.below(isOlder ? "grouped_by" : "pricing_group_keys"),
    "must be the keys of the charge itself: all cells of a rule are grouped alike",
  );
}

/** Every combination of the listed values, each of which has so many tiers. */
function whensOf(values: Fields, tiers: number, budget: Budget): When[] {
  if (values.names.length > mostKeys) {
    addIssue(values.at, "dimensions_invalid", `must have at most ${mostKeys} keys`);
    return [];
  }
  const listed = values.names.map((key): [string, string[]] => [key, listedOf(values, key)]);
  const count = listed.reduce((product, [, texts]) => product * texts.length, 1);
  if (count > budget.cells) {
    addIssue(values.at, "cells_too_many", `must be at most ${most.cells} combinations of values`);
    return [];
  }
  if (count * tiers > budget.tiers) {
    addIssue(
      values.at,
      "tiers_too_many",
      `must have at most ${most.tiers} ranges in all combinations of values together`,
    );
    return [];
  }
  budget.cells -= count;
  budget.tiers -= count * tiers;
  return listed.reduce<When[]>(
    (whens, [key, texts]) =>
      whens.flatMap((when) =>
        texts.map((text) => Object.fromEntries([...Object.entries(when), [key, text]])),
      ),
    [{}],
  );
}

function listedOf(values: Fields, key: string): string[] {
  const at = values.below(key);
  const before = at.found.count;
  const listed = listIn(values, key).flatMap((value, place) => textOf(value, issuesBelow(at, place)));
  if (listed.length === 0 && at.found.count === before)
    addIssue(at, "value_invalid", "must list at least one value");
  return listed;
}

function textOf(value: unknown, at: IssuesAt): string[] {
  if (value === anyListed) partNotExpressible(at, "stands for values that the metric lists: write them here");
  else if (typeof value === "string") return [value];
  else addIssue(at, "field_type", `must be text, got ${glimpse(value)}`);
  return [];
}

/** The part of a price that a cell can have. */
function cellPrice(price: RuleDraft, at: IssuesAt): RuleDraft | undefined {
  const { model: _, negative_usage: _below, zero_usage, included_quantity, ...rest } = price;
  if (zero_usage !== undefined)
    return partNotExpressible(
      at,
      "has a flat amount in its first range, which is due without usage; a cell without usage costs nothing",
    );
  if (included_quantity !== undefined)
    return partNotExpressible(
      issuesBelow(at, "free_units"),
      "must be 0 beside filters: cells have no included units",
    );
  const perEvent = [
    "fixed_amount",
    "free_events",
    "free_amount",
    "per_event_minimum",
    "per_event_maximum",
    "amount_property",
  ];
  const there = perEvent.find((name) => rest[name] !== undefined);
  if (there !== undefined)
    return partNotExpressible(at, `must not price each event on its own beside filters: ${there}`);
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

function negativeOf({ negative_usage }: RuleDraft): RuleDraft {
  return negative_usage === undefined ? {} : { negative_usage };
}
