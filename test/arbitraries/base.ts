// Small parts that all generators are made of.
import fc from "fast-check";
import type { CounterpartySide, Rule } from "../../src/model/pricingProgram.ts";

/** Names that break tables made of plain objects. */
export const hostileNames: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "7",
  "-0",
  "valueOf",
];

export const metrics: readonly string[] = ["calls", "__proto__", "7"];
export const counterparties: readonly string[] = ["acme", "constructor"];
export const sides: readonly CounterpartySide[] = ["maker", "taker"];

/** What surrounds the price; `id` and `name` are given by the program. */
export type Frame<R extends Rule> = R extends Rule ? Omit<R, "id" | "name"> : never;

/** The value, or, in most cases, undefined: once in `others` + 1. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>, others = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: others, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

export function often(others: number): fc.Arbitrary<boolean> {
  return maybe(fc.constant(true), others).map((value) => value ?? false);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
type RequiredKeys<T> = { [K in keyof T]: undefined extends T[K] ? never : K }[keyof T];

/** The same object without the keys whose value is undefined. */
export function strip<T extends object>(value: T): Partial<Defined<T>> & Pick<Defined<T>, RequiredKeys<T>> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // What is left has exactly the keys that hold a value, which the type says and `fromEntries` cannot.
  return Object.fromEntries(entries) as Partial<Defined<T>> & Pick<Defined<T>, RequiredKeys<T>>;
}
