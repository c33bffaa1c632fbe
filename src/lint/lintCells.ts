// Filters that leave nothing for a rule, or for a cell of it.
import { admissionsOf, admits, excludeEachOther } from "../metering/filters.ts";
import type { Rule } from "../model/pricingProgram.ts";
import type { Warning } from "../model/warning.ts";

export function lintCells(rule: Rule, path: string): Warning[] {
  if (rule.type !== "usage" || rule.filters === undefined) return [];
  const { filters } = rule;
  if (excludeEachOther(filters)) {
    const contradicts = filters.findIndex((_, at) => excludeEachOther(filters.slice(0, at + 1)));
    const message = "contradicts a filter before it: no event gets through both";
    return [{ code: "unreachable_rule", path: `${path}.filters[${contradicts}]`, message }];
  }
  if (rule.model !== "matrix") return [];
  const admissions = admissionsOf(filters);
  const lets = ([property, value]: readonly [string, string]): boolean => {
    const admission = admissions.get(property);
    return admission === undefined || admits(admission, value);
  };
  return rule.cells.flatMap(({ when }, at): Warning[] => {
    if (Object.entries(when).every(lets)) return [];
    const message = "the rule's filters let no event through that falls in this cell";
    return [{ code: "unreachable_cell", path: `${path}.cells[${at}].when`, message }];
  });
}
