// A random question to a store, by any of its methods that read.
import type { BillingStore, SnapshotQuery, UsageQuery, UsageRecord } from "../../store/billingStore.ts";
import { sortTotals } from "../storeState.ts";
import type { Picker } from "./picker.ts";
import { contracts, metrics } from "./pickText.ts";
import type { QuestionStep } from "./step.ts";

const days = [
  "2026-01-01",
  "2026-02-01",
  "2026-02-10",
  "2026-03-01",
  "2026-03-12",
  "2026-04-01",
  "2026-04-30",
];

/** A question about what the reference knows, and now and then about what nobody does. */
export async function planQuestion(picker: Picker, reference: BillingStore): Promise<QuestionStep> {
  const known = await reference.listUsage({ limit: 100_000 });
  const some = picker.some(known, 3).map(({ event }) => event.event_id);
  const ids = [...some, ...(picker.chance(0.2) ? ["nobody"] : [])];
  const kind = picker.below(10);
  if (kind < 4) return read(picker.one([...contracts, "nobody"]), planSnapshotQuery(picker, ids));
  if (kind < 5) return question("listAccounts()", (store) => store.listAccounts());
  if (kind < 7) {
    const id = picker.one(["nobody", ...ids]);
    return question(`findEvent(${JSON.stringify(id)})`, (store) => store.findEvent(id));
  }
  const query = planUsageQuery(picker, known);
  const text = JSON.stringify(query);
  if (kind < 9) return question(`listUsage(${text})`, (store) => store.listUsage(query));
  const { after: _, ...rest } = query;
  const limit = 3 + picker.below(5);
  return question(`every page of listUsage(${text})`, (store) => listPages(store, { ...rest, limit }));
}

/** Every record that the query wants, page by page, each after the last of the one before. */
export async function listPages(store: BillingStore, query: UsageQuery): Promise<UsageRecord[]> {
  const all: UsageRecord[] = [];
  for (let after = query.after, pages = 0; pages < 10_000; pages += 1) {
    const page = await store.listUsage({ ...query, ...(after === undefined ? {} : { after }) });
    const last = page.at(-1)?.event;
    if (last === undefined) return all;
    all.push(...page);
    after = { contract: last.external_contract_id, event_id: last.event_id };
  }
  throw new Error(`the pages of ${JSON.stringify(query)} do not end`);
}

function question(text: string, ask: QuestionStep["ask"]): QuestionStep {
  return { kind: "question", text, ask };
}

function read(contract: string, query: SnapshotQuery): QuestionStep {
  return question(`read(${JSON.stringify([contract, query])})`, async (store) => {
    const snapshot = await store.read(contract, query);
    return snapshot === null ? null : sortTotals(snapshot);
  });
}

function planSnapshotQuery(picker: Picker, event_ids: readonly string[]): SnapshotQuery {
  const include = picker.chance(0.6)
    ? (["totals", "charges", "events"] as const)
    : picker.some(["totals", "charges", "events"] as const, 2);
  return {
    ...(picker.chance(0.5) ? { event_ids } : {}),
    ...(picker.chance(0.4) ? { from: picker.one(days) } : {}),
    ...(picker.chance(0.4) ? { to: picker.one(days) } : {}),
    ...(picker.chance(0.9) ? { include } : {}),
  };
}

function planUsageQuery(picker: Picker, known: readonly UsageRecord[]): UsageQuery {
  const [last] = picker.chance(0.5) ? picker.some(known, 1) : [];
  const lost = { contract: "a", event_id: "nobody" };
  const after =
    last === undefined ? lost : { contract: last.event.external_contract_id, event_id: last.event.event_id };
  return {
    limit: picker.chance(0.02) ? -1 : picker.one([picker.below(9), 1000]),
    ...(picker.chance(0.4) ? { contract: picker.one(contracts) } : {}),
    ...(picker.chance(0.3) ? { metric: picker.one(metrics) } : {}),
    ...(picker.chance(0.3) ? { status: picker.one(["accepted", "rated", "voided"] as const) } : {}),
    ...(picker.chance(0.3) ? { from: picker.one(days) } : {}),
    ...(picker.chance(0.3) ? { to: picker.one(days) } : {}),
    ...(last !== undefined || picker.chance(0.02) ? { after } : {}),
  };
}
