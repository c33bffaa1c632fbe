// Lines of usage as programs and people write them: keys in any order, with spaces and escapes, several events in one line, and some
// that are no usage at all.
import fc from "fast-check";
import type { UsageEvent } from "../../src/model/usageEvent.ts";

type Fields = readonly (readonly [key: string, value: unknown])[];

/** How an event is written down. */
export interface Writing {
  readonly order: readonly number[];
  readonly gap: "" | " " | "  ";
  readonly end: "" | " " | "\r";
  readonly change: Change;
}

type Change =
  | "none"
  | "escaped value"
  | "escaped key"
  | "field twice"
  | "field more"
  | "field less"
  | "field null"
  | "number"
  | "quoted number"
  | "cut"
  | "text after"
  | "not ASCII"
  | "batch"
  | "blank"
  | "slash";

export const writing: fc.Arbitrary<Writing> = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
  gap: fc.constantFrom<Writing["gap"][]>("", "", "", " ", "  "),
  end: fc.constantFrom<Writing["end"][]>("", "", "", " ", "\r"),
  change: fc.constantFrom<Change[]>(
    ...(["none", "none", "none", "none", "number", "number", "quoted number", "batch", "blank"] as const),
    ...(["escaped value", "escaped key", "field twice", "field more", "field less", "field null"] as const),
    ...(["cut", "text after", "not ASCII", "slash"] as const),
  ),
});

/** The line of an event, without its line feed. */
export function lineOf(event: UsageEvent, { order, gap, end, change }: Writing): string {
  if (change === "blank") return end;
  const all: Fields = Object.entries(event);
  const sorted = order.flatMap((at) => (all[at] === undefined ? [] : [all[at]]));
  const fields = sorted.concat(all.filter((field) => !sorted.includes(field)));
  const text = `{${changed(fields, change)
    .map(([key, value]) => `${gap}${keyText(key, change)}:${gap}${valueText(key, value, change)}`)
    .join(",")}${gap}}`;
  if (change === "batch") return `{"events":${gap}[${text},${text}, 7]}${end}`;
  if (change === "cut") return text.slice(0, Math.max(1, text.length - 3));
  return change === "text after" ? `${text}x` : text + end;
}

function changed(fields: Fields, change: Change): Fields {
  const [first, ...rest] = fields;
  if (first === undefined) return fields;
  if (change === "field twice") return [...fields, first];
  if (change === "field more") return [...fields, ["more", 1]];
  if (change === "field less") return rest;
  return change === "field null" ? [[first[0], null], ...rest] : fields;
}

function keyText(key: string, change: Change): string {
  return change === "escaped key"
    ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}"`
    : `"${key}"`;
}

function valueText(key: string, value: unknown, change: Change): string {
  const text = JSON.stringify(value) ?? "null";
  if (key === "quantity" && change === "number") return String(value);
  if (key === "quantity" && change === "quoted number") return `"${String(value)}"`;
  if (key !== "event_id" || typeof value !== "string") return text;
  if (change === "escaped value")
    return `"\\u${value.charCodeAt(0).toString(16).padStart(4, "0")}${value.slice(1)}"`;
  if (change === "not ASCII") return `"${value}é"`;
  return change === "slash" ? `"${value}\\\\"` : text;
}
