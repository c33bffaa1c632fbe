// What one line of usage holds: events, in either of the two forms that the billing API takes, or a reason why not.
import {
  type BatchEntry,
  type Issue,
  type IssueCode,
  parseJson,
  parseUsageBatch,
  parseUsageEvent,
} from "../index.ts";
import type { Line } from "./lineSplitter.ts";

/** The most bytes of a line: a batch of 1,000 events of the usual size fits easily. */
export const longestLine: number = 1_048_576;

export interface LineIssue extends Omit<Issue, "code"> {
  /** `line_too_long` is about the file and not about any document. */
  readonly code: IssueCode | "line_too_long";
}

/** An event of a line; or, with issues and without a place, the line as a whole. */
export type LineEntry =
  | (BatchEntry & { readonly place: number | undefined })
  | {
      readonly event_id: "";
      readonly place: undefined;
      readonly parsed: { readonly ok: false; readonly issues: readonly LineIssue[] };
    };

// Of a byte order mark only the first line knows that it is none of its own text; elsewhere it is an error.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const byteOrderMark = "\ufeff";

/** The entries of a line in order; none for a blank one. */
export function readUsageLine(line: Line): LineEntry[] {
  if (line.bytes === undefined) {
    return [refused("line_too_long", `must have at most ${longestLine} bytes, so it was skipped`)];
  }
  const text = decode(line.bytes);
  if (text === undefined) return [refused("json_invalid", "must be JSON in UTF-8, is not UTF-8")];
  const content = line.number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (/^[ \t\r]*$/.test(content)) return [];
  const json = parseJson(content);
  return json.ok ? readValue(json.value) : [{ event_id: "", place: undefined, parsed: json }];
}

function readValue(value: unknown): LineEntry[] {
  const fields =
    typeof value === "object" && value !== null ? (value as { readonly event_id?: unknown }) : {};
  if (!("events" in fields) || "event_id" in fields) {
    const event_id = typeof fields.event_id === "string" ? fields.event_id.slice(0, 255) : "";
    // Text would be read as JSON once more, but a line is quoted JSON only by mistake.
    return [
      { event_id, place: undefined, parsed: parseUsageEvent(typeof value === "string" ? null : value) },
    ];
  }
  const batch = parseUsageBatch(value);
  if (!batch.ok) return [{ event_id: "", place: undefined, parsed: batch }];
  return batch.value.map((entry, place) => ({ ...entry, place }));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    // The decoder has no other way to say that bytes are not UTF-8.
    return undefined;
  }
}

function refused(code: LineIssue["code"], message: string): LineEntry {
  return { event_id: "", place: undefined, parsed: { ok: false, issues: [{ code, path: "", message }] } };
}
