// What the caller tells beside a document: each option is read once, and checked before anything is done by it.
import { addIssue, glimpse, type IssuesAt, issuesBelow } from "./issuesAt.ts";
import type { Plain } from "./plainCopy.ts";

/** The option as it is used; undefined after it has been said what is wrong with it. May run the caller's code, and throw. */
export type OptionReader<T> = (value: unknown, at: IssuesAt) => T | undefined;

/** How each option is read. */
export type OptionReaders<O> = {
  readonly [name in keyof O]-?: OptionReader<Exclude<O[name], undefined>>;
};

/** The options that are there, null being none; undefined after every issue has been added. */
export function readOptions<O extends object>(
  given: unknown,
  readers: OptionReaders<O>,
  at: IssuesAt,
  ...needed: readonly (keyof O & string)[]
): O | undefined {
  return optionsIn(given ?? (given === null ? null : {}), readers, { ...at, path: "options" }, needed);
}

/** An option that has options of its own. */
export function nestedOption<O extends object>(
  readers: OptionReaders<O>,
  ...needed: readonly (keyof O & string)[]
): OptionReader<O> {
  return (value, at) => optionsIn(value, readers, at, needed);
}

function optionsIn<O extends object>(
  given: unknown,
  readers: OptionReaders<O>,
  at: IssuesAt,
  needed: readonly string[],
): O | undefined {
  const before = at.found.count;
  if (!isObject(given, at)) return undefined;
  const read = (Object.entries(readers) as [string, OptionReader<unknown>][]).map(
    ([name, reader]): [string, unknown] => [
      name,
      optionIn(given, name, reader, issuesBelow(at, name), needed),
    ],
  );
  if (at.found.count > before) return undefined;
  // Each has been read as its type says.
  return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as O;
}

function isObject(given: unknown, at: IssuesAt): given is Plain {
  try {
    if (typeof given === "object" && given !== null && !Array.isArray(given)) return true;
    addIssue(at, "field_type", `must be an object, got ${glimpse(given)}`);
  } catch {
    addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
  }
  return false;
}

function optionIn(
  given: Plain,
  name: string,
  reader: OptionReader<unknown>,
  at: IssuesAt,
  needed: readonly string[],
): unknown {
  try {
    const value = given[name] ?? undefined;
    if (value !== undefined) return reader(value, at);
  } catch {
    return addIssue(at, "input_unreadable", "must be plain data: reading it threw an error");
  }
  return needed.includes(name) ? addIssue(at, "option_missing", "is needed") : undefined;
}
