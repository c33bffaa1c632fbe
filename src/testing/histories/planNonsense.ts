// A commit that no store could do, together with a change that it could: all of it has to be rejected.
import type { AccountChange, BillingStore, Snapshot } from "../../store/billingStore.ts";
import { sample } from "../sample.ts";
import type { Picker } from "./picker.ts";
import type { QuestionStep } from "./step.ts";

/** A commit with one thing wrong, so that it is said what a store has to say of it. */
export async function planNonsense(picker: Picker, reference: BillingStore): Promise<QuestionStep> {
  const [good, bad] = picker.chance(0.5) ? ["a", "A"] : ["A", "a"];
  const snapshot = await reference.read(bad, { include: ["events"] });
  const parts = picker.one([...aboutNothing(bad), ...(snapshot === null ? [] : aboutWhatIsThere(snapshot))]);
  const wrong = { ...changeOf(bad, snapshot), ...parts };
  const right = changeOf(good, await reference.read(good));
  const changes = picker.chance(0.5) ? [right, wrong] : [wrong, right];
  const text = `commit(${JSON.stringify(changes)})`;
  return { kind: "question", text, ask: (store) => store.commit(changes) };
}

function changeOf(contract: string, snapshot: Snapshot | null): AccountChange {
  return snapshot === null ? sample.opening(contract) : { contract, revision: snapshot.account.revision };
}

/** In a month that is never closed, so that nothing else speaks against it. */
const may = { service_date: "2026-05-15", period_start: "2026-05-01" };

function aboutNothing(contract: string): Partial<AccountChange>[] {
  const total = sample.total("1", may);
  const event_id = "never-there";
  const period = { start: "2026-05-01", end: "2026-05-31" };
  const added = sample.record(contract, event_id, may);
  return [
    { revision: 0.5 },
    { revision: -1 },
    { put_totals: [total, total] },
    { add_grant: sample.grant("somebody", "g1") },
    { add_charges: [sample.charge(contract, event_id, { period })] },
    { set_statuses: [{ event_id, status: "voided" }] },
    { put_events: [sample.content(contract, event_id, may)] },
    { add_events: [added, added] },
    { add_events: [added], put_events: [sample.content(contract, event_id, may)] },
    { move_invoices: [sample.invoiceState("2026-01", { number: "INV-NONE" })] },
    { put_corrected_periods: ["2026-05-01"] },
    { put_contract: sample.contract("somebody") },
  ];
}

/** Each leaves the periods alone, or names them, for the same reason. */
function aboutWhatIsThere({ account, events }: Snapshot): Partial<AccountChange>[] {
  const { contract, created_at, invoices } = account;
  const own = invoices.filter(({ type }) => type === undefined);
  const closed = own.map((invoice) => invoice.billing_period.start);
  const [invoice, record] = [invoices[0], events.find(({ period_start }) => !closed.includes(period_start))];
  const wrong: Partial<AccountChange>[] = [{ created_at }];
  if (invoice !== undefined) {
    const state = sample.invoiceState("2026-01", { number: invoice.number });
    wrong.push({ move_invoices: [state, state] });
  }
  if (closed.length > 0) wrong.push({ put_corrected_periods: [...closed, ...closed.slice(0, 1)] });
  if (closed.length > 1) wrong.push({ put_corrected_periods: [...closed].reverse() });
  if (record === undefined) return wrong;
  const { event_id } = record.event;
  const content = sample.content(contract.id, event_id, may);
  wrong.push({ put_events: [content, content] });
  wrong.push({ put_events: [content], set_statuses: [{ event_id, status: "rated" }] });
  return wrong;
}
