// Changes everything of a value that can be changed, as a careless or hostile owner of it would.

/** @returns how many places have been changed */
export function scribble(value: unknown, seen: Set<unknown> = new Set()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (value instanceof Map || value instanceof Set) return scribbleCollection(value, seen);
  if (ArrayBuffer.isView(value)) return scribbleNumbers(value);
  let count = 0;
  for (const key of Object.keys(value)) {
    count += scribble((value as Record<string, unknown>)[key], seen);
    const before = (value as Record<string, unknown>)[key];
    if (Reflect.set(value, key, typeof before === "string" ? `${before}9` : "scribbled")) count += 1;
  }
  if (Reflect.set(value, Array.isArray(value) ? value.length : "scribbled", "scribbled")) count += 1;
  return count;
}

function scribbleCollection(value: Map<unknown, unknown> | Set<unknown>, seen: Set<unknown>): number {
  let count = value.size;
  for (const member of [...value.values(), ...value.keys()]) count += scribble(member, seen);
  value.clear();
  return count;
}

function scribbleNumbers(value: ArrayBufferView): number {
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  bytes.fill(77);
  return bytes.length;
}
