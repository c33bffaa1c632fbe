// Each kind of rule, in both notations.
import { measuringFields, names, rounding } from "./measuringFields.ts";
import type { Notation } from "./notation.ts";
import { priceForms } from "./priceSchemas.ts";
import { arrayOf, choiceOf, exactly, objectOf, refTo, type Schema, type Schemas, textOf } from "./schema.ts";

/** `PerUnitRule` and so on, and `Rule`, which is any of them. */
export function ruleSchemas(notation: Notation): Schemas {
  const { suffix } = notation;
  const rules = { ...feeRules(notation), ...usageRules(notation) };
  const names = Object.keys(rules);
  return {
    ...rules,
    [`Rule${suffix}`]: {
      description: "One priced element of a program; type and model say which.",
      oneOf: names.map(refTo),
    },
  };
}

/** What every rule can have. */
function baseFields({ suffix, decimal }: Notation): Schemas {
  return {
    id: refTo("Id"),
    name: refTo("Name"),
    effective_from: refTo("Date"),
    effective_to: refTo("Date"),
    currency: textOf("If given, the contract's."),
    discounts: arrayOf(refTo(`Discount${suffix}`), { maxItems: 100 }),
    minimum_amount: decimal,
    maximum_amount: decimal,
    monthly_cap: decimal,
  };
}

function feeRules(notation: Notation): Schemas {
  const { suffix, decimal, given, closed } = notation;
  const fields = { ...baseFields(notation), model: exactly("flat"), amount: decimal, quantity: decimal };
  const needed = [...given, "name", "type", "model", "amount"];
  return {
    [`SubscriptionRule${suffix}`]: objectOf(
      "A fee that recurs.",
      [...needed, "frequency"],
      {
        ...fields,
        type: exactly("subscription"),
        frequency: refTo("Cadence"),
        billing: choiceOf(["in_advance", "in_arrears"], "On the first day of its period, or on the last."),
        proration: refTo("Proration"),
      },
      closed,
    ),
    [`OneTimeRule${suffix}`]: objectOf(
      "A fee that is due once.",
      needed,
      {
        ...fields,
        type: exactly("one_time"),
        proration: exactly("none"),
        ...(suffix === "Input" ? { frequency: exactly("one_time") } : {}),
      },
      closed,
    ),
  };
}

function usageRules(notation: Notation): Schemas {
  const { suffix, decimal, rate } = notation;
  const { unit = {}, package: packages = {}, tiers = {} } = priceForms(notation);
  const count: Schema = { type: "integer", minimum: 0, maximum: 1_000_000_000 };
  const cells = { default: refTo(`CellDefault${suffix}`) };
  const models: readonly (readonly [name: string, model: string, needed: Schemas, more: Schemas])[] = [
    ["PerUnit", "per_unit", unit, {}],
    [
      "Percentage",
      "percentage",
      { rate },
      {
        fixed_amount: decimal,
        free_events: count,
        free_amount: decimal,
        per_event_minimum: decimal,
        per_event_maximum: decimal,
      },
    ],
    ["Bps", "bps", { bps: decimal }, { per_event_maximum: decimal }],
    ["Package", "package", packages, { round: rounding }],
    ["Tiered", "tiered", tiers, {}],
    [
      "Matrix",
      "matrix",
      { dimensions: names, cells: arrayOf(refTo(`MatrixCell${suffix}`), { minItems: 1 }), ...cells },
      {},
    ],
    [
      "TimeOfDay",
      "time_of_day",
      { windows: arrayOf(refTo(`TimeWindow${suffix}`), { minItems: 1, maxItems: 1000 }), ...cells },
      {},
    ],
    ["Dynamic", "dynamic", { amount_property: refTo("Name") }, { multiplier: decimal }],
  ];
  return Object.fromEntries(
    models.map(([name, model, needed, more]) => [
      `${name}Rule${suffix}`,
      usageRule(notation, model, needed, more),
    ]),
  );
}

function usageRule(notation: Notation, model: string, needed: Schemas, more: Schemas): Schema {
  const { decimal, closed, given } = notation;
  return objectOf(
    `Usage of a metric, priced by model ${model}.`,
    [...given, "name", "type", "model", "metric", ...Object.keys(needed)],
    {
      ...baseFields(notation),
      type: exactly("usage"),
      model: exactly(model),
      ...measuringFields(decimal, closed),
      ...needed,
      ...more,
    },
    closed,
  );
}
