// What the worst inputs are made with: a small contract, and lists that fill a megabyte.
import {
  expectOk,
  parseContract,
  parsePricingProgram,
  resolveTerms,
  type Terms,
} from "../../../src/index.ts";

export interface WorstInput {
  readonly name: string;
  /** Made beforehand, not measured. */
  make(): Work;
}

/** @returns how many things came of it: for the table, and so that the work cannot be left out */
export type Work = () => number;

export const megabyte = 1_000_000;

export const contract = {
  ...{ id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly" },
  ...{ metrics: ["calls"], start_date: "2026-01-01" },
};
export const calls = { type: "usage", metric: "calls", model: "per_unit", unit_amount: "0.01" };

export function termsOf(rules: readonly object[]): Terms {
  const program = expectOk(parsePricingProgram(programOf(rules)));
  return expectOk(resolveTerms(expectOk(parseContract(contract)), [program]));
}

export function programOf(rules: readonly object[]): object {
  return {
    contract: "acme",
    version: 1,
    rules: rules.map((rule, at) => ({ id: `r${at}`, name: `R${at}`, ...rule })),
  };
}

export function eventOf(event_id: string, more: object = {}): object {
  return {
    external_contract_id: "acme",
    event_id,
    metric: "calls",
    quantity: "1",
    timestamp: "2026-03-05T00:00:00Z",
    ...more,
  };
}

/** As many of them as make a megabyte of JSON. */
export function fill<T>(make: (at: number) => T, most = Number.POSITIVE_INFINITY, bytes = megabyte): T[] {
  const list: T[] = [];
  for (let size = 0, at = 0; size < bytes && at < most; at += 1) {
    const item = make(at);
    size += (JSON.stringify(item) ?? "").length + 1;
    list.push(item);
  }
  return list;
}

/** Read as a caller's server would read it: text in, an answer out. */
export function read(
  name: string,
  parse: (text: string) => { readonly ok: boolean },
  text: () => string,
): WorstInput {
  return {
    name,
    make() {
      const given = text();
      return () => (parse(given).ok ? 1 : 0);
    },
  };
}

export const json = JSON.stringify;
export const half = megabyte / 2;
