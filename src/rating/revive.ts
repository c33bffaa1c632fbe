// A total of a state goes back into its book, once all of it has been looked at: a damaged one would bill usage twice, or as
// what it is not.

import { partKey } from "../metering/groupOf.ts";
import { readState } from "../metering/readState.ts";
import type { LadderTotal } from "../model/charge.ts";
import { invalidState } from "../model/invalidState.ts";
import { glimpse } from "../model/show.ts";
import { type Book, type Place, partOf, placeOf, settle } from "./book.ts";
import type { Meter } from "./compileTerms.ts";

export function revive(book: Book, total: LadderTotal): void {
  const place = placeOf(total.part ?? "");
  checkPlace(book.meter, place);
  const part = partOf(book, place);
  if (part.used) throw invalidState(`a total of rule ${glimpse(total.rule_id)} is there twice`);
  part.used = true;
  if (part.own !== undefined) {
    if (total.measure === undefined) throw invalidState("measure is missing where the aggregation needs it");
    part.own.merge(total.measure);
  }
  settle(part, part.own === undefined ? readState.decimal(total.quantity) : part.own.value(book.span));
  if (part.price.per === "total") return;
  const kept = total.per_event;
  if (kept === undefined) throw invalidState("per_event is missing where the rule prices each event");
  part.events = {
    amount: readState.decimal(kept.amount),
    freeEvents: kept.free_events,
    freeAmount: readState.decimal(kept.free_amount),
    freeOver: kept.free_over,
  };
}

/** Refuses parts that no event of the rule could be in. */
function checkPlace({ rule, compiled }: Meter, { group, cell, key }: Place): void {
  const names = Object.keys(isObject(group) ? group : {});
  const wanted = rule.group_by ?? [];
  const grouped = names.length === wanted.length && wanted.every((name) => names.includes(name));
  const values = Object.values(isObject(group) ? group : {});
  if ((group === undefined) !== (rule.group_by === undefined) || !grouped || !values.every(isGroupValue))
    throw invalidState(`a total of rule ${rule.id} is of a group that the rule does not make`);
  if (!compiled.hasCell(cell))
    throw invalidState(`a total of rule ${rule.id} is of a cell that the rule does not have`);
  if (partKey(group, cell) !== key) throw invalidState("a total's part is not written as we write it");
}

function isGroupValue(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
