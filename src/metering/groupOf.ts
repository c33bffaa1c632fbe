// Which of a rule's parts an event belongs to, as a document and as one text.
import { canonicalJson } from "../model/canonicalJson.ts";
import type { Cell, Group } from "../model/charge.ts";
import { isSettled } from "../model/frozenCopy.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { propertyText } from "./propertyText.ts";

/** The values of the properties that a rule groups by. */
export function groupOf(event: UsageEvent, properties: readonly string[]): Group {
  // Defines own properties, whatever they are called.
  return Object.fromEntries(properties.map((name) => [name, propertyText(event, name) ?? null]));
}

/** Group and cell as one text, by which parts are told apart and ordered; empty where there is neither. */
export function partKey(group: Group | undefined, cell: Cell | undefined): string {
  if (group === undefined && cell === undefined) return "";
  return `[${canonicalJson(group ?? null)},${cell === undefined ? "null" : cellText(cell)}]`;
}

const texts: WeakMap<object, string> = new WeakMap();

/** Remembered for cells that cannot change: a price list has each of them once, and every event in it asks. */
function cellText(cell: Cell): string {
  if (typeof cell !== "object") return canonicalJson(cell);
  const known = texts.get(cell);
  if (known !== undefined) return known;
  const text = canonicalJson(cell);
  if (isSettled(cell)) texts.set(cell, text);
  return text;
}
