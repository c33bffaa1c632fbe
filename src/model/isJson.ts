/** Deeper than any state of ours, and shallow enough for every stack. */
const deepest = 32;

/** Whether a value is what JSON can hold, and not nested without end. */
export function isJson(value: unknown, depth: number = 0): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || depth >= deepest) return false;
  // A copy of a list, as what goes over it passes over its holes.
  const parts: unknown[] = Array.isArray(value) ? [...value] : Object.values(value);
  return parts.every((part) => isJson(part, depth + 1));
}
