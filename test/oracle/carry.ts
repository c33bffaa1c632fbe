// When a ladder is in effect within a period, and which earlier events hold on into it.
import type { Cell } from "../../src/model/charge.ts";
import type { Period } from "../../src/model/period.ts";
import type { UsageRule } from "../../src/model/pricingProgram.ts";
import type { Span } from "./aggregate.ts";
import { contentOf, ladderOf, programAt, programStarts } from "./ladders.ts";
import type { Entry, World } from "./rate.ts";
import { timesOf } from "./reading.ts";

/** A usage rule under the terms of one ladder, in one period. */
export interface Place {
  readonly rule: UsageRule;
  readonly version: number;
  readonly period: Period;
}

/** The part of the period in which the rule has these terms. */
export function spanOf({ contract, programs }: World, { rule, version, period }: Place): Span {
  const [start, end] = [Date.parse(period.start_at), Date.parse(period.end_at)];
  const changes = programStarts(programs, contract.timezone).filter((at) => start < at && at < end);
  const pieces = [start, ...changes.sort((a, b) => a - b), end];
  const held = pieces.slice(0, -1).flatMap((from, place) => {
    const program = programAt(programs, contract.timezone, from);
    const ladder = program && ladderOf(programs, program, rule.id);
    return ladder?.version === version ? [[from, pieces[place + 1] ?? end] as const] : [];
  });
  const firsts = held.map(([from]) => from);
  const lasts = held.map(([, to]) => to);
  return { start: Math.min(...firsts), end: Math.max(...lasts), period: end - start };
}

/**
 * Events of the rule from earlier periods, where both ladders carry over. A level is handed on within a period too, to the
 * next ladder; a latest value is not, and goes only to the ladder that is in effect at the period's first instant.
 */
export function carriedInto(world: World, place: Place, entries: readonly Entry[]): Entry[] {
  const { rule, version, period } = place;
  if (rule.carry_over !== true) return [];
  const isLevel = rule.aggregation === "weighted_sum";
  if (!isLevel && spanOf(world, place).start !== Date.parse(period.start_at)) return [];
  const measure = contentOf(measureOf(rule));
  return entries.filter((entry) => {
    const isOfPeriod = entry.period_start === period.start;
    const isEarlier = isOfPeriod ? isLevel && entry.version < version : entry.period_start < period.start;
    const isSameLevel = entry.rule.id === rule.id && contentOf(measureOf(entry.rule)) === measure;
    return isEarlier && isSameLevel && entry.rule.carry_over === true && hasPartOf(rule, entry);
  });
}

/** What has to be the same for a level to be the same one. */
function measureOf({
  id,
  metric,
  aggregation,
  aggregate_property,
  quantity_transform: each,
}: UsageRule): object {
  return { id, metric, aggregation, aggregate_property, each: each?.stage === "per_event" ? each : null };
}

/** Whether the rule has a group and a cell such as the entry's. */
function hasPartOf(rule: UsageRule, { reading: { group, cell } }: Entry): boolean {
  const properties = group === undefined ? undefined : Object.keys(group).sort();
  const wanted = rule.group_by === undefined ? undefined : [...rule.group_by].sort();
  return contentOf(properties ?? null) === contentOf(wanted ?? null) && hasCell(rule, cell);
}

function hasCell(rule: UsageRule, cell: Cell | undefined): boolean {
  if (rule.model !== "matrix" && rule.model !== "time_of_day") return cell === undefined;
  if (cell === undefined) return false;
  if (cell === "default") return rule.default !== "error";
  const cells = rule.model === "matrix" ? rule.cells.map(({ when }) => when) : rule.windows.map(timesOf);
  return cells.some((other) => contentOf(other ?? null) === contentOf(cell));
}
