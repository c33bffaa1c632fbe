// The names of the tables, quoted and with their schema, so that a search path has no say.
import { InvariantError } from "../model/errors.ts";

export interface Tables {
  readonly schema: string;
  readonly migrations: string;
  readonly contracts: string;
  readonly programs: string;
  readonly invoices: string;
  readonly grants: string;
  readonly events: string;
  readonly charges: string;
  readonly totals: string;
}

/** @throws InvariantError for a schema that is not a plain lower-case name. */
export function tablesOf(schema = "lucius_rating"): Tables {
  if (typeof schema !== "string" || !/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new InvariantError(
      `a schema is named by up to 63 lower-case letters, digits and _, not ${JSON.stringify(schema)}`,
    );
  }
  const table = (name: string): string => `"${schema}"."${name}"`;
  return {
    schema,
    migrations: table("migrations"),
    contracts: table("contracts"),
    programs: table("programs"),
    invoices: table("invoices"),
    grants: table("grants"),
    events: table("events"),
    charges: table("charges"),
    totals: table("totals"),
  };
}
