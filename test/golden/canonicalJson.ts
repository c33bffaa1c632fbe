// One text for one value: keys in order, and without the words that are written for people and may be put better.

const words: ReadonlySet<string> = new Set(["error", "message"]);

/** The JSON of a value, its keys sorted by code unit. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isRecord(member) ? sorted(member) : member)) ?? "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(record).filter(([key]) => !words.has(key));
  // A table of its own, as a key may be `__proto__`.
  const table: Record<string, unknown> = Object.create(null);
  for (const [key, member] of entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) table[key] = member;
  return table;
}
