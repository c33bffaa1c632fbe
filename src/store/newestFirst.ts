// Walks the events of many ledgers, newest first, without sorting them: each ledger has its own in order, and a heap of
// one cursor per ledger merges them. A page costs what it walks over, not what the store holds.

import { compareText } from "../model/compareText.ts";
import { partitionPoint } from "../model/partitionPoint.ts";
import type { UsageRecord } from "./billingStore.ts";
import type { EventSlot, Ledger } from "./ledger.ts";

/** Below zero when `a` is listed before `b`: `ingested_at` descending, contract ascending, sequence descending. */
function compareListed(a: UsageRecord, b: UsageRecord): number {
  return (
    compareText(b.ingested_at, a.ingested_at) ||
    compareText(a.event.external_contract_id, b.event.external_contract_id) ||
    b.sequence - a.sequence
  );
}

/** The records of these ledgers in the order of lists; with `after`, only those behind it. */
export function* newestFirst(
  ledgers: Iterable<Ledger>,
  after?: UsageRecord,
): Generator<UsageRecord, void, undefined> {
  const heap: Cursor[] = [];
  for (const { arrivals } of ledgers) {
    const cursor = startCursor(arrivals, after);
    if (cursor !== null) heap.push(cursor);
  }
  for (let place = heap.length - 1; place >= 0; place -= 1) sink(heap, place);
  for (let top = heap[0]; top !== undefined; top = heap[0]) {
    yield top.record;
    // An exhausted cursor gives its place to the last one; the very last one leaves nothing to sink.
    const next = stepBack(top.arrivals, top.index) ?? heap.pop();
    if (heap.length === 0) return;
    heap[0] = next as Cursor;
    sink(heap, 0);
  }
}

interface Cursor {
  readonly arrivals: readonly EventSlot[];
  readonly index: number;
  readonly record: UsageRecord;
}

function startCursor(arrivals: readonly EventSlot[], after: UsageRecord | undefined): Cursor | null {
  if (after === undefined) return stepBack(arrivals, arrivals.length);
  const end = partitionPoint(arrivals.length, (index) => {
    const { record } = arrivals[index] as EventSlot;
    return compareListed(after, record) < 0;
  });
  return stepBack(arrivals, end);
}

function stepBack(arrivals: readonly EventSlot[], from: number): Cursor | null {
  const slot = arrivals[from - 1];
  return slot === undefined ? null : { arrivals, index: from - 1, record: slot.record };
}

/** Lets the cursor at `place` sink until both of its children are listed after it. */
function sink(heap: Cursor[], place: number): void {
  for (let at = place; ; ) {
    let first = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (isListedBefore(heap[child], heap[first] as Cursor)) first = child;
    if (first === at) return;
    const [upper, lower] = [heap[first] as Cursor, heap[at] as Cursor];
    heap[at] = upper;
    heap[first] = lower;
    at = first;
  }
}

function isListedBefore(a: Cursor | undefined, b: Cursor): boolean {
  return a !== undefined && compareListed(a.record, b.record) < 0;
}
