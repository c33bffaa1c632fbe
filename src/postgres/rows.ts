// How documents lie in the tables and come back: what a query looks for in columns, the rest as JSON text. Each reader stands
// beside the SQL that makes what it reads.
import { instantIn } from "../calendar/instant.ts";
import type { Charge, LadderTotal } from "../model/charge.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import type { UsageRecord } from "../store/billingStore.ts";

/** A row on its way into a table: columns by name. */
export type Row = Readonly<Record<string, unknown>>;

type Rest = Readonly<Record<string, unknown>> | null;

/** An event of the table `events e`. */
export const eventColumns = `json_build_array(e.contract, e.event_id, e.metric, e.quantity::text, e.happened_at,
  e.status, e.ingested_at, e.service_date, e.period_start, e.sequence, e.rest::json, e.superseded::json)`;

export type EventColumns = readonly [
  contract: string,
  event_id: string,
  metric: string,
  quantity: string,
  happened_at: string,
  status: UsageRecord["status"],
  ingested_at: string,
  service_date: string,
  period_start: string,
  sequence: number,
  rest: Rest,
  superseded: readonly UsageEvent[] | null,
];

export function recordOf(columns: EventColumns): UsageRecord {
  const [external_contract_id, event_id, metric, quantity, timestamp, status, ...more] = columns;
  const [ingested_at, service_date, period_start, sequence, rest, superseded] = more;
  const event = { external_contract_id, event_id, metric, quantity, timestamp, ...rest };
  const record = { event, status, ingested_at, service_date, period_start, sequence };
  return superseded === null ? record : { ...record, superseded };
}

/** The columns of an event that another content can change. */
export function contentRow(record: Omit<UsageRecord, "sequence" | "ingested_at">): Row {
  const { external_contract_id, event_id, metric, quantity, timestamp, ...rest } = record.event;
  const { status, service_date, period_start, superseded } = record;
  return {
    contract: external_contract_id,
    event_id,
    metric,
    quantity,
    happened_at: timestamp,
    happened_at_ms: instantIn(timestamp),
    service_date,
    period_start,
    status,
    rest: textOf(rest),
    superseded: superseded === undefined ? null : JSON.stringify(superseded),
  };
}

export function eventRow(record: UsageRecord): Row {
  const { ingested_at, sequence } = record;
  return { ...contentRow(record), ingested_at, ingested_at_ms: instantIn(ingested_at), sequence };
}

/** A charge of the table `c`. */
export const chargeColumns = `json_build_array(c.contract, c.event_id, c.rule_id, c.version, c.happened_at,
  c.period_start, c.period_end, c.quantity::text, c.amount::text, c.rest::json)`;

export type ChargeColumns = readonly [
  contract: string,
  event_id: string,
  rule_id: string,
  version: number,
  happened_at: string,
  period_start: string,
  period_end: string,
  quantity: string,
  amount: string,
  rest: Rest,
];

export function chargeOf(columns: ChargeColumns): Charge {
  const [contract, event_id, rule_id, version, timestamp, start, end, quantity, amount, rest] = columns;
  const period = { start, end };
  return {
    object: "charge",
    contract,
    event_id,
    rule_id,
    version,
    timestamp,
    period,
    quantity,
    amount,
    ...rest,
  };
}

export function chargeRow(charge: Charge, place: number): Row {
  const { object, contract, event_id, rule_id, version, timestamp, period, quantity, amount, ...rest } =
    charge;
  return {
    contract,
    place,
    event_id,
    rule_id,
    version,
    happened_at: timestamp,
    happened_at_ms: instantIn(timestamp),
    period_start: period.start,
    period_end: period.end,
    quantity,
    amount,
    rest: textOf(rest),
  };
}

/** A total of the table `t`. */
export const totalColumns =
  "json_build_array(t.rule_id, t.version, t.period_start, t.part, t.quantity::text, t.rest::json)";

export type TotalColumns = readonly [
  rule_id: string,
  version: number,
  period_start: string,
  part: string | null,
  quantity: string,
  rest: Rest,
];

export function totalOf(columns: TotalColumns): LadderTotal {
  const [rule_id, version, period_start, part, quantity, rest] = columns;
  return { rule_id, version, period_start, ...(part === null ? {} : { part }), quantity, ...rest };
}

export function totalRow(contract: string, total: LadderTotal): Row {
  const { rule_id, version, period_start, part = null, quantity, ...rest } = total;
  return { contract, rule_id, version, period_start, part, quantity, rest: textOf(rest) };
}

function textOf(rest: object): string | null {
  return Object.keys(rest).length === 0 ? null : JSON.stringify(rest);
}
