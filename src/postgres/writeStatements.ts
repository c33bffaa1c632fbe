// The statements of a commit. Each takes its rows as one JSON text, so that no driver has a say in how values are sent.
import type { Tables } from "./tablesOf.ts";

type AccountStatement = "addProgram" | "moveInvoice" | "addInvoice" | "addGrant" | "putContract";
type UsageStatement =
  | "dropCharges"
  | "dropTotals"
  | "addEvent"
  | "putEvent"
  | "setStatus"
  | "addCharge"
  | "putTotal";

/** By what they write. */
export type WriteStatements = Readonly<Record<AccountStatement | UsageStatement, string>>;

export function writeStatements(tables: Tables): WriteStatements {
  return { ...accountStatements(tables), ...usageStatements(tables) };
}

const rows = (columns: string): string => `json_to_recordset($1::text::json) r(${columns})`;
const next = (table: string): string =>
  `(select coalesce(max(x.place), 0) + 1 from ${table} x where x.contract = r.contract)`;

function accountStatements(tables: Tables): Record<AccountStatement, string> {
  const { contracts, programs, invoices, grants } = tables;
  return {
    addProgram: `insert into ${programs} (contract, version, document)
      select contract, version, document from ${rows("contract text, version bigint, document text")}`,
    moveInvoice: `update ${invoices} i set document = r.document
      from ${rows("contract text, number text, document text")} where i.contract = r.contract and i.number = r.number`,
    addInvoice: `insert into ${invoices} (contract, number, place, period_start, closes, document)
      select contract, number, ${next(invoices)}, period_start, closes, document
      from ${rows("contract text, number text, period_start text, closes boolean, document text")}`,
    addGrant: `insert into ${grants} (contract, id, place, document)
      select contract, id, ${next(grants)}, document from ${rows("contract text, id text, document text")}`,
    putContract: `update ${contracts} k set revision = k.revision + 1, document = coalesce(r.document, k.document),
        corrected_periods = coalesce(r.corrected_periods, k.corrected_periods),
        event_count = r.event_count, charge_count = r.charge_count
      from ${rows("id text, document text, corrected_periods text, event_count bigint, charge_count bigint")} where k.id = r.id`,
  };
}

const content = `contract text, event_id text, metric text, quantity numeric, happened_at text, happened_at_ms bigint,
  service_date text, period_start text, status text, rest text, superseded text`;

function usageStatements(tables: Tables): Record<UsageStatement, string> {
  const { events, charges, totals } = tables;
  const drop = (
    table: string,
  ): string => `delete from ${table} d using ${rows("contract text, period_start text")}
    where d.contract = r.contract and d.period_start = r.period_start`;
  return {
    dropCharges: drop(charges),
    dropTotals: drop(totals),
    addEvent: `insert into ${events} (contract, event_id, sequence, metric, quantity, happened_at, happened_at_ms,
        ingested_at, ingested_at_ms, service_date, period_start, status, rest, superseded)
      select contract, event_id, sequence, metric, quantity, happened_at, happened_at_ms,
        ingested_at, ingested_at_ms, service_date, period_start, status, rest, superseded
      from ${rows(`${content}, sequence bigint, ingested_at text, ingested_at_ms bigint`)}`,
    putEvent: `update ${events} e set metric = r.metric, quantity = r.quantity, happened_at = r.happened_at,
        happened_at_ms = r.happened_at_ms, service_date = r.service_date, period_start = r.period_start,
        status = r.status, rest = r.rest, superseded = r.superseded
      from ${rows(content)} where e.contract = r.contract and e.event_id = r.event_id`,
    setStatus: `update ${events} e set status = r.status
      from ${rows("contract text, event_id text, status text")} where e.contract = r.contract and e.event_id = r.event_id`,
    addCharge: `insert into ${charges} (contract, place, event_id, rule_id, version, happened_at, happened_at_ms,
        period_start, period_end, quantity, amount, rest)
      select contract, place, event_id, rule_id, version, happened_at, happened_at_ms,
        period_start, period_end, quantity, amount, rest
      from ${rows(`contract text, place bigint, event_id text, rule_id text, version bigint, happened_at text,
        happened_at_ms bigint, period_start text, period_end text, quantity numeric, amount numeric, rest text`)}`,
    putTotal: `insert into ${totals} (contract, period_start, version, rule_id, part_key, part, quantity, rest)
      select contract, period_start, version, rule_id, sha256(convert_to(coalesce(part, ''), 'UTF8')), part, quantity, rest
      from ${rows(`contract text, period_start text, version bigint, rule_id text, part text, quantity numeric, rest text`)}
      on conflict (contract, period_start, version, rule_id, part_key)
      do update set part = excluded.part, quantity = excluded.quantity, rest = excluded.rest`,
  };
}
