// Inputs that are too large to write down are described: repeated text, long arrays, deep nesting.

/** An input as it is meant: `$repeat` text, `$array` of one item, `$nest` of objects, anywhere in it. */
export function expandInput(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(expandInput);
  const fields = value as Record<string, unknown>;
  if ("$repeat" in fields) {
    const { unit, times, prefix, suffix } = fields.$repeat as Record<string, string | number>;
    return `${prefix}${String(unit).repeat(Number(times))}${suffix}`;
  }
  if ("$array" in fields) {
    const { item, times } = fields.$array as { item: unknown; times: number };
    return new Array<unknown>(times).fill(expandInput(item));
  }
  if ("$nest" in fields) {
    let nested: unknown = {};
    for (let depth = 0; depth < (fields.$nest as { depth: number }).depth; depth += 1) nested = { a: nested };
    return nested;
  }
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, expandInput(field)]));
}
