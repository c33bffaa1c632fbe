// Copies of data. The runtime's own copying keeps what is inside itself, and costs several times as much.

/** A deep copy of what JSON can hold; a key `__proto__` stays a key. */
export function copyPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyPlain);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) define(copy, key, copyPlain((value as Record<string, unknown>)[key]));
  return copy;
}

/** Defines: a key `__proto__` stays a key. */
export function define(object: object, key: string, value: unknown): void {
  if (key !== "__proto__") (object as Record<string, unknown>)[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
