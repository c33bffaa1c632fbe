// Promises do not depend on how a client, a session or a database is set up.

import { afterAll, describe, it } from "vitest";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { type ClientKind, clientKinds } from "./clients.ts";
import { openStores } from "./openStores.ts";

/** What administrators and applications set for reasons of their own. */
const settings = [
  {
    default_transaction_isolation: "serializable",
    default_transaction_read_only: "on",
    synchronous_commit: "off",
    DateStyle: "SQL, DMY",
    TimeZone: "Pacific/Apia",
    search_path: "pg_catalog",
    extra_float_digits: "-15",
    bytea_output: "escape",
    standard_conforming_strings: "off",
    jit: "off",
  },
  {
    default_transaction_isolation: "repeatable read",
    default_transaction_deferrable: "on",
    IntervalStyle: "sql_standard",
    DateStyle: "German",
    TimeZone: "Asia/Kathmandu",
    lc_numeric: "C",
    lc_monetary: "C",
    enable_indexscan: "off",
    enable_hashjoin: "off",
    plan_cache_mode: "force_generic_plan",
    array_nulls: "off",
    quote_all_identifiers: "on",
    xmlbinary: "hex",
  },
] as const;

describe.each(settings.map((set, at) => ({ set, kind: pick(clientKinds, at) })))(
  "createPostgresStore over $kind.name that reads values in odd ways, with settings as $set.DateStyle dates",
  ({ set, kind }) => {
    const stores = openStores(kind, { settings: set, hasOddTypes: true });
    afterAll(() => stores.close());

    for (const { promise, name, run } of storeConformance)
      it.concurrent(`${promise}: ${name}`, ({ onTestFinished }) => run(stores.makers(onTestFinished).create));
  },
);

/** Each kind of client has one of the two. */
function pick(kinds: readonly ClientKind[], at: number): ClientKind {
  const kind = kinds[at % kinds.length];
  if (kind === undefined) throw new Error("there are kinds of clients");
  return kind;
}
