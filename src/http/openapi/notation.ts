// Rules are written in two notations: in answers exactly one, in requests whatever is exact.
import { refTo, type Schema } from "./schema.ts";

export interface Notation {
  /** Of the names of schemas. */
  readonly suffix: "" | "Input";
  readonly decimal: Schema;
  readonly rate: Schema;
  /** What keeps fields out that are not known. */
  readonly closed: Schema;
  /** Fields that answers always have. */
  readonly given: readonly string[];
}

/** Amounts as text, rates as numbers. */
export const answered: Notation = {
  suffix: "",
  decimal: refTo("Amount"),
  rate: refTo("Rate"),
  closed: {},
  given: ["id"],
};

/** Both as text or numbers; a rule without an id gets one that follows from its name. */
export const requested: Notation = {
  suffix: "Input",
  decimal: refTo("DecimalInput"),
  rate: refTo("DecimalInput"),
  closed: { additionalProperties: false },
  given: [],
};
