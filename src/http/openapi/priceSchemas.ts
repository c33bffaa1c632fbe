// Prices inside of rules: tiers, cells of a matrix, windows of the day, discounts.
import { propertyValue, rounding } from "./measuringFields.ts";
import type { Notation } from "./notation.ts";
import { arrayOf, choiceOf, objectOf, refTo, type Schema, type Schemas } from "./schema.ts";

/** The fields that a price can have, by the form of the price. */
export function priceForms({ suffix, decimal, rate }: Notation): Readonly<Record<string, Schemas>> {
  return {
    unit: { unit_amount: decimal },
    rate: { rate },
    package: { package_size: decimal, package_amount: decimal },
    tiers: {
      tiers_mode: choiceOf(
        ["graduated", "volume"],
        "Each tier prices the units inside it, or the tier reached all.",
      ),
      tiers: arrayOf(refTo(`Tier${suffix}`), { minItems: 1, maxItems: 1000 }),
    },
  };
}

export function priceSchemas(notation: Notation): Schemas {
  const { suffix, decimal, rate, closed } = notation;
  return {
    [`Tier${suffix}`]: objectOf(
      "One step of a ladder; its bound is inclusive, and the last one has none.",
      ["up_to"],
      {
        up_to: { oneOf: [decimal, { type: "null" }] },
        unit_amount: decimal,
        flat_amount: decimal,
        rate,
        package_size: decimal,
        maximum_amount: decimal,
      },
      closed,
    ),
    ...cellSchemas(notation),
    [`Discount${suffix}`]: objectOf(
      "A fixed sum, or a share.",
      [],
      { amount: decimal, percent: decimal },
      { ...closed, oneOf: [{ required: ["amount"] }, { required: ["percent"] }] },
    ),
  };
}

/** Prices of a matrix and of the times of the day. */
function cellSchemas(notation: Notation): Schemas {
  const { suffix, closed } = notation;
  return {
    [`CellPrice${suffix}`]: priced(notation, {}, []),
    [`MatrixCell${suffix}`]: priced(
      notation,
      {
        when: {
          type: "object",
          description: "Values by dimension; one that is left out may have any.",
          additionalProperties: propertyValue(closed),
        },
      },
      ["when"],
    ),
    [`TimeWindow${suffix}`]: priced(
      notation,
      {
        from: { type: "string", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
        to: { type: "string", pattern: "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" },
        weekdays: arrayOf(
          choiceOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "A day on which the window begins."),
          { minItems: 1, uniqueItems: true },
        ),
      },
      ["from", "to"],
    ),
    [`CellDefault${suffix}`]: {
      description: "For events that fit in no cell: a price, nothing, or a refusal.",
      oneOf: [choiceOf(["free", "error"], "Not charged, or refused."), refTo(`CellPrice${suffix}`)],
    },
  };
}

/** An object with one of the forms of a price, and further fields. */
function priced(notation: Notation, fields: Schemas, required: readonly string[]): Schema {
  const forms = Object.entries(priceForms(notation)).map(([form, prices]) =>
    objectOf(
      `Priced by ${form}.`,
      [...required, ...Object.keys(prices)],
      { ...fields, ...prices, ...(form === "package" ? { round: rounding } : {}) },
      notation.closed,
    ),
  );
  return { description: "What units cost.", oneOf: forms };
}
