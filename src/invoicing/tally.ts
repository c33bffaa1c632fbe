// The aggregate of charges: quantities that add up, or, where they do not, what each charge says that it brought.
import { add, type Decimal, decimalOf, zero } from "../decimal/decimal.ts";
import type { Accumulator, Span } from "../metering/accumulator.ts";
import { accumulatorsOf, isAdditive } from "../metering/accumulatorsOf.ts";
import type { Charge } from "../model/charge.ts";
import { InvariantError } from "../model/errors.ts";
import type { UsageRule } from "../model/pricingProgram.ts";
import type { JsonValue } from "../model/usageEvent.ts";

export interface Tally {
  count(charge: Charge): void;
  /** Begins with what was carried in. */
  carryIn(state: JsonValue): void;
  value(span: Span): Decimal;
  /** What the next period begins with; undefined where nothing is carried over. */
  carry(at: number): JsonValue | undefined;
  /** What stands for all that was counted in one charge's `measure`; undefined where quantities add up. */
  measure(): JsonValue | undefined;
}

export function createTally(rule: UsageRule, zone: string): Tally {
  return isAdditive(rule) ? ofQuantities() : ofMeasures(accumulatorsOf(rule, zone)());
}

function ofQuantities(): Tally {
  let quantity = zero;
  return {
    count(charge) {
      quantity = add(quantity, decimalOf(charge.quantity));
    },
    carryIn() {},
    value: () => quantity,
    carry: () => undefined,
    measure: () => undefined,
  };
}

function ofMeasures(accumulator: Accumulator): Tally {
  return {
    count({ measure, event_id }) {
      if (measure === undefined)
        throw new InvariantError(`the charge of event ${event_id} has lost its measure`);
      accumulator.merge(measure);
    },
    carryIn: (state) => accumulator.merge(state),
    value: (span) => accumulator.value(span),
    carry: (at) => accumulator.carry?.(at),
    measure: () => accumulator.state(),
  };
}
