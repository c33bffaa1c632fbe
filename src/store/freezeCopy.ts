// Copies of JSON values that nobody can change: one stored value can then be shared by everyone who reads it.
import { InvariantError } from "../model/errors.ts";

// Properties of an event nest up to 32 levels, and lie a few levels deep themselves; a bound makes recursion safe.
const maximumDepth = 100;

/**
 * A deep copy of a JSON value, frozen at every level; the original is only read, each property once.
 * Own keys such as `__proto__` stay own keys. Properties that are `undefined` are left out, as in JSON.
 *
 * @throws InvariantError for what JSON cannot hold (a function, a Date, NaN, a circle) and for more than
 * 100 levels.
 */
export function freezeCopy<T>(value: T): T {
  // What comes back has the shape that went in: only identity and mutability differ.
  return copyValue(value, []) as T;
}

function copyValue(value: unknown, above: object[]): unknown {
  if (typeof value === "object" && value !== null) return copyObject(value, above);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InvariantError(
    `a store keeps JSON values only, found ${typeof value === "number" ? value : typeof value}`,
  );
}

function copyObject(value: object, above: object[]): object {
  if (above.includes(value))
    throw new InvariantError("a store keeps JSON values only, found an object inside itself");
  if (above.length === maximumDepth)
    throw new InvariantError(`a store keeps at most ${maximumDepth} levels of nesting`);
  above.push(value);
  const copy = Array.isArray(value) ? copyElements(value, above) : copyProperties(value, above);
  above.pop();
  return Object.freeze(copy);
}

function copyElements(list: readonly unknown[], above: object[]): unknown[] {
  return Array.from(list, (element) => copyValue(element, above));
}

function copyProperties(value: object, above: object[]): object {
  if (!isPlain(value))
    throw new InvariantError("a store keeps JSON values only, found an instance of a class");
  // The spread makes `__proto__` an own property, and assigning to an own property never reaches a setter.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) {
    const property = copy[key];
    if (property === undefined) delete copy[key];
    else if (typeof property !== "string") copy[key] = copyValue(property, above);
  }
  return copy;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Not compared with this realm's Object.prototype: documents may come from another realm (a vm, a frame).
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
