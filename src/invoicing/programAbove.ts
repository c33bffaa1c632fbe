// What stands above the lines of a period: what the version in effect last says; and for lines of rules that it has no more, the scoped
// discounts and taxes that the last version with such a rule has named it in.
import type { CalendarPeriod } from "../calendar/billingCalendar.ts";
import type { PricingProgram } from "../model/pricingProgram.ts";
import type { Desk } from "./desk.ts";
import { reignsIn } from "./reignsIn.ts";

/** What has an id, and is for every line or for those of some rules. */
interface Scoped {
  readonly id: string;
  readonly rules?: readonly string[];
}

/** The discounts and taxes of the version in effect last; they may be for rules of earlier versions, too. */
export function programAbove(
  desk: Desk,
  period: CalendarPeriod,
): Required<Pick<PricingProgram, "discounts" | "taxes">> {
  const programs = [...new Set(reignsIn(desk, period).map(({ program }) => program))].reverse();
  return {
    discounts: keptIn(programs, ({ discounts = [] }) => discounts),
    taxes: keptIn(programs, ({ taxes = [] }) => taxes),
  };
}

/** Each as the latest version that has its id says, in the order of the versions' lists; the latest version comes first. */
function keptIn<One extends Scoped>(
  programs: readonly PricingProgram[],
  listOf: (program: PricingProgram) => readonly One[],
): One[] {
  const kept: One[] = [];
  const dropped = new Set<string>();
  const later = new Set<string>();
  for (const program of programs) {
    let place = kept.length;
    for (const one of [...listOf(program)].reverse()) {
      const at = kept.findIndex(({ id }) => id === one.id);
      if (at === -1) {
        kept.splice(place, 0, one);
        // What a later version had a rule for and does not have, it does not want.
        if (program !== programs[0] && (one.rules === undefined || one.rules.some((id) => later.has(id))))
          dropped.add(one.id);
      } else {
        place = at;
        // Of the rules that a later version has, that one says what they are in.
        const own = one.rules?.filter((id) => !later.has(id));
        kept[at] = widened(kept[at] as One, own);
      }
    }
    for (const { id } of program.rules) later.add(id);
  }
  return kept.filter(({ id }) => !dropped.has(id));
}

function widened<One extends Scoped>(one: One, more: readonly string[] = []): One {
  return one.rules === undefined ? one : { ...one, rules: [...one.rules, ...more] };
}
