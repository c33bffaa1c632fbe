// All books of a contract: opened as events come, taken from a state and given back as one.
import { type BillingCalendar, dayIn } from "../calendar/billingCalendar.ts";
import type { Decimal } from "../decimal/decimal.ts";
import { createLanes, type Lanes } from "../lane/lanes.ts";
import type { Measured } from "../metering/accumulator.ts";
import type { LadderTotal } from "../model/charge.ts";
import { type Book, type Counted, countIn, type Place, partOf, totalsOf } from "./book.ts";
import { createCarryChains } from "./carryChains.ts";
import type { CompiledTerms, Meter } from "./compileTerms.ts";
import { createShelf } from "./createShelf.ts";
import type { PlainLanes } from "./plainLanes.ts";
import { revive } from "./revive.ts";
import { copyTotal, sortTotals } from "./totals.ts";

export interface RunningTotals {
  /** Counts one event. */
  count(
    meter: Meter,
    periodStart: string,
    place: Place,
    measured: Measured,
    price: Decimal | undefined,
  ): Counted;
  /** Where plain events are counted in numbers, under a meter that does not carry over. */
  plainLanes(meter: Meter, place: Place): PlainLanes;
  totals(): LadderTotal[];
}

export function createTotals(
  { meters, calendar }: CompiledTerms,
  from: readonly LadderTotal[],
  lanes: Lanes = createLanes(),
): RunningTotals {
  const shelf = createShelf(lanes);
  const chains = createCarryChains();
  // Totals of ladders or periods that these terms do not have are kept as they are: forgetting them would lose usage.
  const foreign: LadderTotal[] = [];
  for (const total of from) {
    const meter = meters.get(total.rule_id)?.get(total.version);
    const { period_start } = total;
    if (meter === undefined || !isPeriod(calendar, period_start)) foreign.push(copyTotal(total));
    else revive(shelf.find(meter, period_start) ?? shelf.open(meter, period_start), total);
  }
  for (const book of shelf.all()) if (carries(book.meter)) chains.link(book);

  function openLinked(meter: Meter, periodStart: string): Book {
    const book = shelf.open(meter, periodStart);
    if (carries(meter)) chains.link(book);
    return book;
  }

  return {
    plainLanes: shelf.plainLanes,
    count(meter, periodStart, place, measured, price) {
      const book = shelf.find(meter, periodStart) ?? openLinked(meter, periodStart);
      if (!carries(meter)) return countIn(book, partOf(book, place), measured, price);
      chains.bring(book, place);
      const counted = countIn(book, partOf(book, place), measured, price);
      chains.tell(book, place, measured);
      return counted;
    },
    // In one order, whatever the order of events and batches: equal states are equal as text.
    totals: () => sortTotals([...foreign.map(copyTotal), ...shelf.all().flatMap(totalsOf)]),
  };
}

function isPeriod(calendar: BillingCalendar, start: string): boolean {
  return calendar.periodOn(dayIn(start))?.period.start === start;
}

function carries({ rule }: Meter): boolean {
  return rule.carry_over === true;
}
