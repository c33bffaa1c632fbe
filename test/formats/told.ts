// What converters answer, in short.
import type { FormatResult } from "../../src/formats/index.ts";

/** The value, or an error that names every issue. */
export function must<T>(result: FormatResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(
    result.issues.map(({ code, path, message }) => `${code} at ${path}: ${message}`).join("; "),
  );
}

/** Each issue as its code and its path; none where there is a value. */
export function told(result: FormatResult<unknown>): string[] {
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`.trim());
}
