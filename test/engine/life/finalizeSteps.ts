// How drafts become final: one by one, in any order, or all that are due.
import fc from "fast-check";
import { expect } from "vitest";
import type { Invoice } from "../../../src/model/invoice.ts";
import { type ExpectedDraft, expectedDrafts } from "../../oracle/above/drafts.ts";
import { addDays, startOfDay } from "../../oracle/calendar.ts";
import { compare, fraction } from "../../oracle/fraction.ts";
import { contractOf, type Life, putInvoice, today } from "./life.ts";
import { expectAsExpected } from "./lifeLaws.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";

/** The oldest draft; the pick-th; or the first that is no period's own, if there is one. */
type Choice = { readonly by: "oldest" | "special" | "any"; readonly pick: number };

const choice: fc.Arbitrary<Choice> = fc.record({
  by: fc.constantFrom(
    "oldest" as const,
    "oldest" as const,
    "oldest" as const,
    "special" as const,
    "any" as const,
  ),
  pick: fc.nat({ max: 9 }),
});

function chosen(drafts: readonly ExpectedDraft[], { by, pick }: Choice): ExpectedDraft | undefined {
  const own = drafts.filter(({ kind }) => kind === "regular");
  const special = drafts.find(({ kind }) => kind !== "regular");
  if (by === "special") return special ?? own[0];
  return by === "oldest" ? (own[0] ?? special) : drafts[pick % drafts.length];
}

/** When a draft may become final at the earliest; a progressive one at any time. */
function earliest(life: Life, { kind, period }: ExpectedDraft): number {
  const { grace_days, timezone } = contractOf(life);
  if (grace_days === undefined || kind !== "regular") return Number.NEGATIVE_INFINITY;
  return startOfDay(addDays(period.end, 1 + grace_days), timezone);
}

function isOver(life: Life, draft: ExpectedDraft): boolean {
  return life.now >= Math.max(earliest(life, draft), Date.parse(draft.period.end_at));
}

const finalize = choice.map((which) =>
  step(`finalize (${which.by})`, async (life, system, tell) => {
    const drafts = expectedDrafts(life.books, life.now).filter(({ certain }) => certain);
    const draft = chosen(drafts, which);
    if (draft === undefined) return;
    const { number } = draft;
    tell(number);
    const { engine } = system;
    if (life.now < earliest(life, draft))
      return refused(system, ["grace_period"], () => engine.finalizeInvoice(number));
    const before = await engine.getInvoice(number);
    const final = await done(life, system, (one) => one.finalizeInvoice(number));
    expect(final).toEqual(asSent(life, before));
    expectAsExpected(life.books, final, draft);
    putInvoice(life, final);
  }),
);

/** A draft as it is sent: issued today, unless its period is yet to begin. */
function asSent(life: Life, draft: Invoice): Invoice {
  const at = new Date(life.now).toISOString();
  const issued_date = [draft.issued_date, today(life)].sort().at(-1) ?? draft.issued_date;
  const due_date = addDays(issued_date, contractOf(life).net_days);
  return {
    ...draft,
    issued_date,
    due_date,
    status: "sent",
    amount_paid: "0",
    history: [{ status: "sent", at }],
  };
}

const finalizeAgain = fc.nat({ max: 9 }).map((pick) =>
  step(
    "finalize again",
    async ({ books }, system, tell) => {
      const invoice = books.invoices[pick % books.invoices.length];
      if (invoice === undefined) return;
      tell(invoice.number);
      const again = await unchanged(system, () => system.engine.finalizeInvoice(invoice.number));
      expect(again).toEqual(invoice);
      expect(await system.engine.getInvoice(invoice.number)).toEqual(invoice);
    },
    ({ books }) => books.invoices.length > 0,
  ),
);

const finalizeUnknown = fc
  .constantFrom("INV-2020-001", "INV-2026-001-P9", "INV-2026-001-C7", "nothing")
  .map((number) =>
    step(`finalize ${number}`, (_life, system) =>
      refused(system, ["invoice_unknown"], () => system.engine.finalizeInvoice(number)),
    ),
  );

const runBilling = fc.boolean().map((named) =>
  step("run billing", async (life, { engine }, tell) => {
    const { finalized, overdue } = await engine.runBilling(named ? { contract: "acme" } : undefined);
    tell(
      `finalized ${finalized.map(({ number }) => number)}, overdue ${overdue.map(({ number }) => number)}`,
    );
    const starts = finalized.map(({ billing_period }) => billing_period.start);
    expect(starts).toEqual([...starts].sort());
    for (const invoice of finalized) {
      const draft = expectedDrafts(life.books, life.now).find(({ number }) => number === invoice.number);
      if (draft === undefined) throw new Error(`there was no draft ${invoice.number}`);
      expect(isOver(life, draft) || draft.kind === "progressive").toBe(true);
      expectAsExpected(life.books, invoice, draft);
      putInvoice(life, invoice);
    }
    for (const invoice of overdue) putInvoice(life, invoice);
    expectNothingLeftToDo(life, overdue);
  }),
);

function expectNothingLeftToDo(life: Life, overdue: readonly Invoice[]): void {
  const { books, now } = life;
  const due = expectedDrafts(books, now).filter((draft) => draft.kind === "regular" && isOver(life, draft));
  expect(due.map(({ number }) => number)).toEqual([]);
  const late = books.invoices.filter(
    ({ status, due_date, total, amount_paid = "0" }) =>
      ["sent", "viewed", "partial"].includes(status) &&
      due_date < today(life) &&
      compare(fraction(amount_paid), fraction(total)) < 0,
  );
  expect(late.map(({ number }) => number)).toEqual([]);
  for (const { status, due_date, history } of overdue) {
    expect(status).toBe("overdue");
    expect(due_date < today(life)).toBe(true);
    expect(history?.at(-1)).toEqual({ status: "overdue", at: new Date(now).toISOString() });
  }
}

/** Steps that make drafts final, each as often as it is to come. */
export const finalizeSteps: readonly fc.Arbitrary<Step>[] = [
  ...[finalize, finalize, finalize, finalize, finalize],
  finalizeAgain,
  finalizeUnknown,
  ...[runBilling, runBilling],
];
