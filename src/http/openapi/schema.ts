// The few forms that schemas of documents are made of.
import type { JsonValue } from "../../index.ts";

/** A JSON Schema, dialect 2020-12. */
export type Schema = { readonly [keyword: string]: JsonValue };
/** Schemas by name. */
export type Schemas = { readonly [name: string]: Schema };

export function refTo(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object with these fields, of which those named are always there. */
export function objectOf(
  description: string,
  required: readonly string[],
  properties: Schemas,
  more: Schema = {},
): Schema {
  return { type: "object", description, required, properties, ...more };
}

/** The same, of what is sent: a field that is not known is refused, so that a misspelt one is noticed. */
export function inputOf(description: string, required: readonly string[], properties: Schemas): Schema {
  return objectOf(description, required, properties, { additionalProperties: false });
}

export function arrayOf(items: Schema, more: Schema = {}): Schema {
  return { type: "array", items, ...more };
}

export function textOf(description: string): Schema {
  return { type: "string", description };
}

export function choiceOf(choices: readonly string[], description: string): Schema {
  return { type: "string", enum: choices, description };
}

export function exactly(value: string): Schema {
  return { type: "string", const: value };
}

/** One of several, or null. */
export function orNull(schema: Schema): Schema {
  return { oneOf: [schema, { type: "null" }] };
}
