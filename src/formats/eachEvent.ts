// One event, or many of which each stands for itself: how the readers of single events are run.
import { parseJson, type UsageEvent } from "../index.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import type { FormatResult } from "./formatIssue.ts";
import { addIssue, glimpse, type IssuesAt, issuesAt, resultOf, wellFormedStart } from "./issuesAt.ts";
import { eventDepth, readInput, smallDocument } from "./readInput.ts";
import { type OptionReaders, readOptions } from "./readOptions.ts";

/** One event of several: what it calls itself, as far as that could be read, and what converting it gave. */
export interface EventEntry {
  readonly event_id: string;
  readonly parsed: FormatResult<UsageEvent>;
}

/** How events of one system are read. */
export interface EventReader<Options> {
  /** The fields that may hold the event's own name; the first that is there does. */
  readonly ids: readonly string[];
  readonly read: (fields: Fields, options: Options) => UsageEvent | undefined;
  readonly options: OptionReaders<Options>;
  /** A field that one event, or a list of them, may be wrapped in. */
  readonly one?: string;
  readonly many?: string;
}

/** Most events in one list. */
const mostEvents = 100_000;
/** Most characters of its JSON text. */
const mostText = 100_000_000;

export function oneEvent<O extends object>(
  reader: EventReader<O>,
  input: unknown,
  given: O,
): FormatResult<UsageEvent> {
  const at = issuesAt();
  const options = readOptions(given, reader.options, at);
  return options === undefined
    ? resultOf<UsageEvent>(at, undefined)
    : entryOf(reader, input, options, at).parsed;
}

export function eachEvent<O extends object>(
  reader: EventReader<O>,
  input: unknown,
  given: O,
): FormatResult<readonly EventEntry[]> {
  const at = issuesAt();
  const options = readOptions(given, reader.options, at);
  const found = listOf(input, reader.many, at);
  if (found === undefined || options === undefined) return { ok: false, issues: at.issues };
  const entries: EventEntry[] = [];
  for (let index = 0; index < found.length; index += 1) {
    entries.push(memberEntry(reader, found.list, index, options, issuesAt(`$[${index}]`)));
  }
  return { ok: true, value: entries };
}

/** Reading a member of the caller's list may run the caller's code. */
function memberEntry<O>(
  reader: EventReader<O>,
  list: readonly unknown[],
  index: number,
  options: O,
  at: IssuesAt,
): EventEntry {
  let member: unknown;
  try {
    member = list[index];
  } catch {
    addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
    return { event_id: "", parsed: { ok: false, issues: at.issues } };
  }
  if (typeof member !== "string") return entryOf(reader, member, options, at);
  addIssue(at, "event_invalid", "must be an object, got text");
  return { event_id: "", parsed: { ok: false, issues: at.issues } };
}

function entryOf<O>(reader: EventReader<O>, input: unknown, options: O, at: IssuesAt): EventEntry {
  const copy = readInput(input, at, smallDocument, eventDepth);
  const outer = copy === undefined ? undefined : fieldsOf(copy.value, at);
  const fields = outer === undefined ? undefined : unwrapped(outer, reader.one);
  const event = fields === undefined ? undefined : reader.read(fields, options);
  const parsed = resultOf(at, event);
  if (parsed.ok) return { event_id: parsed.value.event_id, parsed };
  const name = reader.ids.map((id) => fields?.get(id)).find((id) => id !== undefined);
  return { event_id: typeof name === "string" ? wellFormedStart(name, 255) : "", parsed };
}

function unwrapped(outer: Fields, name: string | undefined): Fields | undefined {
  if (name === undefined || outer.names.length !== 1 || outer.get(name) === undefined) return outer;
  return fieldsOf(outer.get(name), outer.below(name));
}

/** A list as it came, and how long it said it was when it was asked, once; its members are read one at a time. */
interface Found {
  readonly list: readonly unknown[];
  readonly length: number;
}

function listOf(input: unknown, many: string | undefined, at: IssuesAt): Found | undefined {
  if (typeof input === "string") {
    if (input.length > mostText)
      return addIssue(at, "input_too_large", "is larger than what is read at once");
    const parsed = parseJson(input);
    if (parsed.ok)
      return typeof parsed.value === "string" ? noList(input, at) : listOf(parsed.value, many, at);
    for (const { code, message } of parsed.issues) addIssue(at, code, message);
    return undefined;
  }
  try {
    const list = Array.isArray(input) ? (input as unknown[]) : wrappedList(input, many);
    if (list === undefined) return noList(input, at);
    const { length } = list;
    if (length <= mostEvents) return { list, length };
    return addIssue(at, "batch_too_large", `must have at most ${mostEvents} events, has ${length}`);
  } catch {
    return addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
  }
}

function wrappedList(input: unknown, many: string | undefined): unknown[] | undefined {
  if (many === undefined || typeof input !== "object" || input === null) return undefined;
  const list: unknown = Object.hasOwn(input, many) ? (input as { [key: string]: unknown })[many] : undefined;
  return Array.isArray(list) ? list : undefined;
}

function noList(input: unknown, at: IssuesAt): undefined {
  return addIssue(at, "batch_invalid", `must be a list of events, got ${glimpse(input)}`);
}
