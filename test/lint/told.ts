// Small programs to look at, and what lint says of them.
import { expectOk, lintProgram, parseContract, parsePricingProgram, type Warning } from "../../src/index.ts";

const document = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls"],
};
export const calls = { name: "Calls", type: "usage", metric: "calls" };
export const perUnit = { ...calls, model: "per_unit", unit_amount: "0.1" };
export const eu = { property: "region", in: ["eu"] };
export const notEu = { property: "region", not_in: ["eu"] };
export const matrix = {
  ...calls,
  model: "matrix",
  dimensions: ["region", "size"],
  cells: [
    { when: { region: "us" }, unit_amount: "1" },
    { when: { region: "eu" }, unit_amount: "1" },
  ],
  default: "free",
};

export function warningsOf(
  rules: readonly object[],
  metrics: readonly string[] = ["calls"],
  terms: object = {},
): Warning[] {
  const contract = expectOk(parseContract({ ...document, ...terms, metrics }));
  return lintProgram(contract, expectOk(parsePricingProgram({ contract: "acme", version: 1, rules })));
}

/** Code, path below the first rule, and quantity. */
export function told(rule: object, terms: object = {}): (readonly string[])[] {
  return warningsOf([rule, { ...perUnit, name: "Plain" }], ["calls"], terms).map(
    ({ code, path, quantity }) => {
      const place = path.replace(/^program\.rules\[0\]\.?/, "");
      return quantity === undefined ? [code, place] : [code, place, quantity];
    },
  );
}

export interface Case {
  readonly what: string;
  /** Of the contract. */
  readonly terms?: object;
  readonly rule: object;
  readonly warns: readonly (readonly string[])[];
}
