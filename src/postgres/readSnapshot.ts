// Reads one contract in one statement: whatever is committed meanwhile, it sees one moment.
import type { Account, Snapshot, SnapshotQuery } from "../store/billingStore.ts";
import { accountOf } from "./accountOf.ts";
import { askedText } from "./askedText.ts";
import type { Run } from "./database.ts";
import {
  type ChargeColumns,
  chargeColumns,
  chargeOf,
  type EventColumns,
  eventColumns,
  recordOf,
  type TotalColumns,
  totalColumns,
  totalOf,
} from "./rows.ts";
import type { Tables } from "./tablesOf.ts";

interface SnapshotRow {
  readonly account: Account;
  readonly events: readonly EventColumns[];
  readonly charges: readonly ChargeColumns[];
  readonly totals: readonly TotalColumns[];
}

export async function readSnapshot(
  run: Run,
  tables: Tables,
  contract: string,
  query: SnapshotQuery,
): Promise<Snapshot | null> {
  const values = [askedText(contract)];
  const event_ids = (query.event_ids ?? []).filter((id) => askedText(id) !== null);
  const text = snapshotText(
    tables,
    { ...query, event_ids },
    (value) => `$${values.push(askedText(value))}::text`,
  );
  // The statement says what it answers.
  const row = (await run(text, values)) as SnapshotRow | null;
  if (row === null) return null;
  return {
    account: row.account,
    events: row.events.map(recordOf),
    charges: row.charges.map(chargeOf),
    totals: row.totals.map(totalOf),
  };
}

function snapshotText(tables: Tables, query: SnapshotQuery, place: (value: string) => string): string {
  const { contracts, events, charges, totals } = tables;
  const { from, to, include = [], event_ids = [] } = query;
  const bounds = include.length === 0 ? {} : { ">=": from, "<=": to };
  const limits = Object.entries(bounds).flatMap(([sign, day]) =>
    day === undefined ? [] : [`period_start ${sign} ${place(day)}`],
  );
  const inPeriods = (table: string): string =>
    [`${table}.contract = k.id`, ...limits.map((limit) => `${table}.${limit}`)].join(" and ");
  const wanted = [
    ...(event_ids.length > 0
      ? [`select x from json_array_elements_text(${place(JSON.stringify(event_ids))}::json) w(x)`]
      : []),
    ...(include.includes("events") ? [`select p.event_id from ${events} p where ${inPeriods("p")}`] : []),
  ].join(" union ");
  const list = (rows: string, from: string): string =>
    `(select coalesce(json_agg(${rows}), '[]') from ${from})`;
  const none = "'[]'::json";
  const known = `${events} e where e.contract = k.id and e.event_id in (${wanted})`;
  return `select json_build_object(
    'account', ${accountOf(tables)},
    'events', ${wanted === "" ? none : list(`${eventColumns} order by e.sequence`, known)},
    'charges', ${include.includes("charges") ? list(`${chargeColumns} order by c.place`, `${charges} c where ${inPeriods("c")}`) : none},
    'totals', ${include.includes("totals") ? list(totalColumns, `${totals} t where ${inPeriods("t")}`) : none}
    )::text as json from ${contracts} k where k.id = $1::text`;
}
