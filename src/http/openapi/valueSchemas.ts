// Numbers, days, instants, ids: what every document is made of.
import type { Schema, Schemas } from "./schema.ts";

const plain = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$";
const number: Schema = { type: "number" };

export const valueSchemas: Schemas = {
  Id: {
    type: "string",
    pattern: "^[!-.0-~]{1,255}$",
    description: "Printable ASCII without space and slash.",
  },
  Name: {
    type: "string",
    minLength: 1,
    maxLength: 255,
    description: "At most 255 UTF-16 units: a character beyond U+FFFF, such as an emoji, counts as two.",
  },
  Date: { type: "string", format: "date", description: "A local day in the contract's zone." },
  Instant: {
    type: "string",
    format: "date-time",
    description: "RFC 3339; T and Z in upper case, no leap seconds.",
  },
  Cadence: {
    type: "string",
    enum: ["daily", "weekly", "monthly", "quarterly", "semiannual", "annual"],
  },
  Amount: {
    type: "string",
    pattern: plain,
    description: "A decimal as text, so that no digit is lost; in rules, amounts and quantities are so.",
  },
  Rate: { ...number, minimum: 0, maximum: 1, description: "A fraction: 0.05 is 5 %." },
  Number: {
    ...number,
    description:
      "A decimal, written digit by digit: up to 38 digits and more, of which a reader that makes doubles keeps 15.",
  },
  DecimalInput: {
    oneOf: [{ type: "string", pattern: plain, maxLength: 64 }, number],
    description:
      "A decimal as text or as a number, read digit by digit; but a number of more than 15 significant digits that a double prints the same way is refused, as arithmetic in floats leaves such ones.",
  },
  Proration: {
    type: "string",
    enum: ["none", "day", "second", "fixed_30"],
    description:
      "How much of a whole period's amount is due for a part of it: all, or by calendar days, by seconds of the local clock, by months of thirty days.",
  },
  Days: {
    type: "object",
    description: "Local days, both inclusive.",
    required: ["start", "end"],
    properties: { start: { $ref: "#/components/schemas/Date" }, end: { $ref: "#/components/schemas/Date" } },
  },
};
