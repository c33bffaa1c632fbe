/** A copy of a JSON document that shares nothing with it: whoever holds either of them may change it. */
export function copyOf<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}
