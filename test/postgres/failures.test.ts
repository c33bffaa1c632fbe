// What the store tells of failures of the database and of its clients, with clients that fail as they are told to.
import { describe, expect, it } from "vitest";
import { InvariantError, StoreError } from "../../src/model/errors.ts";
import { openDatabase } from "../../src/postgres/openDatabase.ts";
import type { PostgresClient } from "../../src/postgres/postgresClient.ts";
import { isAnswered, isClash, storeErrorOf } from "../../src/postgres/storeErrorOf.ts";

/** An error as a driver throws it. */
function failure(code?: unknown): Error {
  return Object.assign(new Error("it failed"), code === undefined ? {} : { code });
}

describe("storeErrorOf", () => {
  it.each<[unknown, string, string]>([
    [undefined, "retryable", "unknown_outcome"],
    ["EPIPE", "retryable", "unknown_outcome"],
    ["ECONNRESET", "retryable", "unknown_outcome"],
    [40_001, "retryable", "unknown_outcome"],
    ["4000a", "retryable", "unknown_outcome"],
    ["40001 ", "retryable", "unknown_outcome"],
    ["08006", "retryable", "unknown_outcome"],
    ["08P01", "fatal", "unknown_outcome"],
    ["40001", "retryable", "retryable"],
    ["40P01", "retryable", "retryable"],
    ["40003", "retryable", "unknown_outcome"],
    ["23505", "fatal", "fatal"],
    ["53300", "retryable", "unknown_outcome"],
    ["57P01", "retryable", "unknown_outcome"],
    ["58030", "retryable", "unknown_outcome"],
    ["55P03", "retryable", "unknown_outcome"],
    ["25P03", "retryable", "unknown_outcome"],
    ["25P02", "fatal", "unknown_outcome"],
    ["42P01", "fatal", "unknown_outcome"],
    ["P0001", "fatal", "unknown_outcome"],
    ["XX000", "fatal", "unknown_outcome"],
    ["HV000", "fatal", "unknown_outcome"],
    ["F0000", "fatal", "unknown_outcome"],
  ])("says of %j that it is %s, and %s while it commits", (code, before, committing) => {
    const error = failure(code);
    expect([storeErrorOf(error, false).code, storeErrorOf(error, true).code]).toEqual([before, committing]);
    expect(storeErrorOf(error, false).cause).toBe(error);
  });

  it("says what was thrown, whatever it was", () => {
    expect(storeErrorOf(failure("42P01"), false).message).toBe("the database cannot do it: it failed");
    expect(storeErrorOf("a text", false).message).toMatch(/nothing was written: a text$/);
    expect(storeErrorOf(null, true).message).toMatch(/send it again: null$/);
  });
});

describe("isClash", () => {
  it("is of transactions that lost against another one, and of nothing else", () => {
    const isOf = (code?: string): boolean => isClash(storeErrorOf(failure(code), false));
    expect([isOf("40001"), isOf("40P01"), isOf("40003"), isOf("23505"), isOf()]).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect([isClash({ cause: failure("40001") }), isClash(undefined)]).toEqual([false, false]);
  });
});

describe("isAnswered", () => {
  it("is of what the server said while the connection goes on", () => {
    const codes = ["23505", "40001", "57014", "08006", "57P01", "EPIPE", undefined];
    expect(codes.map((code) => isAnswered(failure(code)))).toEqual([
      ...[true, true, true, false, false, false, false],
    ]);
    expect([null, "23505", 7].map(isAnswered)).toEqual([false, false, false]);
  });
});

describe("openDatabase", () => {
  const does = (): Promise<never> => Promise.reject(new Error("not asked for"));

  it("takes each kind of client by what only that kind has", () => {
    const on = (): undefined => undefined;
    for (const client of [
      { connect: does, query: does, on },
      { transaction: does, query: does },
      { begin: does, unsafe: does },
      Object.assign(() => 1, { begin: does, unsafe: does }),
    ])
      expect(Object.keys(openDatabase(client as PostgresClient))).toEqual(["run", "transact"]);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "postgres://host"],
    ["an empty object", {}],
    ["half of a pool", { connect: does }],
    ["half of a PGlite", { transaction: does }],
    ["half of an sql", { begin: does }],
    ["a single connection", { connect: does, query: does, connection: {} }],
  ])("refuses %s", (_, client) => {
    expect(() => openDatabase(client as PostgresClient)).toThrow(InvariantError);
  });
});

interface Told {
  readonly database: ReturnType<typeof openDatabase>;
  /** Statements, then how the connection was given back. */
  readonly log: string[];
}

/** A pool whose statements fail as they are told to, by how they begin. */
function poolThat(fails: Readonly<Record<string, Error>>): Told {
  const log: string[] = [];
  const query = (text: string, values: string[]): Promise<{ rows: object[] }> => {
    log.push([text, ...values].join(" "));
    const [error] = Object.entries(fails).flatMap(([begin, one]) => (text.startsWith(begin) ? [one] : []));
    return error === undefined ? Promise.resolve({ rows: [{ json: '"done"' }] }) : Promise.reject(error);
  };
  const release = (broken?: boolean): unknown => log.push(broken ? "closed" : "kept");
  const on = (_: string, listener: (error: unknown) => void): void => {
    // As an idle connection that is cut: whoever listens hears of it.
    listener(failure());
  };
  const client = { query, release, on };
  const connect = () =>
    fails.connect === undefined ? Promise.resolve(client) : Promise.reject(fails.connect);
  const listening = (_: string, listener: (one: typeof client) => void): void => listener(client);
  const pool = { query, connect, on: listening };
  return { database: openDatabase(pool as unknown as PostgresClient), log };
}

async function codeOf(act: Promise<unknown>): Promise<unknown> {
  return act.catch((error: unknown) => (error instanceof StoreError ? error.code : error));
}

const begun = "begin isolation level read committed read write";

describe("a transaction over node-postgres", () => {
  const insert =
    (keep = true) =>
    async (run: (text: string, values?: string[]) => Promise<unknown>) => ({
      keep,
      value: await run("insert", ["x"]),
    });

  it("commits what is to be kept, and rolls back what is not", async () => {
    const kept = poolThat({});
    expect(await kept.database.transact(insert())).toBe("done");
    expect(kept.log).toEqual([begun, "insert x", "commit", "kept"]);
    const undone = poolThat({});
    expect(await undone.database.transact(insert(false))).toBe("done");
    expect(undone.log).toEqual([begun, "insert x", "rollback", "kept"]);
  });

  it.each<[string, string, Error, string[]]>([
    ["retryable", "connect", failure(), []],
    ["retryable", "begin", failure("57P01"), [begun, "closed"]],
    ["fatal", "insert", failure("42P01"), [begun, "insert x", "rollback", "kept"]],
    ["retryable", "insert", failure("08006"), [begun, "insert x", "closed"]],
    ["retryable", "commit", failure("40001"), [begun, "insert x", "commit", "kept"]],
    ["unknown_outcome", "commit", failure(), [begun, "insert x", "commit", "closed"]],
  ])(
    "is %s where %s fails with %s, and leaves the connection as it then is",
    async (code, begin, error, log) => {
      const told = poolThat({ [begin]: error });
      expect(await codeOf(told.database.transact(insert()))).toBe(code);
      expect(told.log).toEqual(log);
    },
  );

  it("closes a connection that cannot even roll back", async () => {
    const told = poolThat({ rollback: failure() });
    expect(await told.database.transact(insert(false))).toBe("done");
    expect(told.log.at(-1)).toBe("closed");
  });

  it.each([new Error("the caller's own"), "a text"])("rejects as its work does, with %s", async (own) => {
    const told = poolThat({});
    expect(await codeOf(told.database.transact(() => Promise.reject(own)))).toBe(own);
    expect(told.log).toEqual([begun, "rollback", "kept"]);
  });

  it("has nothing to do with statements on their own", async () => {
    expect(await poolThat({}).database.run("select")).toBe("done");
    expect(await codeOf(poolThat({ select: failure("42P01") }).database.run("select"))).toBe("fatal");
  });
});

describe("a transaction over postgres.js", () => {
  /** Like that client: `begin` rejects with what its work rejects with, or, as soon as the connection is gone, by itself. */
  function sqlThat(error?: Error): ReturnType<typeof openDatabase> {
    const unsafe = (text: string) =>
      error === undefined || text === "fine" ? Promise.resolve([{ json: "1" }]) : Promise.reject(error);
    const gone = new Promise<never>((_, reject) => setTimeout(reject, 5, error));
    gone.catch(() => undefined);
    const begin = (_: string, work: (sql: object) => Promise<unknown>) =>
      error === undefined || isAnswered(error) ? work({ unsafe }) : Promise.race([work({ unsafe }), gone]);
    return openDatabase({ unsafe, begin } as unknown as PostgresClient);
  }
  const insert = async (run: (text: string, values?: string[]) => Promise<unknown>) => ({
    keep: true,
    value: await run("insert", ["x"]),
  });

  it("says what its statements come to, or why they fail", async () => {
    expect(await sqlThat().transact(insert)).toBe(1);
    expect(await sqlThat().run("select")).toBe(1);
    expect(await codeOf(sqlThat(failure("42P01")).run("select"))).toBe("fatal");
    expect(await codeOf(sqlThat(failure("42P01")).transact(insert))).toBe("fatal");
  });

  it("leaves it to the client to say that the connection has gone", async () => {
    expect(await codeOf(sqlThat(failure()).transact(insert))).toBe("retryable");
  });
});
