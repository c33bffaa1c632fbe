// One operation of the document: its parameters, its body, its answers.
import { invoiceStatuses } from "./invoiceSchemas.ts";
import { refTo, type Schema, type Schemas } from "./schema.ts";

/** What there is to say of an operation. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Names of parameters in the query. */
  readonly query?: Schemas;
  /** Names of ids in the path. */
  readonly path?: readonly string[];
  /** Name of the schema of the body. */
  readonly body?: string;
  readonly status?: "200" | "201";
  /** Schema of the answer. */
  readonly answer: Schema;
  /** Statuses of errors beside those that every operation has. */
  readonly errors?: readonly string[];
}

const ofEvery = ["400", "401", "404", "405", "500", "503"];
const ofBodies = ["413", "415"];

export function operation(one: Operation): Schema {
  const errors = [...ofEvery, ...(one.body === undefined ? [] : ofBodies), ...(one.errors ?? [])].sort();
  const parameters = [
    ...(one.path ?? []).map((name) => ({ name, in: "path", required: true, schema: refTo("Id") })),
    ...Object.entries(one.query ?? {}).map(([name, schema]) => ({ name, in: "query", schema })),
  ];
  return {
    operationId: one.id,
    summary: one.summary,
    ...(one.description === undefined ? {} : { description: one.description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(one.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: refTo(one.body) } },
          },
        }),
    responses: {
      [one.status ?? "200"]: {
        description: "Done.",
        content: { "application/json": { schema: one.answer } },
      },
      ...Object.fromEntries(errors.map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  };
}

/** A page of a list. */
export function listOf(name: string): Schema {
  return {
    type: "object",
    required: ["object", "data", "has_more", "total_count"],
    properties: {
      object: { type: "string", const: "list" },
      data: { type: "array", items: refTo(name) },
      has_more: { type: "boolean", description: "Ask again with starting_after." },
      total_count: { type: "integer", minimum: 0, description: "Items on this page." },
    },
  };
}

export const pageQuery: Schemas = {
  limit: { type: "integer", minimum: 1, maximum: 100, default: 50 },
  starting_after: {
    type: "string",
    description:
      "The id or number of the last item of the page before; contract/id where several contracts share it.",
  },
};
export const contractQuery: Schemas = {
  contract: { ...refTo("Id"), description: "Needed where several contracts share the id or number." },
};
export const dateQuery: Schemas = { from: refTo("Date"), to: refTo("Date") };
export const invoiceStatus: Schema = { type: "string", enum: invoiceStatuses };
