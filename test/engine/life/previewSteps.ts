// Previews: what an invoice would be if something were otherwise. They change nothing.
import fc from "fast-check";
import { expect } from "vitest";
import type { Invoice } from "../../../src/model/invoice.ts";
import type { Period } from "../../../src/model/period.ts";
import { linesOfInvoice } from "../../oracle/above/billed.ts";
import { isClosed } from "../../oracle/above/books.ts";
import { numberOf } from "../../oracle/above/drafts.ts";
import { type Stated, statementOf } from "../../oracle/above/statement.ts";
import { inWords } from "../../oracle/above/sums.ts";
import { toText } from "../../oracle/fraction.ts";
import type { World } from "../../oracle/rate.ts";
import { type Life, newName, periodBack, verdictOn } from "./life.ts";
import { type Step, step, unchanged } from "./step.ts";
import { programOf, programPick } from "./terms.ts";
import { eventOf, eventPick } from "./usageSteps.ts";

const back = fc.constantFrom(0, 1, 1, 2, 3);

const previewAsIs = back.map((pick) =>
  step("preview", async (life, system, tell) => {
    const period = periodBack(life, pick);
    tell(period.start);
    const at = period.end;
    const { invoice, outcomes } = await unchanged(system, () =>
      system.engine.previewInvoice({ contract: "acme", at }),
    );
    const { data } = await system.engine.listInvoices({ from: period.start, to: period.start });
    const number = numberOf(life.books, period);
    expect([invoice.number, outcomes]).toEqual([number, []]);
    if (data.some((summary) => summary.number === number))
      expect(invoice).toEqual(await system.engine.getInvoice(number));
  }),
);

const previewMore = fc
  .record({
    events: fc.array(eventPick, { maxLength: 2 }),
    program: fc.option(programPick, { nil: undefined }),
    pick: back,
  })
  .map(({ events: picks, program, pick }) =>
    step("preview with more", async (life, system, tell) => {
      const period = periodBack(life, pick);
      const events = picks.map((one) => eventOf(life, newName(life, "x"), one));
      const programs = program === undefined ? undefined : [programOf(life.frame, program, 1, null)];
      tell(JSON.stringify({ at: period.start, events, programs }));
      const { world } = life.books;
      const other: Life = {
        ...life,
        books: { ...life.books, world: { ...world, programs: programs ?? world.programs } },
      };
      // Other prices are a supposition about final periods too.
      const verdicts = events.map((event) => verdictOn(other, event, programs === undefined));
      const { invoice, outcomes } = await unchanged(system, () =>
        system.engine.previewInvoice({ contract: "acme", at: period.start, events, programs }),
      );
      expect(outcomes.map(({ status, code }) => code ?? status)).toEqual(verdicts);
      const taken = events.filter((_, place) => verdicts[place] === "accepted");
      expectPreviewed(life, invoice, period, { ...other.books.world, events: [...world.events, ...taken] });
    }),
  );

/** Of a period that is open: its own lines are those of its statement in that other world. */
function expectPreviewed({ books }: Life, invoice: Invoice, period: Period, world: World): void {
  if (isClosed(books, period)) return;
  const own = linesOfInvoice(invoice).filter(({ kind }) => kind === "own");
  expect(own.map(inBrief)).toEqual(statementOf(world, period).map(inBrief));
}

function inBrief({ key, amount, discounts }: Stated): unknown {
  return { key, amount: toText(amount), discounts: inWords(discounts) };
}

/** Each as often as it is to come. */
export const previewSteps: readonly fc.Arbitrary<Step>[] = [previewAsIs, previewMore];
