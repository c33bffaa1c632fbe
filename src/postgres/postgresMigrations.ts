// The tables, as numbered steps. A step that was published never changes; what comes later is a further step.
import { type Tables, tablesOf } from "./tablesOf.ts";

/** A numbered step from an empty schema to the present tables. */
export interface PostgresMigration {
  readonly number: number;
  readonly name: string;
  /** SQL, to be run in this order in one transaction. */
  readonly statements: readonly string[];
}

/**
 * The steps that make the tables of `createPostgresStore`, for those who run migrations with a tool of their own.
 *
 * `migratePostgres` runs those that are missing and remembers them; who runs them otherwise has to remember them too. The schema
 * (`lucius_rating` unless told) has to be there. Ids compare byte by byte (`collate "C"`), decimals are `numeric` without a
 * limit, which keeps every digit, instants are text as they were written and, beside it, whole milliseconds since 1970 (`_ms`),
 * for queries of your own. Needs PostgreSQL 14 or later and a database in UTF-8.
 *
 * @example
 * ```ts
 * import { postgresMigrations } from "lucius-rating/postgres";
 *
 * postgresMigrations().map(({ number, name }) => `${number} ${name}`); // => ["1 tables"]
 * ```
 */
export function postgresMigrations(schema?: string): readonly PostgresMigration[] {
  const tables = tablesOf(schema);
  const statements = [...accounts(tables), ...events(tables), ...rating(tables)];
  return [{ number: 1, name: "tables", statements }];
}

function accounts({ contracts, programs, invoices, grants }: Tables): string[] {
  return [
    `create table ${contracts} (
      id text collate "C" primary key,
      revision bigint not null,
      document text not null,
      corrected_periods text not null,
      created_at text collate "C" not null,
      event_count bigint not null,
      charge_count bigint not null)`,
    `create table ${programs} (
      contract text collate "C" not null references ${contracts},
      version bigint not null,
      document text not null,
      primary key (contract, version))`,
    `create table ${invoices} (
      contract text collate "C" not null references ${contracts},
      number text collate "C" not null,
      place bigint not null,
      period_start text collate "C" not null,
      closes boolean not null,
      document text not null,
      primary key (contract, number))`,
    `create unique index invoices_closing on ${invoices} (contract, period_start) where closes`,
    `create table ${grants} (
      contract text collate "C" not null references ${contracts},
      id text collate "C" not null,
      place bigint not null,
      document text not null,
      primary key (contract, id))`,
  ];
}

/** NaN is above all numbers there. */
function finite(column: string): string {
  return `check (${column} > '-Infinity' and ${column} < 'Infinity')`;
}

function events({ contracts, events: table }: Tables): string[] {
  return [
    `create table ${table} (
      contract text collate "C" not null references ${contracts},
      event_id text collate "C" not null,
      sequence bigint not null,
      metric text collate "C" not null,
      quantity numeric not null ${finite("quantity")},
      happened_at text collate "C" not null,
      happened_at_ms bigint not null,
      ingested_at text collate "C" not null,
      ingested_at_ms bigint not null,
      service_date text collate "C" not null,
      period_start text collate "C" not null,
      status text collate "C" not null check (status in ('accepted', 'rated', 'voided')),
      rest text,
      superseded text,
      primary key (contract, event_id),
      unique (contract, sequence))`,
    `create index events_by_id on ${table} (event_id)`,
    `create index events_of_period on ${table} (contract, period_start, sequence)`,
    `create index events_newest on ${table} (ingested_at desc, contract, sequence desc)`,
    `create index events_newest_of_contract on ${table} (contract, ingested_at desc, sequence desc)`,
  ];
}

function rating({ contracts, events, charges, totals }: Tables): string[] {
  return [
    `create table ${charges} (
      contract text collate "C" not null,
      place bigint not null,
      event_id text collate "C" not null,
      rule_id text collate "C" not null,
      version bigint not null,
      happened_at text collate "C" not null,
      happened_at_ms bigint not null,
      period_start text collate "C" not null,
      period_end text collate "C" not null,
      quantity numeric not null ${finite("quantity")},
      amount numeric not null ${finite("amount")},
      rest text,
      primary key (contract, place),
      foreign key (contract, event_id) references ${events})`,
    `create index charges_of_period on ${charges} (contract, period_start, place)`,
    // The name of a part has no limit, so its digest is what is unique: an index takes short keys only.
    `create table ${totals} (
      contract text collate "C" not null references ${contracts},
      period_start text collate "C" not null,
      version bigint not null,
      rule_id text collate "C" not null,
      part_key bytea not null,
      part text collate "C",
      quantity numeric not null ${finite("quantity")},
      rest text,
      primary key (contract, period_start, version, rule_id, part_key))`,
  ];
}
