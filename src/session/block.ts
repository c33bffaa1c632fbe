// Plain events, a block at a time and step by step: each step does the same for all of them, so that they wait for memory together. What
// comes of it is the same as one by one.
import { putPlainInstant } from "../calendar/plainInstant.ts";
import { putMillionths } from "../lane/millionths.ts";
import type { UsageEvent } from "../model/usageEvent.ts";
import { isBare } from "./account.ts";
import { type Passed, type PlainCharges, ratePlainEvent } from "./ratePlainEvent.ts";
import { seatsInMemory } from "./seats.ts";
import type { Session } from "./session.ts";
import { trackAt } from "./trackAt.ts";

/** Most events of a block. */
export const blockSize: number = seatsInMemory;

/** What has been read of each event; its id has the same seat in the memory. */
export interface Block {
  /** Places of the contracts; -1: the event is not plain. */
  readonly contracts: Int32Array;
  /** The events' ids and timestamps as they were read, for objects: nobody reads them twice. */
  readonly ids: string[];
  readonly timestamps: string[];
  /** The metrics by name and by number; -1: it is to be found out. */
  readonly names: string[];
  readonly metrics: Int32Array;
  readonly quantities: Float64Array;
  readonly instants: Float64Array;
  /** The first track of its route; -1: it is not plain. */
  readonly tracks: Int32Array;
}

export function createBlock(): Block {
  return {
    contracts: new Int32Array(blockSize),
    ids: new Array<string>(blockSize).fill(""),
    timestamps: new Array<string>(blockSize).fill(""),
    names: new Array<string>(blockSize).fill(""),
    metrics: new Int32Array(blockSize),
    quantities: new Float64Array(blockSize),
    instants: new Float64Array(blockSize),
    tracks: new Int32Array(blockSize),
  };
}

/** Reads what can be read without looking anything up but the contract. */
export function readInto(
  block: Block,
  at: number,
  { places, metrics, memory }: Session,
  event: UsageEvent,
): void {
  block.contracts[at] = -1;
  try {
    if (typeof event !== "object" || event === null || !isBare(event)) return;
    const { external_contract_id, event_id, metric, timestamp, quantity } = event;
    const contract = places.get(external_contract_id);
    if (contract === undefined || typeof event_id !== "string" || typeof timestamp !== "string") return;
    block.ids[at] = event_id;
    block.timestamps[at] = timestamp;
    block.names[at] = metric;
    block.metrics[at] = metrics.find(metric);
    putMillionths(quantity, block.quantities, at);
    putPlainInstant(timestamp, block.instants, at);
    if (memory.name(contract, event_id, at)) block.contracts[at] = contract;
  } catch {
    // What a getter of the caller's has thrown; the long way says so.
    block.contracts[at] = -1;
  }
}

/** Looks up where the first events of a block count. */
export function findTracks(block: Block, length: number, session: Session): void {
  const { contracts, metrics, tracks } = block;
  session.memory.fetch(length);
  for (let at = 0; at < length; at += 1) {
    const contract = contracts[at] as number;
    tracks[at] = contract < 0 ? -1 : session.latest.find(contract, metrics[at] as number);
  }
  for (let at = 0; at < length; at += 1) tracks[at] = trackAt(session, block, at);
}

/** Rates one event of a block, in its turn. */
export function passInBlock(block: Block, at: number, session: Session, charges: PlainCharges): Passed {
  const track = block.tracks[at] as number;
  if (track < 0) return "not plain";
  const { quantities, instants } = block;
  session.memory.choose(at);
  session.memory.saysPlainAt(block.metrics[at] as number, quantities, instants, at);
  return ratePlainEvent(session, track, quantities, instants, at, charges);
}

/** Rates one event; the block is there for it alone. */
export function passEvent(block: Block, session: Session, event: UsageEvent, charges: PlainCharges): Passed {
  readInto(block, 0, session, event);
  findTracks(block, 1, session);
  return passInBlock(block, 0, session, charges);
}
