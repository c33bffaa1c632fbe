// Plain events, a block at a time and step by step: each step does the same for all of them, so that they wait for memory together. What
// comes of it is the same as one by one.
import { putPlainInstant } from "../calendar/plainInstant.ts";
import { putMillionths } from "../lane/millionths.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { type Account, isBare, type MetricRoutes, metricOf } from "./account.ts";
import { type Passed, type PlainCharges, ratePlainEvent } from "./ratePlainEvent.ts";
import { seatsInMemory } from "./seats.ts";
import { openIn, type Session } from "./session.ts";
import { trackAt } from "./trackAt.ts";

/** Most events of a block. */
export const blockSize: number = seatsInMemory;

/** What has been read of each event; its id has the same seat in the memory. */
export interface Block {
  /** Undefined: the event is not plain. */
  readonly accounts: (Account | undefined)[];
  /** The events' ids and timestamps as they were read, for objects: nobody reads them twice. */
  readonly ids: string[];
  readonly timestamps: string[];
  /** The metrics' names, and what the contracts have by these names. */
  readonly names: string[];
  readonly metrics: (MetricRoutes | undefined)[];
  readonly quantities: Float64Array;
  readonly instants: Float64Array;
  /** The first track of its route; -1: it is not plain. */
  readonly tracks: Int32Array;
}

export function createBlock(): Block {
  return {
    accounts: new Array<Account | undefined>(blockSize).fill(undefined),
    ids: new Array<string>(blockSize).fill(""),
    timestamps: new Array<string>(blockSize).fill(""),
    names: new Array<string>(blockSize).fill(""),
    metrics: new Array<MetricRoutes | undefined>(blockSize).fill(undefined),
    quantities: new Float64Array(blockSize),
    instants: new Float64Array(blockSize),
    tracks: new Int32Array(blockSize),
  };
}

/** Reads what can be read without looking anything up but the contract. */
export function readInto(block: Block, at: number, { accounts, memory }: Session, event: UsageEvent): void {
  block.accounts[at] = undefined;
  try {
    if (typeof event !== "object" || event === null || !isBare(event)) return;
    const { external_contract_id, event_id, metric, timestamp, quantity } = event;
    const account = accounts.get(external_contract_id);
    if (account === undefined || typeof event_id !== "string" || typeof timestamp !== "string") return;
    block.ids[at] = event_id;
    block.timestamps[at] = timestamp;
    block.names[at] = metric;
    putMillionths(quantity, block.quantities, at);
    putPlainInstant(timestamp, block.instants, at);
    if (memory.name(account.index, event_id, at)) block.accounts[at] = account;
  } catch {
    // What a getter of the caller's has thrown; the long way says so.
    block.accounts[at] = undefined;
  }
}

/** Looks up where the first events of a block count. */
export function findTracks(block: Block, length: number, session: Session): void {
  const { quantities, instants } = block;
  session.memory.fetch(length);
  for (let at = 0; at < length; at += 1) {
    const account = block.accounts[at];
    const metric = account && metricOf(account.opened ?? openIn(session, account), block.names[at] as string);
    block.metrics[at] = metric;
  }
  for (let at = 0; at < length; at += 1) {
    const opened = block.accounts[at]?.opened;
    const metric = block.metrics[at];
    const isPlain = metric !== undefined && (quantities[at] as number) >= 0 && (instants[at] as number) >= 0;
    block.tracks[at] = isPlain && opened !== undefined ? trackAt(session, opened, metric, instants, at) : -1;
  }
}

/** Rates one event of a block, in its turn. */
export function passInBlock(block: Block, at: number, session: Session, charges: PlainCharges): Passed {
  const track = block.tracks[at] as number;
  if (track < 0) return "not plain";
  const { quantities, instants } = block;
  session.memory.choose(at);
  session.memory.saysPlainAt((block.metrics[at] as MetricRoutes).index, quantities, instants, at);
  return ratePlainEvent(session, track, quantities, instants, at, charges);
}

/** Rates one event; the block is there for it alone. */
export function passEvent(block: Block, session: Session, event: UsageEvent, charges: PlainCharges): Passed {
  readInto(block, 0, session, event);
  findTracks(block, 1, session);
  return passInBlock(block, 0, session, charges);
}
