/** The one JSON text of a value, whatever the order in which its keys were written: equal text means equal content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** A copy with its keys in order, made first: a replacer would be called back for every field. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const fields = value as { readonly [key: string]: unknown };
  const keys = Object.keys(fields).sort();
  // An object literal would take a key `__proto__` for its prototype; defined properties stay properties.
  return Object.fromEntries(keys.map((key) => [key, inOrder(fields[key])]));
}
