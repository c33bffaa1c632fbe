// Wrong programs, and all that is said of them.
import { expect } from "vitest";
import { type IssueCode, parsePricingProgram } from "../../src/index.ts";

/** Code, path below the rule, and a part of the message: what would be right. */
export type Told = readonly [code: IssueCode, path: string, message: string];

/** What is wrong, the rule, and all that is told. */
export type Case = readonly [what: string, rule: unknown, ...told: Told[]];

/** The cases with names for their parts. */
export function named(cases: readonly Case[]): { what: string; rule: unknown; told: readonly Told[] }[] {
  return cases.map(([what, rule, ...told]) => ({ what, rule, told }));
}

export const usage = { name: "Calls", type: "usage", metric: "calls" };
export const perUnit = { ...usage, model: "per_unit", unit_amount: "1" };

/** What is told where a cell or a window has no price. */
export const needsPrice =
  "must have a price: unit_amount, rate, package_size and package_amount, or tiers_mode and tiers";

/** So many tiers, each of one unit, the last of them open. */
export function tiersTo(count: number): object[] {
  return Array.from({ length: count }, (_, at) => {
    return { up_to: at === count - 1 ? null : `${at + 1}`, unit_amount: "1" };
  });
}

export function program(...rules: unknown[]): unknown {
  return { contract: "acme", version: 1, rules };
}

/** Every issue of a program with one rule, in the order in which they are told. */
export function issuesOf(rule: unknown): { code: IssueCode; path: string; message: string }[] {
  const result = parsePricingProgram(program(rule));
  if (result.ok) return [];
  return result.issues.map(({ code, path, message }) => ({
    code,
    path: path.replace(/^rules\[0\]\.?/, ""),
    message,
  }));
}

/** All of its issues, and no others. */
export function expectIssues(rule: unknown, told: readonly Told[]): void {
  const expected = told.map(([code, path, message]) => {
    return { code, path, message: expect.stringContaining(message) as unknown };
  });
  expect(issuesOf(rule)).toEqual(expected);
}
