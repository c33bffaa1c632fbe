// A state comes back from wherever the caller kept it: its shape is checked before anything is counted on.
import { readDay } from "../calendar/day.ts";
import type { LadderTotal, RatingState } from "../model/charge.ts";
import { invalidState } from "../model/invalidState.ts";
import { isJson } from "../model/isJson.ts";
import { show } from "../model/show.ts";

/** Refuses what is not a state of that contract, with `state_invalid`. */
export function checkState(state: RatingState, contract: string): void {
  if (!isObject(state) || state.object !== "rating_state") throw invalidState("must be a rating state");
  if (state.contract !== contract) {
    throw invalidState(`is of contract ${show(state.contract)}, the terms are of ${contract}`);
  }
  checkEach(state.totals, "totals", isTotal);
  checkEach(state.events, "events", isEvent);
  checkEach(state.closed_periods, "closed_periods", isText);
}

function checkEach(list: unknown, name: string, isRight: (item: unknown) => boolean): void {
  if (!Array.isArray(list)) throw invalidState(`must have the list ${name}`);
  if (!list.every(isRight)) throw invalidState(`has something in ${name} that no rater has put there`);
}

function isTotal(value: unknown): boolean {
  if (!isObject(value)) return false;
  const total = value as unknown as LadderTotal;
  const { rule_id, version, period_start, part = "", quantity, measure = null, per_event } = total;
  if (![rule_id, period_start, part, quantity].every(isText) || !isCount(version)) return false;
  if (readDay(period_start) === undefined || !isJson(measure)) return false;
  if (per_event === undefined) return true;
  if (!isObject(per_event) || !isJson(per_event)) return false;
  const { amount, free_events, free_amount, free_over } = per_event;
  return isText(amount) && isText(free_amount) && isCount(free_events) && typeof free_over === "boolean";
}

function isEvent(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
