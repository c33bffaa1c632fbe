// A database whose text is sorted and compared as a language has it: the store's orders are those of code units all the same.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { BillingStore } from "../../src/index.ts";
import { createPostgresStore, migratePostgres } from "../../src/postgres/index.ts";
import { storeConformance } from "../../src/testing/storeConformance.ts";
import { clientKinds, type OpenedClient } from "./clients.ts";

const database = `lucius_sorted_${randomBytes(4).toString("hex")}`;

describe.each(clientKinds.slice(0, 1))(
  "createPostgresStore over $name, where words are sorted as in Swedish",
  (kind) => {
    let opened: OpenedClient;
    let made = 0;

    beforeAll(async () => {
      await asAdministrator(`create database ${database} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'
      locale_provider icu icu_locale 'sv-u-kn-true-ks-level1'`);
      const url = new URL(inject("serverUrl"));
      url.pathname = `/${database}`;
      opened = kind.open(url.href);
    });
    afterAll(async () => {
      await opened.close();
      await asAdministrator(`drop database ${database} with (force)`);
    });

    async function create(): Promise<BillingStore> {
      made += 1;
      const schema = `case_${made}`;
      await migratePostgres(opened.client, { schema });
      return createPostgresStore(opened.client, { schema });
    }

    it("is a database that sorts in its own way", async () => {
      const url = new URL(inject("serverUrl"));
      url.pathname = `/${database}`;
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      const { rows } = await client.query("select 'a' < 'B' as mixed, 'e10' > 'e9' as counted");
      await client.end();
      expect(rows).toEqual([{ mixed: true, counted: true }]);
    });

    for (const { promise, name, run } of storeConformance)
      it.concurrent(`${promise}: ${name}`, () => run(create));
  },
);

async function asAdministrator(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("serverUrl") });
  await client.connect();
  await client.query(statement);
  await client.end();
}
