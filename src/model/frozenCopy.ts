// Documents that nobody can change any more, so that what was found out about them can be remembered.
import { copyOf } from "./copyOf.ts";

const settled: WeakSet<object> = new WeakSet();

/** The document itself where it is frozen throughout, else a frozen copy of it as JSON. */
export function frozenCopy<T extends object>(document: T): T {
  if (settled.has(document)) return document;
  const frozen = isFrozenDeep(document) ? document : freezeDeep(copyOf(document));
  settled.add(frozen);
  return frozen;
}

function isFrozenDeep(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenDeep);
}

function freezeDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
}
