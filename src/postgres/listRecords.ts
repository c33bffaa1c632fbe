// The lists of a store: accounts, the records of one event id, usage page by page.
import { InvariantError } from "../model/errors.ts";
import { assertLimit } from "../store/assertLimit.ts";
import type { Account, UsageQuery, UsageRecord } from "../store/billingStore.ts";
import { accountOf } from "./accountOf.ts";
import { askedText } from "./askedText.ts";
import type { Run } from "./database.ts";
import { type EventColumns, eventColumns, recordOf } from "./rows.ts";
import type { Tables } from "./tablesOf.ts";

export async function listAccounts(run: Run, tables: Tables): Promise<readonly Account[]> {
  const list = `coalesce(json_agg(${accountOf(tables)} order by k.created_at desc, k.id), '[]')`;
  // The statement says what it answers, here as below.
  return (await run(`select ${list}::text as json from ${tables.contracts} k`)) as readonly Account[];
}

export async function findRecords(
  run: Run,
  { events }: Tables,
  event_id: string,
): Promise<readonly UsageRecord[]> {
  const list = `coalesce(json_agg(${eventColumns} order by e.contract), '[]')`;
  const text = `select ${list}::text as json from ${events} e where e.event_id = $1::text`;
  return ((await run(text, [askedText(event_id)])) as readonly EventColumns[]).map(recordOf);
}

export async function listRecords(
  run: Run,
  tables: Tables,
  query: UsageQuery,
): Promise<readonly UsageRecord[]> {
  assertLimit(query.limit);
  const values: (string | null)[] = [];
  const text = listText(tables, query, (value) => `$${values.push(askedText(value))}::text`);
  const rows = (await run(text, values)) as readonly EventColumns[] | null;
  if (rows === null) {
    const { contract, event_id } = query.after ?? {};
    throw new InvariantError(`no event ${event_id} of ${contract} to go on after`);
  }
  return rows.map(recordOf);
}

/** Answers no row at all where the event to go on after is not there. */
function listText({ events }: Tables, query: UsageQuery, place: (value: string) => string): string {
  const { contract, metric, status, from, to, after, limit } = query;
  const filters = [
    ...(contract === undefined ? [] : [`e.contract = ${place(contract)}`]),
    ...(metric === undefined ? [] : [`e.metric = ${place(metric)}`]),
    ...(status === undefined ? [] : [`e.status = ${place(status)}`]),
    ...(from === undefined ? [] : [`e.service_date >= ${place(from)}`]),
    ...(to === undefined ? [] : [`e.service_date <= ${place(to)}`]),
    // The first line says nothing new, but it is what an index can be entered by.
    ...(after === undefined
      ? []
      : [
          `e.ingested_at <= a.ingested_at and (e.ingested_at < a.ingested_at or e.contract > a.contract
            or (e.contract = a.contract and e.sequence < a.sequence))`,
        ]),
  ];
  const page = `select * from ${events} e ${filters.length === 0 ? "" : `where ${filters.join(" and ")}`}
    order by e.ingested_at desc, e.contract, e.sequence desc limit ${place(`${limit}`)}::bigint`;
  const list = `(select coalesce(json_agg(${eventColumns} order by e.ingested_at desc, e.contract, e.sequence desc), '[]')
    from (${page}) e)::text as json`;
  if (after === undefined) return `select ${list}`;
  const known = `a.contract = ${place(after.contract)} and a.event_id = ${place(after.event_id)}`;
  return `select ${list} from ${events} a where ${known}`;
}
