// What test files say to `describe` and `it`, kept as a list of tests that can be run one by one in this process.

export interface CollectedTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Body = (...values: never[]) => unknown;
type Declare = (name: string, ...rest: readonly unknown[]) => void;
export type Each = Declare & { readonly each: (rows: readonly unknown[]) => Declare };

/** The part of the test runner's front door that the tests of the library use, for one test file. */
export interface TestKit {
  readonly describe: Each;
  readonly it: Each;
  readonly test: Each;
  readonly beforeAll: (hook: () => unknown) => void;
  readonly vi: { readonly setConfig: () => void };
}

export interface Collection {
  readonly kit: TestKit;
  readonly tests: readonly CollectedTest[];
}

/** Titles may repeat, in tables above all: a test is told by its title and its place in the file. */
export function collectTests(): Collection {
  const tests: CollectedTest[] = [];
  const titles: string[] = [];
  let prepared: Promise<void> | undefined;
  const hooks: (() => unknown)[] = [];

  async function prepare(): Promise<void> {
    for (const hook of hooks) await hook();
  }

  function addTest(name: string, body: () => unknown): void {
    const run = async (): Promise<void> => {
      prepared ??= prepare();
      await prepared;
      await body();
    };
    tests.push({ name: `${[...titles, name].join(" > ")} #${tests.length}`, run });
  }

  function addGroup(name: string, body: () => unknown): void {
    titles.push(name);
    body();
    titles.pop();
  }

  const it = withEach(addTest);
  const beforeAll = (hook: () => unknown): void => {
    hooks.push(hook);
  };
  return {
    tests,
    kit: { describe: withEach(addGroup), it, test: it, beforeAll, vi: { setConfig: () => {} } },
  };
}

function withEach(declare: (name: string, body: () => unknown) => void): Each {
  const one: Declare = (name, ...rest) => {
    const body = bodyOf(rest);
    declare(name, () => body());
  };
  const each = (rows: readonly unknown[]): Declare => {
    return (name, ...rest) => {
      const body = bodyOf(rest) as (...values: readonly unknown[]) => unknown;
      for (const row of rows) declare(name, () => (Array.isArray(row) ? body(...row) : body(row)));
    };
  };
  return Object.assign(one, { each });
}

/** A title is followed by the body, with a time limit after it or options before it. */
function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((value) => typeof value === "function");
  if (body === undefined) throw new Error("a test without a body");
  return body as Body;
}
