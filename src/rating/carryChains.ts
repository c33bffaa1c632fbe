// What a level or a latest value was at the end of one period is what the next begins with. The books of a rule that carries
// over stand in a chain, in order of time; what comes before a book is added up when an event comes to it, so late events cost
// no more than others, however many books there are after them.
import type { Accumulator, Measured } from "../metering/accumulator.ts";
import { isLevel, levelOf, receives } from "../metering/carriesInto.ts";
import { partitionPoint } from "../model/partitionPoint.ts";
import { type Book, carryInto, inTime, type Place, partOf, placeOf } from "./book.ts";

export interface CarryChains {
  /** Puts a book in its place. */
  link(book: Book): void;
  /** Begins the part of a linked book in which an event is to be counted with what came before it. */
  bring(book: Book, place: Place): void;
  /** Tells of an event that a linked book has counted. */
  tell(book: Book, place: Place, measured: Measured): void;
}

/** Books that follow each other, and the sums of what they have counted, by part. */
interface Block {
  readonly links: Link[];
  readonly sums: Map<string, Accumulator>;
}

interface Chain {
  readonly blocks: Block[];
  /** Counts the events that came to another book than the last. */
  late: number;
}

interface Link {
  readonly book: Book;
  readonly chain: Chain;
  block: Block;
  /** How many late events each part knows of. */
  readonly brought: Map<string, number>;
}

const mostLinks = 128;

export function createCarryChains(): CarryChains {
  const chains = new Map<string, Chain>();
  const links = new Map<Book, Link>();
  const linkOf = (book: Book): Link => links.get(book) as Link;

  return {
    link(book) {
      const level = levelOf(book.meter.rule);
      const chain = chains.get(level) ?? { blocks: [openBlock([])], late: 0 };
      chains.set(level, chain);
      links.set(book, insert(chain, book));
    },
    bring(book, place) {
      if (!receives({ rule: book.meter.rule, span: book.span })) return;
      const link = linkOf(book);
      // A price that groups share is that of all their parts.
      const isShared = book.meter.rule.group_ladder === "shared";
      const keys = isShared ? keysOf(link.chain) : [place.key];
      for (const key of keys) bringPart(link, key === place.key ? place : placeOf(key));
    },
    tell(book, { key }, measured) {
      const { chain, block } = linkOf(book);
      sumIn(block, key, book).add(measured);
      if (chain.blocks.at(-1)?.links.at(-1)?.book !== book) chain.late += 1;
    },
  };
}

function insert(chain: Chain, book: Book): Link {
  const { blocks } = chain;
  const isBeforeBlock = (at: number): boolean => isBefore((blocks[at] as Block).links.at(-1)?.book, book);
  const place = Math.min(partitionPoint(blocks.length, isBeforeBlock), blocks.length - 1);
  const block = blocks[place] as Block;
  const at = partitionPoint(block.links.length, (index) => isBefore(block.links[index]?.book, book));
  const link: Link = { book, chain, block, brought: new Map() };
  block.links.splice(at, 0, link);
  // What a book has counted before it was linked: a state that is gone on from.
  addOwn(block, book);
  if (block.links.length > mostLinks) {
    const half = block.links.length / 2;
    blocks.splice(place, 1, openBlock(block.links.slice(0, half)), openBlock(block.links.slice(half)));
  }
  return link;
}

function openBlock(links: Link[]): Block {
  const block: Block = { links, sums: new Map() };
  for (const link of links) {
    link.block = block;
    addOwn(block, link.book);
  }
  return block;
}

function addOwn(block: Block, book: Book): void {
  for (const [key, { used, own }] of book.parts)
    if (used && own !== undefined) sumIn(block, key, book).merge(own.state());
}

function sumIn({ sums }: Block, key: string, { meter }: Book): Accumulator {
  const sum = sums.get(key) ?? meter.accumulate();
  sums.set(key, sum);
  return sum;
}

function bringPart({ book, chain, brought }: Link, place: Place): void {
  if (brought.get(place.key) === chain.late || !book.meter.compiled.hasCell(place.cell)) return;
  brought.set(place.key, chain.late);
  const carried = sumBefore(chain, book, place.key)?.carry?.(book.span.start);
  if (carried !== undefined) carryInto(book, partOf(book, place), carried);
}

/** The sum of all that is carried into a part of a book; undefined where there is nothing. */
function sumBefore({ blocks }: Chain, book: Book, key: string): Accumulator | undefined {
  let sum: Accumulator | undefined;
  const take = (other: Accumulator): void => {
    sum ??= book.meter.accumulate();
    sum.merge(other.state());
  };
  for (const { links, sums } of blocks) {
    const last = links.at(-1)?.book;
    const whole = sums.get(key);
    if (last !== undefined && isGiven(last, book)) {
      if (whole !== undefined) take(whole);
      continue;
    }
    for (const { book: other } of whole === undefined ? [] : links) {
      if (!isGiven(other, book)) break;
      const part = other.parts.get(key);
      if (part?.used === true && part.own !== undefined) take(part.own);
    }
    break;
  }
  return sum;
}

/** Latest values of one period are not handed on within it. */
function isGiven(other: Book, book: Book): boolean {
  return isLevel(book.meter.rule) ? isBefore(other, book) : other.periodStart < book.periodStart;
}

function isBefore(a: Book | undefined, b: Book): boolean {
  return a !== undefined && inTime(a, b) < 0;
}

function keysOf({ blocks }: Chain): Set<string> {
  return new Set(blocks.flatMap(({ sums }) => [...sums.keys()]));
}
