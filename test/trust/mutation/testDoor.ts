// Stands where the tests import the test runner from, in the bundle that the mutants run in: it asks for the kit of the
// file that is being loaded.
import type { TestKit } from "./collectTests.ts";

interface Loading {
  readonly kit: TestKit;
  readonly expect: unknown;
}

function loading(): Loading {
  return (globalThis as unknown as { readonly mutationTests: Loading }).mutationTests;
}

export const describe: TestKit["describe"] = Object.assign(
  (...values: Parameters<TestKit["describe"]>) => loading().kit.describe(...values),
  { each: (rows: readonly unknown[]) => loading().kit.describe.each(rows) },
);

export const it: TestKit["it"] = Object.assign(
  (...values: Parameters<TestKit["it"]>) => loading().kit.it(...values),
  { each: (rows: readonly unknown[]) => loading().kit.it.each(rows) },
);

export const test: TestKit["it"] = it;
export const beforeAll: TestKit["beforeAll"] = (hook) => loading().kit.beforeAll(hook);
export const vi: TestKit["vi"] = { setConfig: () => {} };
export const expect: unknown = loading().expect;
