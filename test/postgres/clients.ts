// The kinds of clients that a store can be given, each with a way to open it, and to close it.
import pg from "pg";
import postgres from "postgres";
import type { createPostgresStore } from "../../src/postgres/index.ts";

/** What a store talks to its database through. */
export type PostgresClient = Parameters<typeof createPostgresStore>[0];

export interface OpenedClient {
  readonly client: PostgresClient;
  /** Ends all of its connections; what they were doing fails. */
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Most connections at a time; 4 unless told. */
  readonly max?: number;
  /** Settings of each session. */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Sessions are ended all the time. One that is ended in the moment in which it is ready tells so before anybody who asked the pool
   * for it can listen, so the pool has to be told beforehand.
   */
  readonly isGuarded?: boolean;
  /** Values come back as other types than usual. */
  readonly hasOddTypes?: boolean;
}

export interface ClientKind {
  readonly name: string;
  open(url: string, options?: ClientOptions): OpenedClient;
}

const pgKind: ClientKind = {
  name: "a Pool of pg",
  open(url, { max = 4, settings = {}, isGuarded = false, hasOddTypes = false } = {}) {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      options: commandLineOf(settings),
      ...(hasOddTypes ? { types: oddTypes } : {}),
    });
    // A connection that nobody uses may be cut as well: the pool says so, and opens another when it needs one.
    pool.on("error", () => undefined);
    if (isGuarded) pool.on("connect", (client) => client.on("error", () => undefined));
    return { client: pool, close: () => pool.end() };
  },
};

const postgresJsKind: ClientKind = {
  name: "a sql of postgres.js",
  open(url, { max = 4, settings = {}, hasOddTypes = false } = {}) {
    const sql = postgres(url, {
      max,
      connection: { ...settings },
      backoff: false,
      // Asked by itself whenever it connects, unless told not to; cut then, it ends the process with a rejection that nobody can handle.
      fetch_types: false,
      onnotice: () => undefined,
      ...(hasOddTypes ? oddOptions : {}),
    });
    return { client: sql, close: () => sql.end({ timeout: 0 }) };
  },
};

export const clientKinds: readonly ClientKind[] = [pgKind, postgresJsKind];

/** Object ids of types that applications like to have read in their own way. */
const oids = {
  int8: 20,
  int4: 23,
  float8: 701,
  numeric: 1700,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
};
const jsonOids = [114, 3802];

/** Whole numbers as bigints, decimals through doubles, times as dates, JSON left as text. */
function oddParser(oid: number): ((text: string) => unknown) | undefined {
  if (oid === oids.int8 || oid === oids.int4) return BigInt;
  if (oid === oids.numeric || oid === oids.float8) return Number;
  if (oid === oids.date || oid === oids.timestamp || oid === oids.timestamptz)
    return (text) => new Date(text);
  return jsonOids.includes(oid) ? String : undefined;
}

const oddTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oddParser(oid) ?? pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

const oddOptions: postgres.Options<Record<string, postgres.PostgresType>> = {
  types: Object.fromEntries(
    [...Object.values(oids), ...jsonOids].map((oid) => [
      `odd${oid}`,
      { to: oid, from: [oid], serialize: String, parse: oddParser(oid) ?? String },
    ]),
  ),
  // Names of columns as JavaScript likes them.
  transform: postgres.camel,
};

function commandLineOf(settings: Readonly<Record<string, string>>): string {
  const escaped = (value: string) => value.replaceAll("\\", "\\\\").replaceAll(" ", "\\ ");
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${escaped(value)}`)
    .join(" ");
}
