// Documents read by a description of the fields that reports use. Only what a report would break on is checked: decimals may be any text.
import { BillingError, type IssueCode } from "../index.ts";
import { wireDecimal } from "./wireForm.ts";

/**
 * What a field holds. With `?` it may be left out or null, and is left out then; with `|null` it is null then. `values` are texts or
 * null by names of the caller's, a `cell` has texts or lists of texts by such names.
 */
type Kind =
  | "text"
  | "text?"
  | "text|null"
  | "decimal"
  | "decimal?"
  | "decimal|null"
  | "number"
  | "number?"
  | "flag"
  | "flag?"
  | "texts"
  | "texts?"
  | "values?"
  | "cell?";

/** The fields of an object. */
export interface Shape {
  readonly [field: string]: Kind | Part;
}

/** An object or a list of objects inside. */
interface Part {
  readonly shape: Shape;
  readonly isList?: true;
  readonly optional?: true;
}

type Fields = { readonly [field: string]: unknown };

/** The fields of the shape and no others. Throws a `BillingError` with the first problem. */
export function readShape(value: unknown, shape: Shape, path: string): Fields {
  const fields = fieldsOf(value, path);
  const read = Object.entries(shape).flatMap(([name, kind]): (readonly [string, unknown])[] => {
    const inside = readField(fields[name], kind, path === "" ? name : `${path}.${name}`);
    return inside === undefined ? [] : [[name, inside]];
  });
  return Object.fromEntries(read);
}

/** The elements of a list, each with its shape. */
export function readList(value: unknown, shape: Shape, path: string): readonly Fields[] {
  return itemsOf(value, path).map((item, at) => readShape(item, shape, `${path}[${at}]`));
}

export function itemsOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return Array.from<unknown>(value);
  return refuse("field_type", path, `must be an array, got ${glimpse(value)}`);
}

export function fieldsOf(value: unknown, path: string): Fields {
  return isObject(value) ? value : refuse("field_type", path, `must be an object, got ${glimpse(value)}`);
}

function readField(value: unknown, kind: Kind | Part, path: string): unknown {
  const isOptional = typeof kind === "string" ? kind.endsWith("?") : kind.optional === true;
  if (isOptional && (value === undefined || value === null)) return undefined;
  if (typeof kind === "string" && kind.endsWith("|null") && (value === undefined || value === null))
    return null;
  if (value === undefined) return refuse("field_missing", path, "is required");
  if (typeof kind === "string") return readValue(value, kind, path);
  return kind.isList === true ? readList(value, kind.shape, path) : readShape(value, kind.shape, path);
}

function readValue(value: unknown, kind: Kind, path: string): unknown {
  const [plain = ""] = kind.split(/[?|]/);
  if (plain === "decimal" && typeof value === "number") return wireDecimal(value, path);
  const { holds, words } = plainKinds[plain as keyof typeof plainKinds];
  return holds(value) ? value : refuse("field_type", path, `must be ${words}, got ${glimpse(value)}`);
}

const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => Array.isArray(value) && Array.from(value).every(isText);
const isNothing = (value: unknown): boolean => value === undefined || value === null;

const plainKinds = {
  text: { holds: isText, words: "text" },
  decimal: { holds: isText, words: "a decimal" },
  number: { holds: (value: unknown): boolean => typeof value === "number", words: "a number" },
  flag: { holds: (value: unknown): boolean => typeof value === "boolean", words: "true or false" },
  texts: { holds: isTexts, words: "an array of texts" },
  values: {
    holds: (value: unknown): boolean =>
      isObject(value) && Object.values(value).every((one) => isText(one) || isNothing(one)),
    words: "an object with texts",
  },
  cell: {
    holds: (value: unknown): boolean =>
      isText(value) || (isObject(value) && Object.values(value).every((one) => isText(one) || isTexts(one))),
    words: "an object with texts",
  },
} as const;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(code: IssueCode, path: string, message: string): never {
  throw new BillingError([{ code, path, message }]);
}

/** What a message shows of a value: short, and never more than a glimpse of it. */
function glimpse(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
