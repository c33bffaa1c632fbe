// The timestamp of systems that write it as a number since 1970, as text of RFC 3339, or leave it to the arrival.
import type { EventOptions, UnixTimeOptions } from "./eventOptions.ts";
import type { Fields } from "./fields.ts";
import { unixTimestamp } from "./unixTimestamp.ts";
import type { Said } from "./usageEventOf.ts";

export function timeSaid(fields: Fields, { unit, arrival }: EventOptions & UnixTimeOptions): Said {
  const value = fields.get("timestamp");
  const from = ["timestamp"];
  if (value === undefined) return { value: arrival, from };
  // A date has a hyphen after its year, which no number has.
  if (typeof value === "string" && /^\d{4}-/.test(value)) return { value, from };
  return { value: unixTimestamp(value, unit, fields.below("timestamp")), from };
}
