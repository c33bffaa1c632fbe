// Texts that a store is likely to change when it does not take them as they are. None of them holds what a database cannot: no
// NUL and no half of a surrogate pair; ids are what the engine takes for ids.
import type { JsonValue, UsageEvent } from "../../model/usageEvent.ts";
import type { Picker } from "./picker.ts";

const long = "0123456789abcdef".repeat(5);

const texts = [
  "Acme Corp",
  "\u00e9",
  "e\u0301",
  "\ud83d\udc69\u200d\ud83d\ude80",
  " spaces at both ends ",
  "line\nbreak\ttab",
  'it\'s "quoted", 100 % \\ $1 ? :name',
  "\u0130I\u0131i",
  "null",
  "2026-03-15",
  `long: ${long}`,
];

const decimals = [
  "0",
  "1",
  "1.50",
  "10.00",
  "0.1",
  "-0.30",
  "1.005",
  "9007199254740993",
  "0.000000000000000001",
  "99999999999999999999.999999999999999999",
];

const opaqueIds = ["__proto__", "constructor", "0", "00"];

const clocks = ["00:00:00.000Z", "12:00:00Z", "12:00:00.100Z", "14:30:00.123456+02:30", "23:59:59.999-05:00"];

/** The contracts of all histories: few, alike, one long, one with a name that means something to JavaScript. */
export const contracts: readonly string[] = ["a", "A", `c-${long}`, "constructor"];

/** Metrics of all events: few, so that filters find some, and alike. */
export const metrics: readonly string[] = ["api_calls", "API_calls", "api_calls ", `storage-${long}`];

/** Rules of all charges and totals; two would run together with their version if they were joined without care. */
export const rules: readonly string[] = ["rule-1", "1", "11", `rule-${long}`, "__proto__"];

/** Any text: a name, or a value among properties. */
export function pickText(picker: Picker): string {
  return picker.one(texts);
}

/** A decimal, in one of the ways in which it can be written. */
export function pickDecimal(picker: Picker): string {
  return picker.chance(0.3) ? `${picker.below(1000)}.${picker.below(100)}0` : picker.one(decimals);
}

/** An id for this number; half of them are long, and differ at the end only. */
export function pickId(picker: Picker, number: number): string {
  if (number < opaqueIds.length && picker.chance(0.5)) return opaqueIds[number] ?? "";
  return picker.chance(0.5) ? `e${number}` : `E-${long}-${number}`;
}

/** A time of the day, as text behind a date. */
export function pickClock(picker: Picker): string {
  return picker.one(clocks);
}

/** Fields that an event may have or not. */
export function pickFields(picker: Picker): Partial<UsageEvent> {
  if (picker.chance(0.5)) return {};
  const list: JsonValue[] = [picker.below(9), 1.5, null, true, { [pickText(picker)]: pickDecimal(picker) }];
  const properties = { text: pickText(picker), [picker.one(["region", "__proto__", "\u00e9"])]: list };
  return { properties, ...(picker.chance(0.2) ? { counterparty: pickText(picker) } : {}) };
}
