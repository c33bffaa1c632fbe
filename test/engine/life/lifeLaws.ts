// What holds after every step of a life.
import { expect } from "vitest";
import type { Invoice } from "../../../src/model/invoice.ts";
import { aboutOf, billedOf, linesOfInvoice, merged, unbilled } from "../../oracle/above/billed.ts";
import { type Books, isClosed, nextOpen, periodOn } from "../../oracle/above/books.ts";
import { drawable, drawnFrom } from "../../oracle/above/credits.ts";
import { type ExpectedDraft, expectedDrafts, numberOf } from "../../oracle/above/drafts.ts";
import { ratingOf, type Stated, statementOf } from "../../oracle/above/statement.ts";
import { amountOf, inWords } from "../../oracle/above/sums.ts";
import { fraction, subtract, toText } from "../../oracle/fraction.ts";
import { contentOf } from "../../oracle/ladders.ts";
import { answeredInBrief, expectedInBrief, expectNothingBelowZero, expectSums } from "./inBrief.ts";
import type { Life, System } from "./life.ts";

export async function expectLaws(life: Life, system: System): Promise<void> {
  await expectFinalsKept(life, system);
  const drafts = await expectDrafts(life, system);
  await expectNothingLost(life, system, drafts);
  await expectGrants(life, system);
  await expectUsage(life, system);
}

/** Final invoices are, to the byte, what they were when they were last answered. */
async function expectFinalsKept({ books }: Life, { store }: System): Promise<void> {
  const snapshot = await store.read("acme");
  const byNumber = (invoices: readonly Invoice[]) =>
    [...invoices].sort((a, b) => (a.number < b.number ? -1 : 1)).map((invoice) => JSON.stringify(invoice));
  expect(byNumber(snapshot?.account.invoices ?? [])).toEqual(byNumber(books.invoices));
}

/** There are the drafts that the oracle says, and each of them asks for what it says. */
async function expectDrafts(life: Life, { engine }: System): Promise<Invoice[]> {
  const { data } = await engine.listInvoices({ status: "draft", limit: 100 });
  const listed = new Set(data.map(({ number }) => number));
  const expected = expectedDrafts(life.books, life.now).filter(
    ({ certain, number }) => certain || listed.has(number),
  );
  const numbers = expected.map(({ number }) => number).sort();
  expect([...listed].sort()).toEqual(numbers);
  const drafts: Invoice[] = [];
  for (const draft of expected) {
    const answered = await engine.getInvoice(draft.number);
    expectAsExpected(life.books, answered, draft);
    const { line_items: _lines, ...summary } = answered;
    expect(data.find(({ number }) => number === draft.number)).toEqual(summary);
    drafts.push(answered);
  }
  return drafts;
}

/** The answer asks for what the oracle expects. */
export function expectAsExpected(
  books: Books,
  answered: Invoice,
  { kind, period, expected }: ExpectedDraft,
): void {
  const { contract } = books.world;
  expectSums(answered);
  const { start, end } = period;
  expect([answered.type ?? "regular", answered.billing_period]).toEqual([kind, { start, end }]);
  const wanted = expected(answered);
  const [brief, wantedBrief] = [answeredInBrief(answered), expectedInBrief(wanted)];
  if (JSON.stringify(brief) !== JSON.stringify(wantedBrief)) expect(brief).toEqual(wantedBrief);
  const canFollow = kind !== "correction" && nextOpen(books, period) !== undefined;
  expectNothingBelowZero(contract, answered, wanted, canFollow);
  for (const line of answered.line_items) {
    if (line.kind !== "correction") continue;
    const about = periodOn(books, aboutOf(answered, line));
    const { invoice, billing_period } = line.refers_to ?? {};
    expect([invoice, billing_period?.start]).toEqual([numberOf(books, about), about.start]);
  }
}

/** What has been billed of a period, and what drafts bill of it, is what it comes to; carries are all on their way. */
async function expectNothingLost(life: Life, { engine }: System, drafts: readonly Invoice[]): Promise<void> {
  const { books } = life;
  const open = drafts.filter(({ type }) => type !== "progressive");
  const starts = new Set([...books.invoices, ...drafts].map(({ billing_period }) => billing_period.start));
  for (const start of starts) {
    const period = periodOn(books, start);
    const now = statementOf(books.world, period);
    const billed = billedOf(books.invoices, start);
    const place = isClosed(books, period) ? nextOpen(books, period)?.start : start;
    // A period that is yet to begin may have no draft so far.
    const isThere = place === undefined || open.some(({ billing_period }) => billing_period.start === place);
    const where =
      isThere || unbilled(now, billed).length === 0
        ? open
        : [(await engine.previewInvoice({ contract: "acme", at: place })).invoice];
    const coming = where.flatMap(linesOfInvoice).filter(({ about }) => about === start);
    expect({ start, lines: byKey([...billed, ...coming]) }).toEqual({ start, lines: byKey(now) });
  }
}

function byKey(lines: readonly Stated[]): Record<string, unknown> {
  const sums = merged(lines).map(({ key, amount, discounts }) => [
    key,
    { amount: toText(amount), discounts: inWords(discounts) },
  ]);
  const due = sums.filter(([, value]) => JSON.stringify(value) !== '{"amount":"0","discounts":{}}');
  return Object.fromEntries(due.sort());
}

/** No grant pays more than there is, or less than nothing, and the balances are what is left. */
async function expectGrants({ books }: Life, { engine }: System): Promise<void> {
  const { data } = await engine.listCredits("acme");
  const drawn = drawnFrom(books.invoices);
  expect(data.map(({ balance: _balance, draws: _draws, ...grant }) => grant)).toEqual(books.grants);
  const isWithdrawn = books.invoices.some(({ status }) => status === "cancelled");
  for (const { balance, draws, ...grant } of data) {
    const used = amountOf(drawn, grant.id);
    const left = subtract(fraction(grant.amount), used);
    expect(balance).toBe(toText(drawable(grant, left)));
    if (!isWithdrawn) expect(balance).toBe(toText(left));
    expect(toText(draws.reduce((rest, draw) => subtract(rest, fraction(draw.amount)), used))).toBe("0");
  }
}

/** Every accepted event is there once, with the status that the oracle says. */
async function expectUsage({ books, usage }: Life, { store }: System): Promise<void> {
  const rated = new Set(ratingOf(books.world).entries.map(({ event_id }) => event_id));
  const expected = [...usage].map(([id, { voided, contents }]) => ({
    id,
    status: voided ? "voided" : rated.has(id) ? "rated" : "accepted",
    said: [...new Set(contents.slice(0, -1).map(contentOf)), contentOf(contents.at(-1))],
  }));
  const records = await store.listUsage({ contract: "acme", limit: 10_000 });
  const found = [...records]
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ event, status, superseded = [] }) => ({
      id: event.event_id,
      status,
      said: [...superseded, event].map(contentOf),
    }));
  expect(found).toEqual(expected);
}
