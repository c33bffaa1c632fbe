// The fields of a usage rule that say which usage counts, and what of it.
import { arrayOf, choiceOf, objectOf, refTo, type Schema, type Schemas, textOf } from "./schema.ts";

/** @param decimal - how an amount is written: text in answers, text or number in requests */
export function measuringFields(decimal: Schema, closed: Schema): Schemas {
  return {
    metric: refTo("Id"),
    ...aggregating(decimal, closed),
    filters: arrayOf(filter(closed), { minItems: 1, maxItems: 100 }),
    group_by: { ...names, description: "A line for each combination of these properties' values." },
    group_ladder: choiceOf(["per_group", "shared"], "Whether each group has a ladder of its own."),
    counterparty: refTo("Id"),
    counterparty_side: choiceOf(["maker", "taker"], "Which side of a trade."),
    included_quantity: decimal,
    included_mode: choiceOf(["shift", "consume", "cliff"], "How included units are taken off."),
    negative_usage: choiceOf(["reject", "clamp", "credit"], "What becomes of quantities below zero."),
    zero_usage: choiceOf(
      ["none", "first_tier"],
      "Whether the first tier's flat amount is due without usage.",
    ),
    proration: refTo("Proration"),
    prorated: arrayOf(
      choiceOf(["minimum_amount", "maximum_amount", "included_quantity", "tiers"], "What is prorated."),
      { minItems: 1 },
    ),
  };
}

/** How events become one quantity. */
function aggregating(decimal: Schema, closed: Schema): Schemas {
  return {
    aggregation: choiceOf(
      ["sum", "count", "unique_count", "max", "min", "latest", "average", "weighted_sum", "percentile"],
      "How events become one quantity; sum where it is left out.",
    ),
    aggregate_property: textOf("The property that is aggregated in place of the quantity."),
    percentile: decimal,
    denominator: choiceOf(["period", "elapsed"], "Of a weighted_sum: what the mean is over."),
    carry_over: { type: "boolean" },
    window: objectOf(
      "Aggregates each local hour or day first.",
      ["size", "combine"],
      {
        size: choiceOf(["hour", "day"], "In the contract's zone."),
        combine: choiceOf(["sum", "max"], "What is made of the windows."),
      },
      closed,
    ),
    quantity_transform: objectOf(
      "Divides, then rounds.",
      [],
      {
        divide_by: decimal,
        round: rounding,
        scale: { type: "integer", minimum: 0, maximum: 18 },
        stage: choiceOf(["per_event", "total"], "Of each event, or of the aggregate."),
      },
      closed,
    ),
  };
}

export const rounding: Schema = choiceOf(
  ["up", "down", "nearest"],
  "Away from zero, towards zero, or to the nearest.",
);

/** Different names of properties. */
export const names: Schema = arrayOf(refTo("Name"), { minItems: 1, maxItems: 8, uniqueItems: true });

/** The value of a property, as a rule names it: always text in answers. */
export function propertyValue(closed: Schema): Schema {
  const text: Schema = { type: "string", maxLength: 255, description: "At most 255 UTF-16 units." };
  return isOpen(closed) ? text : { oneOf: [text, { type: "number" }, { type: "boolean" }] };
}

function filter(closed: Schema): Schema {
  const values = arrayOf(propertyValue(closed), { minItems: 1, maxItems: 1000 });
  return objectOf(
    "Lets events through whose property is one of these, or none of these.",
    ["property"],
    { property: refTo("Name"), in: values, not_in: values },
    { ...closed, oneOf: [{ required: ["in"] }, { required: ["not_in"] }] },
  );
}

function isOpen(closed: Schema): boolean {
  return closed.additionalProperties !== false;
}
