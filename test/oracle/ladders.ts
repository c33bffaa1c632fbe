// Which program version is in effect, and which ladder a rule counts on, for the oracle.
import type { PricingProgram, Rule } from "../../src/model/pricingProgram.ts";
import { startOfDay } from "./calendar.ts";

/** A rule under the terms that began with `version`. */
export interface Ladder {
  readonly rule: Rule;
  readonly version: number;
}

/** The highest version whose first day has begun at the instant. */
export function programAt(
  programs: readonly PricingProgram[],
  zone: string,
  instant: number,
): PricingProgram | undefined {
  return descending(programs).find(
    ({ effective_date }) => effective_date === null || startOfDay(effective_date, zone) <= instant,
  );
}

/** The highest version whose first day is not after the day. */
export function programOn(programs: readonly PricingProgram[], day: string): PricingProgram | undefined {
  return descending(programs).find(({ effective_date }) => effective_date === null || effective_date <= day);
}

/** The first instants of the versions that have one. */
export function programStarts(programs: readonly PricingProgram[], zone: string): number[] {
  return programs.flatMap(({ effective_date }) =>
    effective_date === null ? [] : [startOfDay(effective_date, zone)],
  );
}

/** The versions that are in effect at some instant of [start, end), ascending. */
export function programsWithin(
  programs: readonly PricingProgram[],
  zone: string,
  start: number,
  end: number,
): PricingProgram[] {
  const changes = programStarts(programs, zone);
  const instants = [start, ...changes.filter((instant) => start < instant && instant < end)];
  const found = new Set(instants.map((instant) => programAt(programs, zone, instant)));
  return ascending([...found].filter((program) => program !== undefined));
}

/** The ladder of a rule in a version: its terms, and the version where they began without a break. */
export function ladderOf(
  programs: readonly PricingProgram[],
  program: PricingProgram,
  ruleId: string,
): Ladder | undefined {
  const rule = findRule(program, ruleId);
  if (rule === undefined) return undefined;
  let version = program.version;
  const earlier = descending(programs).filter((other) => other.version < program.version);
  for (const other of earlier) {
    const before = findRule(other, ruleId);
    if (before === undefined || contentOfRule(before) !== contentOfRule(rule)) break;
    version = other.version;
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
