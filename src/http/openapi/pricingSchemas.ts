// Pricing programs, and what changes of their rules answer.
import { answered, requested } from "./notation.ts";
import { priceSchemas } from "./priceSchemas.ts";
import { ruleSchemas } from "./ruleSchemas.ts";
import { arrayOf, choiceOf, exactly, objectOf, orNull, refTo, type Schema, type Schemas } from "./schema.ts";

const version: Schema = { type: "integer", minimum: 1, maximum: 1_000_000 };
const scope = arrayOf(refTo("Id"), { minItems: 1, description: "Only lines of these rules." });

export const pricingSchemas: Schemas = {
  ...priceSchemas(answered),
  ...priceSchemas(requested),
  ...ruleSchemas(answered),
  ...ruleSchemas(requested),
  PricingProgram: objectOf(
    "One version of a contract's price list.",
    ["object", "contract", "version", "effective_date", "rules"],
    {
      object: exactly("pricing_program"),
      contract: refTo("Id"),
      version,
      effective_date: {
        ...orNull(refTo("Date")),
        description: "In effect from the start of this day; null: from the contract's start.",
      },
      rules: arrayOf(refTo("Rule"), { minItems: 1, maxItems: 1000 }),
      discounts: arrayOf(refTo("InvoiceDiscount")),
      minimum_commitment: objectOf("The least that a period comes to.", ["amount"], {
        amount: refTo("Amount"),
        name: refTo("Name"),
        proration: refTo("Proration"),
      }),
      taxes: arrayOf(refTo("Tax")),
      progressive_threshold: refTo("Amount"),
    },
  ),
  InvoiceDiscount: objectOf(
    "Taken off the lines of an invoice.",
    ["id"],
    {
      id: refTo("Id"),
      name: refTo("Name"),
      amount: refTo("Amount"),
      percent: refTo("Amount"),
      rules: scope,
    },
    { oneOf: [{ required: ["amount"] }, { required: ["percent"] }] },
  ),
  Tax: objectOf("A tax on what an invoice asks for.", ["id", "name", "rate"], {
    id: refTo("Id"),
    name: refTo("Name"),
    rate: refTo("Rate"),
    inclusive: { type: "boolean" },
    rounding: choiceOf(["sum", "line"], "What is rounded."),
    rules: scope,
  }),
  PricingRule: objectOf(
    "The answer to a change of one rule: the version that it made, and the rule in it.",
    ["object", "contract", "version", "rule"],
    {
      object: exactly("pricing_rule"),
      contract: refTo("Id"),
      version,
      rule: { ...refTo("Rule"), description: "As it is in that version; of a deleted one, as it last was." },
      deleted: { type: "boolean", const: true },
    },
  ),
  RuleChange: {
    type: "object",
    description:
      "Fields of the rule to change, as a RuleInput has them; null takes one away. What comes out has to be a rule.",
    additionalProperties: true,
  },
};
