// All books of a contract: opened as events come, taken from a state and given back as one.
import type { Decimal } from "../decimal/decimal.ts";
import type { Measured } from "../metering/accumulator.ts";
import type { LadderTotal } from "../model/charge.ts";
import { type Book, type Counted, countIn, type Place, partOf, revive, totalsOf } from "./book.ts";
import type { CompiledTerms, Meter } from "./compileTerms.ts";
import { handOn, takeOver } from "./handOn.ts";
import { copyTotal } from "./totals.ts";

export interface RunningTotals {
  /** Counts one event. */
  count(
    meter: Meter,
    periodStart: string,
    place: Place,
    measured: Measured,
    price: Decimal | undefined,
  ): Counted;
  totals(): LadderTotal[];
}

export function createTotals({ meters }: CompiledTerms, from: readonly LadderTotal[]): RunningTotals {
  const books = new Map<Meter, Map<string, Book>>();
  const allBooks = (): Book[] => [...books.values()].flatMap((ofMeter) => [...ofMeter.values()]);
  // Totals of ladders that these terms do not have are kept as they are: forgetting them would lose usage.
  const foreign: LadderTotal[] = [];
  for (const total of from) {
    const meter = meters.get(total.rule_id)?.get(total.version);
    if (meter === undefined) foreign.push(copyTotal(total));
    else revive(find(meter, total.period_start) ?? open(meter, total.period_start), total);
  }
  const revived = allBooks();
  for (const book of revived) takeOver(book, revived);

  function find(meter: Meter, periodStart: string): Book | undefined {
    return books.get(meter)?.get(periodStart);
  }

  function open(meter: Meter, periodStart: string): Book {
    const ofMeter = books.get(meter) ?? new Map<string, Book>();
    books.set(meter, ofMeter);
    const span = meter.spanOf(periodStart);
    const book: Book = { meter, periodStart, span, parts: new Map(), shared: new Map() };
    ofMeter.set(periodStart, book);
    return book;
  }

  function openAfterOthers(meter: Meter, periodStart: string): Book {
    const book = open(meter, periodStart);
    takeOver(book, allBooks());
    return book;
  }

  return {
    count(meter, periodStart, place, measured, price) {
      const book = find(meter, periodStart) ?? openAfterOthers(meter, periodStart);
      const counted = countIn(book, partOf(book, place), measured, price);
      if (meter.rule.carry_over === true) handOn(book, place.key, allBooks());
      return counted;
    },
    totals: () => [...foreign.map(copyTotal), ...allBooks().flatMap(totalsOf)],
  };
}
