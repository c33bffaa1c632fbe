// What a level or a latest value was at the end of one period is what the next begins with. The books of a rule that carries
// over stand in a chain, in order of time; each knows what all before it came to, so a late event is only handed on.
import type { Accumulator, Measured } from "../metering/accumulator.ts";
import { isLevel, levelOf, receives } from "../metering/carriesInto.ts";
import { type Book, carryInto, inTime, type Place, partOf, placeOf } from "./book.ts";

/** A book, and the sums of all before it, by part. */
interface Link {
  readonly book: Book;
  readonly inherited: Map<string, Accumulator>;
}

export interface CarryChains {
  /** Puts a book in its place, and begins its parts with what came before it. */
  link(book: Book): void;
  /** Hands an event of a linked book on to the books after it. */
  handOn(book: Book, place: Place, measured: Measured): void;
}

export function createCarryChains(): CarryChains {
  const chains = new Map<string, Link[]>();

  function chainOf({ meter: { rule } }: Book): Link[] {
    const key = levelOf(rule);
    const known = chains.get(key) ?? [];
    chains.set(key, known);
    return known;
  }

  return {
    link(book) {
      const chain = chainOf(book);
      const after = chain.findIndex((link) => isBefore(book, link.book));
      const at = after < 0 ? chain.length : after;
      const inherited = inherit(chain.slice(0, at), book);
      chain.splice(at, 0, { book, inherited });
      if (!receives({ rule: book.meter.rule, span: book.span })) return;
      for (const [key, sum] of inherited) begin(book, placeOf(key), sum);
    },
    handOn(book, place, measured) {
      const chain = chainOf(book);
      for (let at = chain.length - 1; at >= 0; at -= 1) {
        const link = chain[at] as Link;
        if (!isBefore(book, link.book)) return;
        if (!isLevel(book.meter.rule) && link.book.periodStart === book.periodStart) continue;
        const sum = link.inherited.get(place.key) ?? link.book.meter.accumulate();
        link.inherited.set(place.key, sum);
        sum.add(measured);
        if (receives({ rule: link.book.meter.rule, span: link.book.span })) begin(link.book, place, sum);
      }
    },
  };
}

/** The sums of all that a book is handed, from the links before it. */
function inherit(before: readonly Link[], book: Book): Map<string, Accumulator> {
  const last = before.at(-1);
  const sums = new Map<string, Accumulator>();
  if (last === undefined) return sums;
  const alike = before.filter((link) => link.book.periodStart === last.book.periodStart);
  // Latest values of one period are not handed on within it, so its books have inherited the same.
  const within = !isLevel(book.meter.rule) && last.book.periodStart === book.periodStart;
  const given = within ? [] : isLevel(book.meter.rule) ? [last] : alike;
  const merge = (key: string, other: Accumulator): void => {
    const sum = sums.get(key) ?? book.meter.accumulate();
    sums.set(key, sum);
    sum.merge(other.state());
  };
  for (const [key, sum] of last.inherited) merge(key, sum);
  for (const link of given) {
    for (const [key, { used, own }] of link.book.parts) if (used && own !== undefined) merge(key, own);
  }
  return sums;
}

function begin(book: Book, place: Place, sum: Accumulator): void {
  if (!book.meter.compiled.hasCell(place.cell)) return;
  const carried = sum.carry?.(book.span.start);
  if (carried !== undefined) carryInto(book, partOf(book, place), carried);
}

function isBefore(a: Book, b: Book): boolean {
  return inTime(a, b) < 0;
}
