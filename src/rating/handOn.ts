// What a level or a latest value was at the end of one period is what the next begins with, so late events reach into the
// periods after theirs.
import { carriesInto } from "../metering/carriesInto.ts";
import { type Book, carryInto, partOf, placeOf } from "./book.ts";

/** Begins every part of a book with what came before it. */
export function takeOver(book: Book, all: readonly Book[]): void {
  if (book.meter.rule.carry_over !== true) return;
  const before = all.filter((other) => feeds(other, book));
  const keys = new Set(
    before.flatMap(({ parts }) => [...parts].flatMap(([key, { used }]) => (used ? [key] : []))),
  );
  for (const key of keys) takeOverPart(book, key, before);
}

/** Hands on what has changed in one part of a book to the books after it. */
export function handOn(book: Book, key: string, all: readonly Book[]): void {
  for (const later of all) {
    if (!feeds(book, later)) continue;
    const before = all.filter((other) => feeds(other, later));
    takeOverPart(later, key, before);
  }
}

function takeOverPart(book: Book, key: string, before: readonly Book[]): void {
  const all = book.meter.accumulate();
  for (const { parts } of before) {
    const own = parts.get(key)?.own;
    if (own !== undefined) all.merge(own.state());
  }
  const carried = all.carry?.(book.span.start);
  if (carried !== undefined) carryInto(book, partOf(book, placeOf(key)), carried);
}

function feeds(before: Book, after: Book): boolean {
  return carriesInto({ ...before, ...before.meter }, { ...after, ...after.meter });
}
