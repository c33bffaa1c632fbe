// What a plain line of NDJSON says, in numbers and places: what a block of events is filled with.
import { putPlainInstantInBytes } from "../calendar/plainInstant.ts";
import { putMillionthsInBytes } from "../lane/millionths.ts";
import type { Block } from "./block.ts";
import { createByteIndex } from "./byteIndex.ts";
import { type LineLayout, layoutOf, readByLayout } from "./lineLayout.ts";
import {
  contractField,
  createPlainLine,
  idField,
  metricField,
  type PlainLine,
  quantityField,
  readPlainLine,
  timestampField,
} from "./plainLine.ts";
import type { Session } from "./session.ts";

/** Reads a plain line into a block; answers where the next one begins, or -1. */
export type FieldReader = (block: Block, at: number, bytes: Uint8Array, from: number) => number;

export function createFieldReader(session: Session): FieldReader {
  const { accounts, places, metrics, memory } = session;
  for (const { terms } of accounts) for (const name of terms.contract.metrics) metrics.numberOf(name);
  const contractIndex = createByteIndex([...places.keys()]);
  const metricIndex = createByteIndex(metrics.names);
  const readLine = createLineReader();
  const { bounds } = readLine;
  const startOf = (field: number): number => bounds[field] as number;
  const endOf = (field: number): number => bounds[field + 1] as number;
  return (block, at, bytes, from) => {
    const next = readLine.next(bytes, from);
    if (next < 0) return -1;
    const contract = contractIndex.find(bytes, startOf(contractField), endOf(contractField));
    const metric = metricIndex.find(bytes, startOf(metricField), endOf(metricField));
    if (contract < 0 || metric < 0) return -1;
    block.contracts[at] = contract;
    block.metrics[at] = metric;
    const { quantities, instants } = block;
    putMillionthsInBytes(bytes, startOf(quantityField), endOf(quantityField), quantities, at);
    putPlainInstantInBytes(bytes, startOf(timestampField), endOf(timestampField), instants, at);
    // Where every value is what it should be, the line ends where it seems to.
    if (!((quantities[at] as number) >= 0 && (instants[at] as number) >= 0)) return -1;
    return memory.nameBytes(contract, bytes, startOf(idField), endOf(idField), at) ? next : -1;
  };
}

/** Layouts that are learned: more kinds of lines than these are read afresh each time. */
const mostLayouts = 8;

/** Reads lines by the layouts of those before, the last one first. */
function createLineReader(): PlainLine & { next(bytes: Uint8Array, from: number): number } {
  const line = createPlainLine();
  const layouts: LineLayout[] = [];
  let viewed: Uint8Array | undefined;
  let view: DataView = new DataView(new ArrayBuffer(0));

  function byLayout(bytes: Uint8Array, from: number): number {
    for (let at = 0; at < layouts.length; at += 1) {
      const layout = layouts[at] as LineLayout;
      const next = readByLayout(layout, line, bytes, view, from);
      if (next < 0) continue;
      if (at > 0) layouts.unshift(...layouts.splice(at, 1));
      return next;
    }
    return -1;
  }

  return {
    bounds: line.bounds,
    next(bytes, from) {
      if (viewed !== bytes) {
        viewed = bytes;
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      }
      const alike = byLayout(bytes, from);
      if (alike >= 0) return alike;
      const next = readPlainLine(line, bytes, from);
      if (next >= 0 && layouts.length < mostLayouts) layouts.push(layoutOf(line, bytes, from, next));
      return next;
    },
  };
}
