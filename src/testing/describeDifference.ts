// Compares two JSON values and says where they first differ, so that a failed case can be read without a debugger.

/** Where and how `actual` differs from `expected`; null when they are equal. The order of keys does not count. */
export function describeDifference(actual: unknown, expected: unknown, path = "value"): string | null {
  if (Object.is(actual, expected)) return null;
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
    return `${path} is ${show(actual)}, expected ${show(expected)}`;
  }
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length !== expected.length) {
    return `${path} has ${actual.length} elements, expected ${expected.length}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const below = `${path}.${key}`;
    if (!Object.hasOwn(expected, key)) return `${below} is ${show(actual[key])}, expected none`;
    if (!Object.hasOwn(actual, key)) return `${below} is missing, expected ${show(expected[key])}`;
    const difference = describeDifference(actual[key], expected[key], below);
    if (difference !== null) return difference;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  if (Object.is(value, -0)) return "-0";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 120)}… (${text.length} characters)` : text;
}
