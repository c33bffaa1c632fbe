// How a rule picks its usage and turns it into a quantity: filters, groups, windows, the transform.

import type { IssueCode } from "../model/issueCode.ts";
import type { Filter, MeasureWindow, QuantityTransform } from "../model/measuring.ts";
import { show } from "../model/show.ts";
import { add, below, type Findings } from "./findings.ts";
import {
  readArray,
  readChoice,
  readInteger,
  readObject,
  readPositive,
  readScalar,
  readText,
  refuseUnknown,
} from "./readField.ts";
import { roundings } from "./readPrice.ts";

const mostFilters = 100;
const mostValues = 1000;
const mostNames = 8;

export function readFilters(value: unknown, findings: Findings): Filter[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0 || items.length > mostFilters)
    return add(findings, "filters_invalid", `must be 1 to ${mostFilters} filters, are ${items.length}`);
  return [...items.entries()].flatMap(([index, item]) => readFilter(item, below(findings, index)) ?? []);
}

function readFilter(value: unknown, findings: Findings): Filter | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["property", "in", "not_in"]), findings);
  const property = readProperty(fields.get("property"), below(findings, "property"));
  if (fields.has("in") === fields.has("not_in"))
    return add(findings, "filters_invalid", "must have either in or not_in, a list of values");
  const key = fields.has("in") ? "in" : "not_in";
  const values = readValues(fields.get(key), below(findings, key));
  if (property === undefined || values === undefined) return undefined;
  return key === "in" ? { property, in: values } : { property, not_in: values };
}

function readValues(value: unknown, findings: Findings): string[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0 || items.length > mostValues)
    return add(findings, "filters_invalid", `must be 1 to ${mostValues} values, are ${items.length}`);
  return [...items.entries()].flatMap(
    ([index, item]) => readScalar(item, below(findings, index), "filters_invalid") ?? [],
  );
}

/** The name of a property of events. */
export function readProperty(value: unknown, findings: Findings): string | undefined {
  return readText(value, findings, "text_invalid");
}

/** Different names of properties. */
export function readPropertyNames(
  value: unknown,
  findings: Findings,
  invalid: IssueCode,
): string[] | undefined {
  const items = readArray(value, findings);
  if (items === undefined) return undefined;
  if (items.length === 0 || items.length > mostNames)
    return add(findings, invalid, `must be 1 to ${mostNames} names of properties, are ${items.length}`);
  const names = [...items.entries()].flatMap(
    ([index, item]) => readProperty(item, below(findings, index)) ?? [],
  );
  if (new Set(names).size === names.length) return names;
  return add(findings, invalid, "must be different names");
}

export function readWindow(value: unknown, findings: Findings): MeasureWindow | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["size", "combine"]), findings);
  const size = readChoice(fields.get("size"), ["hour", "day"], below(findings, "size"));
  const combine = readChoice(fields.get("combine"), ["sum", "max"], below(findings, "combine"));
  return size === undefined || combine === undefined ? undefined : { size, combine };
}

const mostPlaces = 18;

export function readTransform(value: unknown, findings: Findings): QuantityTransform | undefined {
  const fields = readObject(value, findings);
  if (fields === undefined) return undefined;
  refuseUnknown(fields, new Set(["divide_by", "round", "scale", "stage"]), findings);
  if (!fields.has("divide_by") && !fields.has("round"))
    return add(findings, "rule_field_missing", `must have divide_by, round, or both, got ${show(value)}`);
  if (fields.has("scale") && !fields.has("round"))
    add(
      below(findings, "scale"),
      "rule_field_conflict",
      "is the number of places that round leaves: give round too",
    );
  const readers: [string, (value: unknown, at: Findings) => unknown][] = [
    ["divide_by", readPositive],
    ["round", (given, at) => readChoice(given, roundings, at)],
    ["scale", (given, at) => readInteger(given, { from: 0, to: mostPlaces }, at)],
    ["stage", (given, at) => readChoice(given, ["per_event", "total"], at)],
  ];
  const present = readers.filter(([key]) => fields.has(key));
  return Object.fromEntries(present.map(([key, read]) => [key, read(fields.get(key), below(findings, key))]));
}
