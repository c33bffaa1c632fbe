// The contract's end moves, also into and out of periods that are final.
import fc from "fast-check";
import { expect } from "vitest";
import type { Contract } from "../../../src/model/contract.ts";
import { ratingOf } from "../../oracle/above/statement.ts";
import { addDays, startOfDay } from "../../oracle/calendar.ts";
import { isInContract, periodAt } from "../../oracle/periods.ts";
import { contractOf, type Life, periodBack, putContract } from "./life.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";

type End = "never" | "with a period" | "inside a period";

/** A step that moves the contract's end. */
export const moveEnd: fc.Arbitrary<Step> = fc
  .record({
    end: fc.constantFrom<End>("never", "with a period", "with a period", "inside a period"),
    back: fc.nat({ max: 3 }),
    days: fc.constantFrom(1, 3, 15),
  })
  .map(({ end, back, days }) =>
    step(`move the end (${end})`, async (life, system, tell) => {
      const before = contractOf(life);
      const contract = { ...before, end_date: dateOf(life, end, back, days) };
      tell(String(contract.end_date));
      if (isLost(life, contract)) return;
      const act = (engine = system.engine) => engine.putContract(contract);
      const codes = refusals(life, contract);
      if (contract.end_date === before.end_date) expect(await unchanged(system, act)).toEqual(contract);
      else if (codes.length > 0) await refused(system, codes, act);
      else {
        expect(await done(life, system, act)).toEqual(contract);
        putContract(life, contract);
      }
    }),
  );

function dateOf(life: Life, end: End, back: number, days: number): string | null {
  if (end === "never") return null;
  const period = periodBack(life, back);
  if (end === "with a period") return addDays(period.end, 1);
  return [addDays(period.start, days), addDays(period.end, 1)].sort()[0] ?? null;
}

/** Whether a period that has been billed in part only would be no more. */
function isLost({ books }: Life, contract: Contract): boolean {
  return books.invoices.some(
    ({ type, billing_period }) => type === "progressive" && isOutside(contract, billing_period.start),
  );
}

function isOutside(contract: Contract, day: string): boolean {
  return contract.end_date !== null && day >= contract.end_date;
}

function refusals({ books }: Life, contract: Contract): string[] {
  const closing = books.invoices.filter(({ type }) => type === undefined);
  const isMoved = ({ start, end }: { start: string; end: string }) =>
    isOutside(contract, start) || periodAt(contract, startOfDay(start, contract.timezone)).end !== end;
  const codes: string[] = [];
  const moved = closing.filter(({ billing_period }) => isMoved(billing_period));
  const refuses = contract.corrections === "refuse";
  if (moved.some(({ billing_period }) => refuses || isOutside(contract, billing_period.start)))
    codes.push("period_closed");
  const rated = new Set(ratingOf(books.world).entries.map(({ event_id }) => event_id));
  const out = books.world.events.filter(({ timestamp }) => !isInContract(contract, Date.parse(timestamp)));
  if (out.some(({ event_id }) => rated.has(event_id))) codes.push("contract_conflict");
  return codes;
}
