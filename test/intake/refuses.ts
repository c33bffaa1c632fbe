// Wrong documents of any kind, and all that is said of them.
import { expect, it } from "vitest";
import type { IssueCode, Result } from "../../src/index.ts";
import type { Told } from "./issuesOf.ts";

/** What is wrong, the fields that make it so, and all that is told. */
type Case = readonly [what: string, fields: object, ...told: Told[]];

/** Every issue, in the order in which they are told. */
export function told(result: Result<unknown>): { code: IssueCode; path: string; message: string }[] {
  return result.ok ? [] : result.issues.map(({ code, path, message }) => ({ code, path, message }));
}

/** Tests that the document, with each of these fields, is refused with all of these issues and no others. */
export function refuses(
  parse: (document: object) => Result<unknown>,
  document: object,
  cases: readonly Case[],
): void {
  it.each(cases.map(([what, fields, ...issues]) => ({ what, fields, issues })))(
    "$what",
    ({ fields, issues }) => {
      expect(told(parse({ ...document, ...fields }))).toEqual(
        issues.map(([code, path, message]) => {
          return { code, path, message: expect.stringContaining(message) as unknown };
        }),
      );
    },
  );

  it("nothing else", () => {
    expect(told(parse(document))).toEqual([]);
  });
}
