// What is answered in place of a document.
import { arrayOf, objectOf, refTo, type Schema, type Schemas, textOf } from "./schema.ts";

export const errorSchemas: Schemas = {
  Error: objectOf("Why there is no document.", ["error", "code"], {
    error: textOf("For people."),
    code: textOf("For matching: the code of the first issue, or of what is wrong with the request."),
    issues: arrayOf(refTo("Issue"), {
      minItems: 1,
      description: "Everything that is wrong with the request.",
    }),
  }),
  Issue: objectOf("One thing that is wrong.", ["code", "path", "message"], {
    code: textOf("What kind of problem it is; match on this."),
    path: textOf("Where: a parameter, or a place in the body or in the program that it would make."),
    message: textOf("What was found and what would be right."),
  }),
};

function failure(description: string, headers: Schema = {}): Schema {
  return {
    description,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: { "application/json": { schema: refTo("Error") } },
  };
}

function header(description: string): Schema {
  return { description, schema: { type: "string" } };
}

/** By status. */
export const errorResponses: Schemas = {
  "400": failure("The body or a parameter is wrong: nothing was done."),
  "401": failure("Missing API key, Invalid API key, or API key expired.", {
    "WWW-Authenticate": header("Bearer"),
  }),
  "404": failure("Not found; also what belongs to another account."),
  "405": failure("The path does not have this method.", { Allow: header("The methods that it has.") }),
  "409": failure("It does not go with what is stored: nothing was done."),
  "413": failure("The body is too large: nothing was done."),
  "415": failure("The body is not said to be application/json in UTF-8."),
  "500": failure("Internal error. Sending usage again is safe."),
  "503": failure("The store was busy or out of reach. Sending the same again is safe.", {
    "Retry-After": header("Seconds to wait."),
  }),
};
