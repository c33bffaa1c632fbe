// The part of a random change that is about usage: events that come, change and are taken back, and what rating leaves of them.
import type { Charge, LadderTotal } from "../../model/charge.ts";
import type { UsageEvent } from "../../model/usageEvent.ts";
import type { AccountChange, UsageRecord } from "../../store/billingStore.ts";
import type { NewRecord, SampleMonth } from "../sample.ts";
import { sample } from "../sample.ts";
import type { Picker } from "./picker.ts";
import { metrics, pickClock, pickDecimal, pickFields, pickId, rules } from "./pickText.ts";

/** The billing periods of all histories: few, so that they are closed while usage still comes. */
export const months: readonly SampleMonth[] = ["2026-01", "2026-02", "2026-03", "2026-04"];

const statuses: readonly UsageRecord["status"][] = ["accepted", "rated", "voided"];

/** Parts about usage, for a contract that has these events. */
export function planEvents(
  picker: Picker,
  contract: string,
  events: readonly UsageRecord[],
): Partial<AccountChange> {
  const taken = new Set(events.map(({ event }) => event.event_id));
  const added = picker.chance(0.8) ? planRecords(picker, contract, taken) : [];
  const ids = new Set(added.map(({ event }) => event.event_id));
  // One that is there and added again is left alone otherwise: twice in one commit is no change that a store could do.
  const there = events.filter(({ event }) => !ids.has(event.event_id));
  const put = picker.chance(0.4) ? picker.some(there, 2) : [];
  const left = there.filter((record) => !put.includes(record));
  const others = [...left, ...added].map(({ event }) => event);
  const set = picker.chance(0.3) ? picker.some(others, 3) : [];
  const charged = picker.some([...others, ...put.map(({ event }) => event)], 4);
  const totals = picker.chance(0.6) ? Array.from({ length: 3 }, () => planTotal(picker)) : [];
  return {
    ...(added.length > 0 ? { add_events: added } : {}),
    ...(put.length > 0 ? { put_events: put.map((record) => planContent(picker, record)) } : {}),
    ...(set.length > 0
      ? { set_statuses: set.map(({ event_id }) => ({ event_id, status: picker.one(statuses) })) }
      : {}),
    ...(charged.length > 0 ? { add_charges: charged.map((event) => planCharge(picker, event)) } : {}),
    ...(totals.length > 0 ? { put_totals: eachOnce(totals) } : {}),
  };
}

/** New events, and now and then one whose id is there. */
function planRecords(picker: Picker, contract: string, taken: ReadonlySet<string>): NewRecord[] {
  const records = new Map<string, NewRecord>();
  for (let count = picker.below(4); count > 0; count -= 1) {
    const id = pickId(picker, picker.below(20 + 2 * taken.size));
    if (!taken.has(id) || picker.chance(0.2)) records.set(id, planRecord(picker, contract, id));
  }
  return [...records.values()];
}

function planRecord(picker: Picker, contract: string, id: string): NewRecord {
  const month = picker.one(months);
  const ingested_at = `2026-03-15T12:00:${10 + picker.below(6)}.000Z`;
  const event = planEvent(picker, contract, id, month);
  return sample.record(contract, id, {
    event,
    ingested_at,
    status: picker.one(statuses),
    ...dayIn(picker, month),
    ...(picker.chance(0.1) ? { superseded: [planEvent(picker, contract, id, month)] } : {}),
  });
}

function planContent(
  picker: Picker,
  { event: before, superseded = [] }: UsageRecord,
): NonNullable<AccountChange["put_events"]>[number] {
  const { external_contract_id: contract, event_id } = before;
  const month = picker.one(months);
  const event = planEvent(picker, contract, event_id, month);
  const content = { event, status: picker.one(statuses), ...dayIn(picker, month) };
  return picker.chance(0.8) ? { ...content, superseded: [...superseded, before] } : content;
}

function planEvent(picker: Picker, contract: string, id: string, month: SampleMonth): UsageEvent {
  return sample.event(contract, id, {
    metric: picker.one(metrics),
    quantity: pickDecimal(picker),
    timestamp: `${month}-15T${pickClock(picker)}`,
    ...pickFields(picker),
  });
}

function dayIn(
  picker: Picker,
  month: SampleMonth,
): { readonly service_date: string; readonly period_start: string } {
  return { service_date: `${month}-${10 + picker.below(5)}`, period_start: `${month}-01` };
}

function planCharge(picker: Picker, { external_contract_id, event_id }: UsageEvent): Charge {
  const amount = pickDecimal(picker);
  return sample.charge(external_contract_id, event_id, {
    rule_id: picker.one(rules),
    period: sample.period(picker.one(months)),
    quantity: pickDecimal(picker),
    amount,
    ...(picker.chance(0.2) ? { group: { region: "EU ", tier: null }, cell: "default" } : {}),
    ...(picker.chance(0.2) ? { measure: { value: amount }, steps: [{ kind: "unit", amount }] } : {}),
  });
}

function planTotal(picker: Picker): LadderTotal {
  const amount = pickDecimal(picker);
  const part = picker.one(['[{"g":"eu"},null]', '[{"g":"EU"},null]', '[{"g":"e\u0301"},null]']);
  return sample.total(pickDecimal(picker), {
    rule_id: picker.one(rules),
    version: picker.one([1, 2, 11]),
    period_start: `${picker.one(months)}-01`,
    ...(picker.chance(0.4) ? { part } : {}),
    ...(picker.chance(0.2) ? { measure: { values: [[amount, 1]] } } : {}),
    ...(picker.chance(0.2)
      ? { per_event: { amount, free_events: picker.below(9), free_amount: "0.50", free_over: false } }
      : {}),
  });
}

function eachOnce(totals: readonly LadderTotal[]): LadderTotal[] {
  const keyOf = (total: LadderTotal): string =>
    JSON.stringify([total.rule_id, total.version, total.period_start, total.part]);
  return [...new Map(totals.map((total) => [keyOf(total), total])).values()];
}
