// The model of a contract's life: what was accepted, what became final, and what time it is.
import { expect } from "vitest";
import type { BillingStore, Engine } from "../../../src/index.ts";
import type { Contract } from "../../../src/model/contract.ts";
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import type { PricingProgram } from "../../../src/model/pricingProgram.ts";
import type { UsageEvent } from "../../../src/model/usageEvent.ts";
import { type Books, begunPeriods, following, periodOn, reachesFinal } from "../../oracle/above/books.ts";
import { localDate } from "../../oracle/calendar.ts";
import { isInContract, periodAt } from "../../oracle/periods.ts";
import { rateByOracle, type Verdict } from "../../oracle/rate.ts";
import { type Frame, programOf } from "./terms.ts";

/** An event with all that it ever said, the last of it being what holds. */
export interface Kept {
  readonly contents: readonly [UsageEvent, ...UsageEvent[]];
  readonly voided: boolean;
}

export interface Life {
  readonly frame: Frame;
  books: Books;
  /** By id, in the order of acceptance. */
  readonly usage: Map<string, Kept>;
  /** Milliseconds since 1970. */
  now: number;
  /** How many events, payments and grants have got an id. */
  named: number;
  /** How many steps it has taken. */
  steps: number;
}

/** What is tested: an engine, which can be replaced by another one over the same store. */
export interface System {
  engine: Engine;
  readonly store: BillingStore;
  readonly clock: { now: number };
}

export function newLife(frame: Frame, program: PricingProgram, now: number): Life {
  const world = { contract: frame.contract, programs: [program], events: [] };
  return { frame, books: { world, invoices: [], grants: [] }, usage: new Map(), now, named: 0, steps: 0 };
}

export function firstProgram(frame: Frame): PricingProgram {
  return programOf(frame, frame.first, 1, null);
}

/** The contract as it is now. */
export function contractOf({ books }: Life): Contract {
  return books.world.contract;
}

export function putContract(life: Life, contract: Contract): void {
  life.books = { ...life.books, world: { ...life.books.world, contract } };
}

export function today({ books, now }: Life): string {
  return localDate(now, books.world.contract.timezone);
}

/** A name that nothing has yet. */
export function newName(life: Life, letter: string): string {
  life.named += 1;
  return `${letter}${life.named}`;
}

/** What an event says now. */
export function contentOfKept({ contents }: Kept): UsageEvent {
  return contents.at(-1) ?? contents[0];
}

/** Keeps an event, or other content or another fate of it. */
export function keep(life: Life, id: string, kept: Kept): void {
  life.usage.set(id, kept);
  const events = [...life.usage.values()].filter(({ voided }) => !voided).map(contentOfKept);
  life.books = { ...life.books, world: { ...life.books.world, events } };
}

export function addProgram(life: Life, program: PricingProgram): void {
  const { world } = life.books;
  life.books = { ...life.books, world: { ...world, programs: [...world.programs, program] } };
}

export function addGrant(life: Life, grant: CreditGrant): void {
  life.books = { ...life.books, grants: [...life.books.grants, grant] };
}

/** A further final invoice, or how one has moved on: the rest of it is, to the byte, what it was. */
export function putInvoice(life: Life, invoice: Invoice): void {
  const { invoices } = life.books;
  const place = invoices.findIndex(({ number }) => number === invoice.number);
  const before = invoices[place];
  if (before !== undefined) expect(frozenOf(invoice)).toBe(frozenOf(before));
  const next = place < 0 ? [...invoices, invoice] : invoices.with(place, invoice);
  life.books = { ...life.books, invoices: next };
}

/** What never changes about a final invoice. */
function frozenOf(invoice: Invoice): string {
  const { status: _status, paid_date: _paid, amount_paid: _amount, history: _history, ...frozen } = invoice;
  return JSON.stringify(frozen);
}

/** What the contract says to an event that it does not know yet. */
export function verdictOn({ books }: Life, event: UsageEvent, mindsFinal = true): Verdict {
  const { contract } = books.world;
  const instant = Date.parse(event.timestamp);
  const start = isInContract(contract, instant) ? periodAt(contract, instant).start : undefined;
  const minds = mindsFinal && contract.corrections === "refuse";
  const closed = minds && start !== undefined && reachesFinal(books, start) ? [start] : [];
  const [verdict] = rateByOracle({ ...books.world, events: [event], closed }).verdicts;
  return verdict ?? "event_invalid";
}

/** The period that a choice means: counted back from the one after the present; the contract has it. */
export function periodBack(life: Life, back: number): Period {
  const begun = begunPeriods(life.books, life.now);
  const latest = begun.at(-1) ?? periodOn(life.books, contractOf(life).start_date ?? today(life));
  const next = following(life.books, latest);
  const periods = [...(begun.length === 0 ? [latest] : begun), ...(next === undefined ? [] : [next])];
  return periods[Math.max(0, periods.length - 1 - back)] ?? latest;
}

/** An instant of a period: its first, its last, or one of three between. */
export function instantIn({ start_at, end_at }: Period, moment: number): string {
  const [from, to] = [Date.parse(start_at), Date.parse(end_at)];
  const between = from + Math.floor(((to - from) * moment) / 4);
  return new Date(Math.min(between, to - 1)).toISOString();
}
