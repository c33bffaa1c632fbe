// Holds answers against the OpenAPI document: the schema that it names for a path, a method and a status. Schemas of answers are
// open to the outside; here they are closed, so that a field that no schema knows is found.
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js";
import { openApiDocument } from "../../src/http/index.ts";

type Json = { readonly [key: string]: unknown };

const document = close(openApiDocument()) as Json & {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Json } };
};
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { date: true, "date-time": true } });
ajv.addSchema({ $id: "api", ...document });
const validators = new Map<string, ValidateFunction>();

/** What is wrong with a body, by the schema at a place in the document. */
export function misfits(pointer: string, body: unknown): string[] {
  const known = validators.get(pointer);
  const validate = known ?? ajv.compile({ $ref: `api#${pointer}` });
  validators.set(pointer, validate);
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is wrong with a body, by a named schema. */
export function misfitsOf(name: string, body: unknown): string[] {
  return misfits(`/components/schemas/${name}`, body);
}

/** What is wrong with an answer to a request, as far as the document speaks of it. */
export function misfitsOfAnswer(method: string, pathname: string, status: number, body: unknown): string[] {
  if (status >= 400) return misfitsOf("Error", body);
  const path = Object.keys(document.paths).find((one) => matches(one, pathname));
  const operation = path === undefined ? undefined : document.paths[path]?.[method.toLowerCase()];
  if (path === undefined || operation === undefined) return [`${method} ${pathname} is not in the document`];
  const place = `/paths/${pointerTo(path)}/${method.toLowerCase()}/responses/${status}`;
  return misfits(`${place}/content/${pointerTo("application/json")}/schema`, body);
}

/** Whether the document names that status for an operation; undefined where it has no such operation. */
export function namesStatus(method: string, pathname: string, status: number): boolean | undefined {
  const path = Object.keys(document.paths).find((one) => matches(one, pathname));
  const operation = path === undefined ? undefined : document.paths[path]?.[method.toLowerCase()];
  return operation === undefined ? undefined : Object.hasOwn(operation.responses as object, String(status));
}

function matches(path: string, pathname: string): boolean {
  const [parts, given] = [path.split("/"), pathname.split("/")];
  return (
    parts.length === given.length && parts.every((part, at) => part.startsWith("{") || part === given[at])
  );
}

function pointerTo(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
}

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, close(field)]));
  const isObject = copy.type === "object" && typeof copy.properties === "object";
  const isOpen = copy.additionalProperties === undefined;
  return isObject && isOpen ? { ...copy, additionalProperties: false } : copy;
}
