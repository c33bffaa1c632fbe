import type { JsonValue } from "../index.ts";
import { checkBasePath } from "./handlerOptions.ts";
import { contractSchemas } from "./openapi/contractSchemas.ts";
import { errorResponses, errorSchemas } from "./openapi/errorSchemas.ts";
import { invoiceSchemas } from "./openapi/invoiceSchemas.ts";
import { paths } from "./openapi/paths.ts";
import { pricingSchemas } from "./openapi/pricingSchemas.ts";
import type { Schema } from "./openapi/schema.ts";
import { usageSchemas } from "./openapi/usageSchemas.ts";
import { valueSchemas } from "./openapi/valueSchemas.ts";

/** What the document says of a particular handler. */
export interface OpenApiOptions {
  /** The handler's; `/v1/billing` unless told. */
  readonly basePath?: string | undefined;
  /** Where it can be reached: the document's `servers`; left out unless told. */
  readonly servers?: readonly string[] | undefined;
}

/** An OpenAPI 3.1 document: plain data, ready for JSON. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  /** Path items: by path, then by method in lower case. */
  readonly paths: { readonly [path: string]: { readonly [method: string]: JsonValue } };
  readonly components: {
    readonly schemas: { readonly [name: string]: { readonly [keyword: string]: JsonValue } };
    readonly responses: { readonly [status: string]: { readonly [field: string]: JsonValue } };
    readonly securitySchemes: { readonly [name: string]: { readonly [field: string]: JsonValue } };
  };
}

/** Every GET has a HEAD, which the document does not repeat. */
const self: Schema = {
  get: {
    operationId: "getOpenApi",
    summary: "This document.",
    security: [],
    responses: {
      "200": {
        description: "An OpenAPI 3.1 document.",
        content: { "application/json": { schema: { type: "object" } } },
      },
      "405": { $ref: "#/components/responses/405" },
    },
  },
};

/**
 * The HTTP API as an OpenAPI 3.1 document: every path with its parameters, body, answers and errors, every document as a schema.
 *
 * The handler serves the same as `openapi.json` at the root and below the base path, without a key. Every GET can be a HEAD, too. Schemas of answers are open: fields may be added to
 * them; those of what is sent are closed, as fields that are not known are refused.
 *
 * @param options - the handler's base path, and addresses to name as `servers`
 * @throws InvariantError for a base path that no handler can have
 *
 * @example
 * const { openapi, paths } = openApiDocument({ servers: ["https://billing.example.com"] });
 * openapi; // => "3.1.0"
 * Object.keys(paths)[0]; // => "/v1/billing/contracts"
 */
export function openApiDocument({ basePath, servers }: OpenApiOptions = {}): OpenApiDocument {
  const base = checkBasePath(basePath);
  const document: OpenApiDocument = {
    openapi: "3.1.0",
    info: {
      title: "Billing API",
      version: "1",
      description:
        "Contracts, pricing, usage and invoices. Numbers in answers are written digit by digit; what is sent may be text or numbers.",
    },
    ...(servers === undefined ? {} : { servers: servers.map((url) => ({ url })) }),
    security: [{ bearer: [] }, { header: [] }],
    paths: {
      ...Object.fromEntries(Object.entries(paths).map(([path, item]) => [`${base}${path}`, item])),
      [`${base}/openapi.json`]: self,
    },
    components: {
      schemas: {
        ...valueSchemas,
        ...contractSchemas,
        ...pricingSchemas,
        ...usageSchemas,
        ...invoiceSchemas,
        ...errorSchemas,
      },
      responses: errorResponses,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        header: { type: "apiKey", in: "header", name: "X-Api-Key" },
      },
    },
  };
  // A copy: who changes the one it got changes nobody else's.
  return JSON.parse(JSON.stringify(document)) as OpenApiDocument;
}
