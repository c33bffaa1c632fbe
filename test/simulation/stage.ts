// Where a history takes place: the scheduler that decides the order, the clock that counts moments, and the books of what happened.
import type fc from "fast-check";
import type { Invoice } from "../../src/model/invoice.ts";
import type { BillingStore, Snapshot } from "../../src/store/billingStore.ts";
import type { Operation } from "./history.ts";
import type { FaultKind, Plan, PlannedFault } from "./plan.ts";
import type { SimWorld } from "./simWorlds.ts";

export interface SeenDraft {
  readonly contract: string;
  readonly invoice: Invoice;
  readonly begin: number;
  readonly end: number;
}

/** What a contract was from a moment on, until the next one. */
export interface Landing {
  readonly at: number;
  readonly snapshot: Snapshot;
}

export interface Told {
  readonly contract: string;
  /** Number of an invoice, or of a version. */
  readonly name: string;
  /** The document that was answered, as text; undefined: it was refused. */
  readonly document: string | undefined;
  readonly code?: string;
  /** The document that was sent, as text, where one was. */
  readonly asked?: string;
}

export interface Stage {
  readonly plan: Plan;
  readonly world: SimWorld;
  readonly scheduler: fc.Scheduler;
  /** What the store really holds: read beside the scheduler. */
  readonly truth: BillingStore;
  /** By contract and event id. */
  readonly operations: Map<string, Operation[]>;
  /** By contract, what it was after each commit that landed. */
  readonly landings: Map<string, Landing[]>;
  /** Everything that must not be. */
  readonly violations: string[];
  readonly counts: Map<string, number>;
  readonly faults: ReadonlyMap<number, PlannedFault>;
  /** Errors that the store told an engine, and how many callers have heard of each. */
  readonly told: Map<unknown, number>;
  /** What clients were told of finalized invoices, and of published versions. */
  readonly finals: Told[];
  readonly versions: Told[];
  /** Drafts as clients saw them, each with the time in which it was read. */
  readonly drafts: SeenDraft[];
  calls: number;
  clock: number;
  /** Whether faults still happen. */
  isCalm: boolean;
}

export function openStage(plan: Plan, world: SimWorld, scheduler: fc.Scheduler, truth: BillingStore): Stage {
  return {
    ...{ plan, world, scheduler, truth },
    ...{ operations: new Map(), landings: new Map(), violations: [], counts: new Map(), told: new Map() },
    ...{ finals: [], versions: [], drafts: [] },
    faults: new Map(plan.faults.map((fault) => [fault.at, fault])),
    ...{ calls: 0, clock: 0, isCalm: true },
  };
}

/** A moment that is later than all before it. */
export function nextMoment(stage: Stage): number {
  stage.clock += 1;
  return stage.clock;
}

/** A turn: whatever else waits for one may come first. */
export async function turn({ scheduler }: Stage, label: string): Promise<void> {
  await scheduler.schedule(Promise.resolve(), label);
}

export function count({ counts }: Stage, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

export function countFault(stage: Stage, kind: FaultKind): void {
  count(stage, `fault: ${kind}`);
}

export function violate({ violations }: Stage, words: string): void {
  violations.push(words);
}

export function keepOperation(stage: Stage, contract: string, id: string, one: Operation): void {
  const { operations } = stage;
  count(stage, `told: ${one.told.as}`);
  const name = `${contract} ${id}`;
  const list = operations.get(name);
  if (list === undefined) operations.set(name, [one]);
  else list.push(one);
}

/** Writes down what a contract is, where that is something new. */
export async function noteLanding(stage: Stage, contract: string): Promise<void> {
  const snapshot = await stage.truth.read(contract, { include: ["events"] });
  const list = stage.landings.get(contract) ?? [];
  stage.landings.set(contract, list);
  if (snapshot === null || list.at(-1)?.snapshot.account.revision === snapshot.account.revision) return;
  list.push({ at: nextMoment(stage), snapshot });
}
