/** Deeper than any state of ours, and shallow enough for every stack. */
const deepest = 32;

/** Whether a value is what JSON can hold, and not nested without end. */
export function isJson(value: unknown, depth: number = 0): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || depth >= deepest) return false;
  return Object.values(value).every((part) => isJson(part, depth + 1));
}
