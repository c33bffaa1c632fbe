// Which program version is in effect, and which ladder a rule counts on, for the oracle.
import type { Contract } from "../../src/model/contract.ts";
import type { Period } from "../../src/model/period.ts";
import type { PricingProgram, Rule } from "../../src/model/pricingProgram.ts";
import { remember, startOfDay } from "./calendar.ts";

/** A rule under the terms that began with `version`. */
export interface Ladder {
  readonly rule: Rule;
  readonly version: number;
}

/** A contract with its versions. */
interface PriceLists {
  readonly contract: Contract;
  readonly programs: readonly PricingProgram[];
}

/** The highest version whose first day has begun at the instant, with the rules that are in effect then. */
export function programAt(
  programs: readonly PricingProgram[],
  zone: string,
  instant: number,
): PricingProgram | undefined {
  const found = descending(programs).find(
    ({ effective_date }) => effective_date === null || startOfDay(effective_date, zone) <= instant,
  );
  const isIn = ({ effective_from: from, effective_to: to }: Rule) =>
    (from === undefined || startOfDay(from, zone) <= instant) &&
    (to === undefined || startOfDay(to, zone) > instant);
  return found && { ...found, rules: found.rules.filter(isIn) };
}

/** The highest version whose first day is not after the day, with the rules that are in effect on it. */
export function programOn(programs: readonly PricingProgram[], day: string): PricingProgram | undefined {
  const found = descending(programs).find(
    ({ effective_date }) => effective_date === null || effective_date <= day,
  );
  const isIn = ({ effective_from: from = "", effective_to: to = "~" }: Rule) => from <= day && day < to;
  return found && { ...found, rules: found.rules.filter(isIn) };
}

const startsOf = new WeakMap<readonly PricingProgram[], Map<string, readonly number[]>>();

/** The first instants of the versions that have one, and of the days on which rules begin or end. */
export function programStarts(programs: readonly PricingProgram[], zone: string): readonly number[] {
  const known = startsOf.get(programs) ?? new Map<string, readonly number[]>();
  startsOf.set(programs, known);
  return remember(known, zone, () => findStarts(programs, zone));
}

function findStarts(programs: readonly PricingProgram[], zone: string): number[] {
  const days = programs.flatMap(({ effective_date, rules }) => [
    effective_date,
    ...rules.flatMap(({ effective_from, effective_to }) => [effective_from, effective_to]),
  ]);
  return days.flatMap((day) => (day == null ? [] : [startOfDay(day, zone)]));
}

/** What is in effect in each stretch of a period, in order of time. */
export function programsWithin({ contract, programs }: PriceLists, period: Period): PricingProgram[] {
  const { timezone } = contract;
  const [start, end] = [Date.parse(period.start_at), Date.parse(period.end_at)];
  const changes = programStarts(programs, timezone).filter((instant) => start < instant && instant < end);
  const instants = [...new Set([start, ...changes])].sort((a, b) => a - b);
  return instants.flatMap((instant) => programAt(programs, timezone, instant) ?? []);
}

/**
 * The ladder of a rule in a version: its terms, and the version where they began without a break. Versions that others displaced on
 * their first day are no break.
 */
export function ladderOf(
  programs: readonly PricingProgram[],
  program: PricingProgram,
  ruleId: string,
): Ladder | undefined {
  const rule = findRule(program, ruleId);
  if (rule === undefined) return undefined;
  let version = program.version;
  let following = program.effective_date;
  for (const other of descending(programs)) {
    if (other.version >= program.version) continue;
    const before = findRule(other, ruleId);
    const isSame = before !== undefined && contentOfRule(before) === contentOfRule(rule);
    if (isSame) version = other.version;
    else if (other.effective_date !== following) break;
    following = other.effective_date;
  }
  return { rule, version };
}

/** Text that two JSON values share exactly when they are equal, whatever the order of their keys. */
export function contentOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${contentOf(member)}`).join(",")}}`;
}

const contents = new WeakMap<Rule, string>();

function contentOfRule(rule: Rule): string {
  const known = contents.get(rule) ?? contentOf(rule);
  contents.set(rule, known);
  return known;
}

function findRule(program: PricingProgram, ruleId: string): Rule | undefined {
  return program.rules.find(({ id }) => id === ruleId);
}

function ascending(programs: readonly PricingProgram[]): PricingProgram[] {
  return [...programs].sort((a, b) => a.version - b.version);
}

function descending(programs: readonly PricingProgram[]): PricingProgram[] {
  return ascending(programs).reverse();
}
