// What is agreed, and what time it is: price lists, credit, the clock, previews, and an engine that begins anew.
import fc from "fast-check";
import { expect } from "vitest";
import { createEngine } from "../../../src/index.ts";
import type { CreditGrant } from "../../../src/model/creditGrant.ts";
import type { PricingProgram } from "../../../src/model/pricingProgram.ts";
import { maybe } from "../../arbitraries/base.ts";
import { ratingOf } from "../../oracle/above/statement.ts";
import { addDays, startOfDay } from "../../oracle/calendar.ts";
import { rateByOracle, type World } from "../../oracle/rate.ts";
import { moveEnd } from "./endStep.ts";
import {
  addGrant,
  addProgram,
  contractOf,
  type Life,
  newName,
  periodBack,
  type System,
  today,
} from "./life.ts";
import { done, refused, type Step, step, unchanged } from "./step.ts";
import { lengthOf, programOf, programPick } from "./terms.ts";

type From = "today" | "later" | "period" | "inside" | "always";

const publish = fc
  .record({
    content: programPick,
    from: fc.constantFrom<From>("today", "later", "period", "period", "inside", "inside", "always"),
    back: fc.constantFrom(1, 2, 3),
    days: fc.nat({ max: 20 }),
  })
  .map(({ content, from, back, days }) =>
    step(`publish (${from})`, async (life, system, tell) => {
      const { programs } = life.books.world;
      const version = (programs.at(-1)?.version ?? 0) + 1;
      const program = programOf(life.frame, content, version, dateOf(life, from, back, days));
      tell(JSON.stringify(program));
      await expectPublished(life, system, program);
    }),
  );

function dateOf(life: Life, from: From, back: number, days: number): string | null {
  if (from === "always") return null;
  if (from === "today") return today(life);
  if (from === "later") return addDays(today(life), days);
  const { start, end } = periodBack(life, back);
  return from === "period" ? start : ([addDays(start, days), end].sort()[0] ?? start);
}

async function expectPublished(life: Life, system: System, program: PricingProgram): Promise<void> {
  const act = (engine = system.engine) => engine.publishPricing(program);
  const { world, invoices } = life.books;
  const from = program.effective_date ?? "";
  const codes: string[] = [];
  if (from < (world.programs.at(-1)?.effective_date ?? "")) codes.push("version_not_ascending");
  const late = invoices.filter(
    ({ type, billing_period }) => type === undefined && billing_period.end >= from,
  );
  const refuses = contractOf(life).corrections === "refuse";
  if (late.length > 0 && (refuses || program.effective_date === null)) codes.push("period_closed");
  codes.push(...misfits(world, program));
  if (codes.length > 0) return refused(system, codes, act);
  expect(await done(life, system, act)).toEqual(program);
  addProgram(life, program);
}

/** What is told of usage that has been charged, and that the new version would refuse. */
function misfits(world: World, program: PricingProgram): string[] {
  const charged = new Set(ratingOf(world).entries.map(({ event_id }) => event_id));
  const { verdicts } = rateByOracle({ ...world, programs: [...world.programs, program] });
  return verdicts.filter(
    (verdict, place) =>
      charged.has(world.events[place]?.event_id ?? "") &&
      !["accepted", "metric_not_priced"].includes(verdict),
  );
}

const republish = fc.tuple(fc.nat({ max: 3 }), fc.boolean()).map(([pick, same]) =>
  step(same ? "publish again" : "publish again, otherwise", async (life, system, tell) => {
    const { programs } = life.books.world;
    const program = programs[pick % programs.length];
    if (program === undefined) return;
    tell(String(program.version));
    const [rule, ...others] = program.rules;
    if (rule === undefined) return;
    const other = { ...program, rules: [{ ...rule, name: "Another" }, ...others] };
    const act = () => system.engine.publishPricing(same ? program : other);
    if (same) expect(await unchanged(system, act)).toEqual(program);
    else await refused(system, ["version_conflict"], act);
  }),
);

const grant = fc
  .record({
    amount: fc.constantFrom("5", "20", "100"),
    priority: fc.constantFrom(50, 50, 10),
    category: fc.constantFrom("paid" as const, "promotional" as const),
    from: maybe(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(0, 1, 5)), 1),
    length: maybe(fc.constantFrom(1, 7, 31, 60), 1),
    rules: maybe(fc.constantFrom(["calls"], ["fee", "volume"], ["traffic", "calls"]), 2),
  })
  .map(({ from, length, rules, ...rest }) =>
    step("grant", async (life, system, tell) => {
      const start = from === undefined ? null : addDays(periodBack(life, from[0]).start, from[1]);
      const granted: CreditGrant = {
        object: "credit_grant",
        id: newName(life, "g"),
        contract: "acme",
        ...rest,
        effective_date: start,
        expiry_date: length === undefined ? null : addDays(start ?? today(life), length),
        ...(rules === undefined ? {} : { rules }),
      };
      tell(JSON.stringify(granted));
      expect(await done(life, system, (engine) => engine.grantCredit(granted))).toEqual(granted);
      addGrant(life, granted);
      expect(await unchanged(system, () => system.engine.grantCredit(granted))).toEqual(granted);
      const other = { ...granted, amount: "7" };
      await refused(system, ["credit_conflict"], () => system.engine.grantCredit(other));
    }),
  );

/** In tenths of a period. */
const jump = fc.constantFrom(0.1, 2, 5, 10, 10, 12, 25).map((tenths) =>
  step("wait", async (life, system, tell) => {
    const contract = contractOf(life);
    const length = lengthOf(contract) * 86_400_000;
    // Contracts without an end do not get too many periods.
    const most =
      startOfDay(contract.start_date ?? "", contract.timezone) +
      (contract.end_date === null ? 6 : 20) * length;
    life.now = Math.max(life.now, Math.min(most, life.now + Math.floor((tenths * length) / 10)));
    system.clock.now = life.now;
    tell(`until ${new Date(life.now).toISOString()}`);
  }),
);

const restart = fc.constant(
  step("begin anew", async (_life, system) => {
    const { store, clock } = system;
    system.engine = createEngine({ store, now: () => clock.now });
  }),
);

/** Steps about terms and time, each as often as it is to come. */
export const termSteps: readonly fc.Arbitrary<Step>[] = [
  ...[publish, publish],
  republish,
  ...[grant, grant],
  ...[jump, jump, jump, jump],
  moveEnd,
  restart,
];
