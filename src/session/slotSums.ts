// What has been charged in each slot, in plain numbers: the sum that a draft is made from. No charge has to be kept for it.
import { formatInstant } from "../calendar/instant.ts";
import { add, type Decimal, decimalOf, formatDecimal, zero } from "../decimal/decimal.ts";
import { formatLimbs, mostLimb } from "../lane/limbs.ts";
import { formatMillionths } from "../lane/millionths.ts";
import type { Charge } from "../model/charge.ts";
import type { Slot } from "./slot.ts";

export interface SlotSums {
  /** @param event - where the rater remembers it */
  add(slot: Slot, event: number, quantity: number, high: number, low: number, instant: number): void;
  /** All charges of a slot as one, in the manner of `mergeCharges`; undefined where there are none. */
  chargeOf(slot: Slot, idAt: (event: number) => string): Charge | undefined;
}

const [quantities, highs, lows, events, firstEvent, firstInstant] = [0, 1, 2, 3, 4, 5];
const recordSize = 6;

export function createSlotSums(): SlotSums {
  let records = new Float64Array(8 * recordSize);
  /** What no longer fitted, by slot. */
  const spilled = new Map<number, Decimal>();

  function grow(needed: number): void {
    const larger = new Float64Array(Math.max(needed, 2 * records.length));
    larger.set(records);
    records = larger;
  }

  function amountOf({ index, ladder }: Slot): Decimal {
    const at = index * recordSize;
    const amount = formatLimbs(records[at + highs] as number, records[at + lows] as number, ladder.scale);
    return add(spilled.get(index) ?? zero, decimalOf(amount));
  }

  return {
    add(slot, event, quantity, high, low, instant) {
      const at = slot.index * recordSize;
      if (at + recordSize > records.length) grow(at + recordSize);
      if (records[at + events] === 0) {
        records[at + firstEvent] = event;
        records[at + firstInstant] = instant;
      }
      records[at + events] = (records[at + events] as number) + 1;
      records[at + quantities] = (records[at + quantities] as number) + quantity;
      const highSum = (records[at + highs] as number) + high;
      const lowSum = (records[at + lows] as number) + low;
      const fits = Math.abs(highSum) < mostLimb && Math.abs(lowSum) < mostLimb;
      if (!fits) spilled.set(slot.index, amountOf(slot));
      records[at + highs] = fits ? highSum : high;
      records[at + lows] = fits ? lowSum : low;
    },
    chargeOf(slot, idAt) {
      const at = slot.index * recordSize;
      if (at + recordSize > records.length || records[at + events] === 0) return undefined;
      const { contract, rule_id, version, period, group, cell } = slot.ladder;
      return {
        object: "charge",
        contract,
        event_id: idAt(records[at + firstEvent] as number),
        rule_id,
        version,
        timestamp: formatInstant(records[at + firstInstant] as number),
        period: { start: period.start, end: period.end },
        ...(group === undefined ? {} : { group: { ...group } }),
        ...(cell === undefined ? {} : { cell }),
        quantity: formatMillionths(records[at + quantities] as number),
        amount: formatDecimal(amountOf(slot)),
      };
    },
  };
}
