// A vandal for values: what a store hands out or was handed must not reach the store through it.

/** Tries to change everything inside a value, at every level; what is frozen withstands silently. */
export function scribble(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const key of Reflect.ownKeys(value)) {
    const property: unknown = Reflect.get(value, key);
    scribble(property);
    if (typeof property === "string") Reflect.set(value, key, `${property}-scribbled`);
    if (typeof property === "number") Reflect.set(value, key, property + 1);
  }
  if (Array.isArray(value) && !Object.isFrozen(value)) value.reverse().pop();
  Reflect.set(value, "scribbled", true);
}
