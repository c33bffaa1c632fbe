// What one line of usage holds: events, in either of the two forms that the billing API takes, or a reason why not.
import { parseJson } from "../intake/parseJson.ts";
import { type BatchEntry, parseUsageBatch, readEntry } from "../intake/parseUsageBatch.ts";
import type { IssueCode } from "../model/issueCode.ts";
import type { Issue } from "../model/result.ts";
import { decodeUtf8 } from "./decodeUtf8.ts";
import type { Line } from "./lineSplitter.ts";

/** The most bytes of a line: a batch of 1,000 events of the usual size fits easily. */
export const longestLine: number = 1_048_576;

/** An event of a line; or, with issues and without a place, the line as a whole. */
export type LineEntry =
  | (BatchEntry & { readonly place: number | undefined })
  | {
      readonly event_id: "";
      readonly place: undefined;
      readonly parsed: { readonly ok: false; readonly issues: readonly Issue[] };
    };

// Of a byte order mark only the first line knows that it is none of its own text; elsewhere it is an error.
const byteOrderMark = "\ufeff";

/** The entries of a line in order; none for a blank one. */
export function readUsageLine(line: Line): LineEntry[] {
  if (line.bytes === undefined) {
    return [refused("line_too_long", `must have at most ${longestLine} bytes, so it was skipped`)];
  }
  const text = decodeUtf8(line.bytes);
  if (text === undefined) return [refused("json_invalid", "must be JSON in UTF-8, is not UTF-8")];
  const content = line.number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (/^[ \t\r]*$/.test(content)) return [];
  const json = parseJson(content);
  return json.ok ? readValue(json.value) : [{ event_id: "", place: undefined, parsed: json }];
}

function readValue(value: unknown): LineEntry[] {
  const fields = typeof value === "object" && value !== null ? value : {};
  if (!("events" in fields) || "event_id" in fields) return [{ ...readEntry(value), place: undefined }];
  const batch = parseUsageBatch(value);
  if (!batch.ok) return [{ event_id: "", place: undefined, parsed: batch }];
  return batch.value.map((entry, place) => ({ ...entry, place }));
}

function refused(code: IssueCode, message: string): LineEntry {
  return { event_id: "", place: undefined, parsed: { ok: false, issues: [{ code, path: "", message }] } };
}
