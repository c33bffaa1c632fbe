// What of each contract speaks for or against a commit: no more of it is read than the changes touch.
import { InvariantError } from "../model/errors.ts";
import type { Invoice } from "../model/invoice.ts";
import type { AccountChange } from "../store/billingStore.ts";
import type { Standing } from "../store/standing.ts";
import type { Run } from "./database.ts";
import { type EventColumns, eventColumns, recordOf } from "./rows.ts";
import type { Tables } from "./tablesOf.ts";

/** A contract as a commit finds it. */
export interface PostgresStanding extends Standing {
  /** Those that the commit names. */
  readonly invoices: readonly Invoice[];
}

interface StandingRow {
  readonly contract: string;
  readonly version: number | null;
  readonly closed: readonly string[];
  readonly invoices: readonly Invoice[];
  readonly grants: readonly string[];
  readonly events: readonly EventColumns[];
}

/** By contract. The contracts have to be locked: otherwise it is old before it is looked at. */
export async function readStanding(
  run: Run,
  tables: Tables,
  changes: readonly AccountChange[],
): Promise<(contract: string) => PostgresStanding> {
  const asked = changes.map((change) => ({
    contract: change.contract,
    invoices: numbersIn(change),
    grants: change.add_grant === undefined ? [] : [change.add_grant.id],
    events: eventsIn(change),
  }));
  // The statement says what it answers.
  const rows = (await run(standingText(tables), [JSON.stringify(asked)])) as readonly StandingRow[];
  const standings = new Map(rows.map((row) => [row.contract, standingOf(row)]));
  return (contract) => {
    const standing = standings.get(contract);
    if (standing === undefined) throw new InvariantError(`nothing was read of the contract ${contract}`);
    return standing;
  };
}

function numbersIn({ add_invoice, move_invoices = [] }: AccountChange): string[] {
  const moved = move_invoices.map(({ number }) => number);
  return [...new Set(add_invoice === undefined ? moved : [add_invoice.number, ...moved])];
}

function eventsIn(change: AccountChange): string[] {
  const records = [...(change.add_events ?? []), ...(change.put_events ?? [])];
  const named = [...(change.set_statuses ?? []), ...(change.add_charges ?? [])];
  return [...new Set([...records.map(({ event }) => event.event_id), ...named.map((one) => one.event_id)])];
}

function standingOf(row: StandingRow): PostgresStanding {
  return {
    account: {
      programs: row.version === null ? [] : [{ version: row.version }],
      invoices: row.invoices,
      grants: row.grants.map((id) => ({ id })),
    },
    invoices: row.invoices,
    closed: new Set(row.closed),
    events: new Map(row.events.map((columns) => [columns[1], { record: recordOf(columns) }])),
  };
}

function standingText({ programs, invoices, grants, events }: Tables): string {
  const list = (rows: string, from: string): string =>
    `(select coalesce(json_agg(${rows}), '[]') from ${from})`;
  const named = (ids: string): string => `json_array_elements_text(w.${ids}) n(id)`;
  return `select coalesce(json_agg(json_build_object(
    'contract', w.contract,
    'version', (select max(p.version) from ${programs} p where p.contract = w.contract),
    'closed', ${list("i.period_start", `${invoices} i where i.contract = w.contract and i.closes`)},
    'invoices', ${list("i.document::json", `${named("invoices")} join ${invoices} i on i.contract = w.contract and i.number = n.id`)},
    'grants', ${list("g.id", `${named("grants")} join ${grants} g on g.contract = w.contract and g.id = n.id`)},
    'events', ${list(`${eventColumns} order by e.sequence`, `${named("events")} join ${events} e on e.contract = w.contract and e.event_id = n.id`)}
    )), '[]')::text as json
    from json_to_recordset($1::text::json) w(contract text, invoices json, grants json, events json)`;
}
