// Documents that nobody can change any more, so that what was found out about them can be remembered.
import { copyOf } from "./copyOf.ts";

const settled: WeakSet<object> = new WeakSet();

/** The document itself where it is frozen throughout, else a frozen copy of it as JSON. */
export function frozenCopy<T extends object>(document: T): T {
  if (isSettled(document)) return document;
  const frozen = freezeDeep(copyOf(document));
  settled.add(frozen);
  return frozen;
}

/** Whether a document is frozen throughout; looked through once, as it stays so. */
export function isSettled(document: object): boolean {
  if (settled.has(document)) return true;
  if (!isFrozenDeep(document)) return false;
  settled.add(document);
  return true;
}

/** Whether a list of documents is; looked through document by document, as a longer list has the same ones. */
export function isSettledList(list: readonly unknown[]): boolean {
  return (
    Object.isFrozen(list) &&
    list.every((item) => typeof item !== "object" || item === null || isSettled(item))
  );
}

/** More than documents have; what is frozen and holds itself ends there. */
const mostLevels = 100;

function isFrozenDeep(value: unknown, level = 0): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (level === mostLevels || !Object.isFrozen(value)) return false;
  return Object.values(value).every((part) => isFrozenDeep(part, level + 1));
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
}
