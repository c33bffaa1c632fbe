// Charge filters of Lago as the cells of a matrix: the filter that names most keys prices an event, the charge itself the rest.
import { type Fields, fieldsIn, fieldsOf, listIn, missing, refuseUnknown } from "./fields.ts";
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import { lagoPrice } from "./lagoPrice.ts";
import type { PriceReading, RuleDraft } from "./priceOptions.ts";
import { partNotExpressible } from "./priceParts.ts";

/** Stands for any value that the metric lists for a key, which a charge does not say. */
const anyListed = "__ALL_FILTER_VALUES__";
/** More would not go into a matrix. */
const mostCells = 10_000;
/** More dimensions no matrix has. */
const mostKeys = 8;

type When = { readonly [dimension: string]: string };

export function lagoCells(
  model: unknown,
  price: RuleDraft | undefined,
  fields: Fields,
  reading: PriceReading,
): RuleDraft | undefined {
  const filters = listIn(fields, "filters").map((filter, at) =>
    fieldsOf(filter, issuesBelow(fields.at, "filters", at)),
  );
  reading.notes.push({
    path: "filters",
    message: "are one line, rounded once; there each filter is a fee of its own",
  });
  const budget = { left: mostCells };
  const cells = filters.flatMap((filter) =>
    filter === undefined ? [] : cellsOf(model, filter, fields, reading, budget),
  );
  const fallback = price && cellPrice(price, fields.below("properties"));
  const dimensions = [...new Set(cells.flatMap(({ when }) => Object.keys(when)))];
  return fallback && { model: "matrix", dimensions, cells, default: fallback, ...negativeOf(price) };
}

function cellsOf(
  model: unknown,
  filter: Fields,
  fields: Fields,
  reading: PriceReading,
  budget: { left: number },
): { readonly when: When }[] {
  refuseUnknown(filter, ["values", "properties"], ["invoice_display_name", "lago_id"]);
  const properties = fieldsIn(filter, "properties");
  const values = fieldsIn(filter, "values");
  if (properties === undefined) missing(filter, "properties");
  if (values === undefined) missing(filter, "values");
  if (properties === undefined || values === undefined) return [];
  const frame = {
    fields,
    reading,
    minorDigits: (at: IssuesAt) => partNotExpressible(at, "must not have filters"),
  };
  const price = lagoPrice(model, properties, frame);
  const cell = price && cellPrice(price, properties.at);
  return cell === undefined ? [] : whensOf(values, budget).map((when) => ({ when, ...cell }));
}

/** Every combination of the listed values. */
function whensOf(values: Fields, budget: { left: number }): When[] {
  if (values.names.length > mostKeys) {
    addIssue(values.at, "dimensions_invalid", `must have at most ${mostKeys} keys`);
    return [];
  }
  let whens: When[] = [{}];
  for (const key of values.names) {
    const listed = listIn(values, key).flatMap((value, at) =>
      textOf(value, issuesBelow(values.below(key), at)),
    );
    if (whens.length * listed.length > budget.left) {
      addIssue(values.at, "cells_too_many", `must be at most ${mostCells} combinations of values`);
      return [];
    }
    whens = whens.flatMap((when) =>
      listed.map((value) => Object.fromEntries([...Object.entries(when), [key, value]])),
    );
  }
  budget.left -= whens.length;
  return whens;
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
