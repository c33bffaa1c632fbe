// Lines of invoices, and the steps that explain their amounts.
import { rounding } from "./measuringFields.ts";
import { arrayOf, choiceOf, objectOf, orNull, refTo, type Schema, type Schemas, textOf } from "./schema.ts";

const number = refTo("Number");

/** The name of something, and an amount that is about it. */
function share(description: string, name: string): Schema {
  return arrayOf(objectOf(description, [name, "amount"], { [name]: refTo("Id"), amount: number }));
}

export const stepKinds: readonly string[] = [
  ...["flat", "prorated", "unit", "rate", "package", "tier", "dynamic", "transform", "included", "clamped"],
  ...["free", "fixed", "event_minimum", "event_maximum", "discount", "minimum", "maximum", "monthly_cap"],
  ...["share", "true_up", "rerated", "billed"],
];

export const lineSchemas: Schemas = {
  LineItem: objectOf(
    "One rule's part of an invoice, or something that stands beside the rules.",
    ["description", "quantity", "unit_price", "amount", "rule_id", "version", "exact_amount", "steps"],
    {
      kind: choiceOf(["true_up", "correction", "billed"], "Left out on what a rule comes to."),
      description: textOf("The rule's name."),
      quantity: number,
      unit_price: { ...orNull(number), description: "Null: no one price holds for all; see the steps." },
      amount: { ...number, description: "exact_amount, rounded once." },
      rule_id: { ...orNull(refTo("Id")), description: "Null: a line of no rule." },
      group: {
        type: "object",
        description: "The values that group_by found; null: the event has no such property.",
        additionalProperties: { type: ["string", "null"] },
      },
      version: { type: "integer", minimum: 1 },
      service_period: refTo("Days"),
      refers_to: objectOf("What a correction is about.", ["invoice", "billing_period"], {
        invoice: textOf("The number of the invoice that billed it."),
        billing_period: refTo("Days"),
      }),
      exact_amount: { ...number, description: "The sum of the steps' amounts." },
      steps: arrayOf(refTo("Step")),
      shared: objectOf(
        "What one ladder for all groups came to.",
        ["quantity", "exact_amount", "amount", "steps"],
        {
          quantity: number,
          exact_amount: number,
          amount: number,
          steps: arrayOf(refTo("Step")),
        },
      ),
      discounts: share("What a discount of the program takes off.", "discount"),
      credits: share("What a credit grant pays.", "grant"),
      taxes: share("A tax that is rounded line by line.", "tax"),
    },
  ),
  Step: objectOf(
    "One part of how an amount came about; the amounts of all add up to it.",
    ["kind", "amount"],
    {
      kind: choiceOf(stepKinds, "What the step is about."),
      cell: {
        description: "The cell or the window whose units the step is about.",
        oneOf: [
          { type: "string", const: "default" },
          {
            type: "object",
            additionalProperties: { oneOf: [{ type: "string" }, arrayOf({ type: "string" })] },
          },
        ],
      },
      quantity: number,
      divide_by: number,
      round: rounding,
      scale: { type: "integer", minimum: 0 },
      result: number,
      package_size: number,
      packages: number,
      unit_price: number,
      flat_amount: number,
      maximum_amount: number,
      up_to: { ...orNull(number), description: "A tier's bound, inclusive; null: open." },
      percent: refTo("Amount"),
      limit: refTo("Amount"),
      elapsed: arrayOf(refTo("Amount"), { minItems: 2, maxItems: 2 }),
      of: refTo("Amount"),
      amount: number,
    },
  ),
};
