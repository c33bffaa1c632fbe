// The two shapes in which bad data is told: a result that carries every issue, and the issue itself.
import type { IssueCode } from "./issueCode.ts";

/** One thing that is wrong with data from outside. */
export interface Issue {
  /** What kind of problem it is; match on this. */
  readonly code: IssueCode;
  /** Where in the input: `rules[1].tiers[0].up_to`; empty for the input as a whole. */
  readonly path: string;
  /** What was found and what would be right; for people, not for matching. */
  readonly message: string;
}

/** Most issues that are told of one input: nobody reads more, and a hostile document could have millions. */
export const mostIssues = 100;

/** A value, or every issue that kept it from being one (the first hundred, never none). */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };
