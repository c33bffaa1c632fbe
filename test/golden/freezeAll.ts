// Inputs that nobody can write to. For programs without a test runner, which the laws' own `deepFreeze` comes with.

/** Freezes everything that can be reached, so that a write anywhere throws. */
export function freezeAll<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freezeAll(member);
  }
  return value;
}
