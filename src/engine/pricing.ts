// Pricing programs: read, published, and changed rule by rule; every change is a new version.

import { calendarOf } from "../calendar/billingCalendar.ts";
import { parseDay } from "../calendar/day.ts";
import { reignAt, timelineOf } from "../calendar/timeline.ts";
import { parsePricingProgram } from "../intake/parsePricingProgram.ts";
import { ruleReaders } from "../intake/ruleFields.ts";
import { canonicalJson } from "../model/canonicalJson.ts";
import type { LadderTotal } from "../model/charge.ts";
import { expectOk } from "../model/expectOk.ts";
import type { PricingProgram, Rule } from "../model/pricingProgram.ts";
import { show } from "../model/show.ts";
import type { Terms } from "../model/terms.ts";
import { resolveTerms } from "../rating/resolveTerms.ts";
import type { Account, AccountChange } from "../store/billingStore.ts";
import { carriesOver } from "./carriesOver.ts";
import { closedPeriods, endsFrom, periodsChangedBy, withCorrected } from "./correctedPeriods.ts";
import { type Decision, type Desk, refusal, todayOf } from "./desk.ts";
import type { RuleDocument } from "./documents.ts";
import type { FromDate } from "./engine.ts";
import { readFilter, readGiven } from "./filters.ts";
import { periodsIn, rerate } from "./rerate.ts";

export async function getPricing(
  desk: Desk,
  contract: string,
  options: { readonly version?: number | undefined } = {},
): Promise<PricingProgram> {
  const wanted = readFilter(options, ["version"]).version;
  const { account } = await desk.read(contract);
  const { programs } = account;
  if (wanted !== undefined) {
    const found = programs.find(({ version }) => version === wanted);
    if (found === undefined) throw refusal("pricing_missing", `there is no version ${show(wanted)}`);
    return found;
  }
  const latest = programs.at(-1);
  if (latest === undefined) throw refusal("pricing_missing", `contract ${contract} has no pricing program`);
  const timeline = timelineOf(desk.termsOf(account));
  return (reignAt(timeline, desk.now()) ?? timeline[0])?.program ?? latest;
}

export async function publishPricing(desk: Desk, document: unknown): Promise<PricingProgram> {
  const program = expectOk(parsePricingProgram(document));
  return desk.write([program.contract], async () => {
    const { account } = await desk.read(program.contract);
    const published = account.programs.find(({ version }) => version === program.version);
    if (published !== undefined && canonicalJson(published) === canonicalJson(program)) {
      return { changes: [], answer: published };
    }
    return { changes: [await publication(desk, account, program)], answer: program };
  });
}

export function addPricingRule(
  desk: Desk,
  contract: string,
  rule: unknown,
  options: FromDate = {},
): Promise<RuleDocument> {
  return changeRules(desk, contract, options, (rules) => ({
    rules: [...rules, rule],
    // The rule that was given stands last, with the id that it has or got.
    find: (program) => program.rules.at(-1),
  }));
}

export function updatePricingRule(
  desk: Desk,
  contract: string,
  ruleId: string,
  fields: unknown,
  options: FromDate = {},
): Promise<RuleDocument> {
  return changeRules(desk, contract, options, (rules) => {
    if (typeof fields !== "object" || fields === null || readGiven(() => Array.isArray(fields))) {
      throw refusal("field_type", "must be an object of the rule's fields to change");
    }
    const old = findRule(rules, ruleId);
    const given = readGiven(() => ({ ...fields }));
    // What is no field of a rule stays, so that it is refused like any other.
    const merged = Object.entries({ ...old, ...given }).filter(
      ([key, value]) => !ruleReaders.has(key) || (value !== null && value !== undefined),
    );
    const rule = { ...Object.fromEntries(merged), ...keptId(given, ruleId) };
    return {
      rules: rules.map((one) => (one.id === ruleId ? rule : one)),
      find: (program) => program.rules.find(({ id }) => id === ruleId),
    };
  });
}

export async function deletePricingRule(
  desk: Desk,
  contract: string,
  ruleId: string,
  options: FromDate = {},
): Promise<RuleDocument> {
  const answer = await changeRules(desk, contract, options, (rules) => {
    const old = findRule(rules, ruleId);
    return { rules: rules.filter(({ id }) => id !== ruleId), find: () => old, gone: ruleId };
  });
  return { ...answer, deleted: true };
}

function findRule(rules: readonly Rule[], ruleId: string): Rule {
  const rule = rules.find(({ id }) => id === ruleId);
  if (rule !== undefined) return rule;
  throw refusal("rule_unknown", `the latest version has no rule ${show(ruleId)}`);
}

function keptId(fields: object, id: string): { id: string } {
  if ("id" in fields && fields.id !== id)
    throw refusal("rule_field_conflict", `cannot change, is ${id}`, "id");
  return { id };
}

interface RuleChange {
  readonly rules: readonly unknown[];
  /** The rule that is no longer there: nothing else of the program can be for it. */
  readonly gone?: string;
  find(program: PricingProgram): Rule | undefined;
}

/** Makes the next version out of the latest one. */
async function changeRules(
  desk: Desk,
  contract: string,
  options: FromDate,
  change: (rules: readonly Rule[]) => RuleChange,
): Promise<RuleDocument> {
  const { effective_date } = readFilter(options, ["effective_date"]);
  return desk.write([contract], async (): Promise<Decision<RuleDocument>> => {
    const { account } = await desk.read(contract);
    const latest = account.programs.at(-1);
    if (latest === undefined) throw refusal("pricing_missing", `contract ${contract} has no pricing program`);
    const { rules, find, gone } = change(latest.rules);
    const version = latest.version + 1;
    const from = effective_date ?? laterOf(todayOf(account.contract, desk.now()), latest.effective_date);
    const next = { ...latest, ...withoutRule(latest, gone), version, effective_date: from, rules };
    const program = expectOk(parsePricingProgram(next));
    const rule = find(program) as Rule;
    const holds = from >= (latest.effective_date ?? "");
    if (holds && canonicalJson(program.rules) === canonicalJson(latest.rules)) {
      // Nothing changes, as when a call whose answer was lost is made again.
      return { changes: [], answer: { object: "pricing_rule", contract, version: latest.version, rule } };
    }
    return {
      changes: [await publication(desk, account, program)],
      answer: { object: "pricing_rule", contract, version, rule },
    };
  });
}

/** Discounts and taxes that are for that rule are no longer, and those that are for no other are gone; lines of before keep them. */
function withoutRule(
  { discounts, taxes }: PricingProgram,
  gone: string | undefined,
): Pick<PricingProgram, "discounts" | "taxes"> {
  function left<T extends { readonly rules?: readonly string[] }>(list: readonly T[]): T[] {
    return list.flatMap((one) => {
      if (one.rules === undefined) return [one];
      const rules = one.rules.filter((id) => id !== gone);
      return rules.length === 0 ? [] : [{ ...one, rules }];
    });
  }
  return {
    ...(discounts === undefined ? {} : { discounts: left(discounts) }),
    ...(taxes === undefined ? {} : { taxes: left(taxes) }),
  };
}

function laterOf(today: string, effective: string | null): string {
  return effective !== null && effective > today ? effective : today;
}

/** Adds a version and rates again what it changes: the periods from the one on in which it takes effect. */
async function publication(desk: Desk, account: Account, program: PricingProgram): Promise<AccountChange> {
  const latest = account.programs.at(-1);
  if (latest !== undefined && latest.version >= program.version) {
    const same = account.programs.some(({ version }) => version === program.version);
    if (same)
      throw refusal("version_conflict", `version ${program.version} is there with other content`, "version");
    const message = `must be above ${latest.version}, the latest version, is ${program.version}`;
    throw refusal("version_not_ascending", message, "version");
  }
  const terms = expectOk(resolveTerms(account.contract, [...account.programs, program]));
  const from = program.effective_date;
  refuseBackdating(account, from);
  const { id } = account.contract;
  const first = firstPeriod(account, from);
  const snapshot = await desk.read(id, { ...first, include: ["events", "charges"] });
  const totals = await totalsBefore(desk, account, first.from);
  const { change, misfits } = rerate(terms, { events: snapshot.events, totals }, periodsIn(snapshot));
  const [misfit] = misfits;
  if (misfit !== undefined) {
    throw refusal(misfit.code, `usage that has been charged would be refused: ${misfit.event_id}`, "rules");
  }
  // Another revision means that the account has changed since: the commit will be refused, and decided anew.
  return {
    contract: id,
    revision: account.revision,
    add_program: program,
    ...change,
    ...withCorrected(account, periodsChangedBy(account, priced(desk, account), terms, from)),
  };
}

/** Terms as they are; undefined: there are no prices yet. */
function priced(desk: Desk, account: Account): Terms | undefined {
  return account.programs.length === 0 ? undefined : desk.termsOf(account);
}

/** A version for what has been billed is meant only where it says since when, and corrections are allowed. */
function refuseBackdating(account: Account, from: string | null): void {
  const [closed] = closedPeriods(account).filter((start) => from === null || endsFrom(account, start, from));
  if (closed === undefined || (from !== null && account.contract.corrections !== "refuse")) return;
  const message = `must not be inside or before a final period: that from ${closed} is`;
  throw refusal("period_closed", message, "effective_date");
}

/** What the periods before hand on, where anything is handed on. */
async function totalsBefore(
  desk: Desk,
  { contract, programs }: Account,
  from: string | undefined,
): Promise<LadderTotal[]> {
  if (from === undefined || !carriesOver(programs)) return [];
  const { totals } = await desk.read(contract.id, { to: from, include: ["totals"] });
  return totals.filter(({ period_start }) => period_start < from);
}

function firstPeriod({ contract }: Account, date: string | null): { from?: string } {
  const day = date === null ? undefined : parseDay(date);
  const period = day === undefined ? undefined : calendarOf(contract).periodOn(day);
  return date === null ? {} : { from: period?.period.start ?? date };
}
