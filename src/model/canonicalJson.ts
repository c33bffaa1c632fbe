/** The one JSON text of a value, whatever the order in which its keys were written: equal text means equal content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => {
    if (typeof field !== "object" || field === null || Array.isArray(field)) return field;
    const keys = Object.keys(field).sort();
    // An object literal would take a key `__proto__` for its prototype; defined properties stay properties.
    return Object.fromEntries(keys.map((key) => [key, (field as { readonly [key: string]: unknown })[key]]));
  });
}
