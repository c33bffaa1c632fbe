// Documents as a caller would send them, and the drafts that come of them.
import {
  billingPeriods,
  draftInvoice,
  type Invoice,
  parseContract,
  parsePricingProgram,
  resolveTerms,
  type Terms,
} from "../../src/index.ts";
import type { RuleInput } from "./prices.ts";

/** A refusal, as an answer: the code of the first issue. */
export interface Refusal {
  readonly error: string;
}

/** A contract before it is checked. */
export function contractWith(fields: RuleInput): RuleInput {
  const customer = { id: "peer", customer_name: "Peer", status: "active", currency: "USD" };
  return { ...customer, billing_cadence: "monthly", metrics: [], ...fields };
}

/** A version of its program before it is checked. */
export function programWith(rules: readonly RuleInput[], fields: RuleInput = {}): RuleInput {
  return { contract: "peer", version: 1, rules, ...fields };
}

export function refusal({ issues }: { readonly issues: readonly { readonly code: string }[] }): Refusal {
  return { error: issues[0]?.code ?? "" };
}

/** What the documents agree, or why they are refused. */
export function termsWith(contract: RuleInput, programs: readonly RuleInput[]): Terms | Refusal {
  const checked = parseContract(contract);
  if (!checked.ok) return refusal(checked);
  const versions = programs.map((program) => parsePricingProgram(program));
  const wrong = versions.find((version) => !version.ok);
  if (wrong?.ok === false) return refusal(wrong);
  const terms = resolveTerms(
    checked.value,
    versions.flatMap((version) => (version.ok ? [version.value] : [])),
  );
  return terms.ok ? terms.value : refusal(terms);
}

/** The bills of fees: of all periods that share a day with those from `from` to `to`, or why the documents are refused. */
export function feeDrafts(
  contract: RuleInput,
  programs: readonly RuleInput[],
  { from, to }: { readonly from: string; readonly to: string },
): Invoice[] | Refusal {
  const terms = termsWith(contract, programs);
  if ("error" in terms) return terms;
  return billingPeriods(terms.contract, from, to).map((period) => draftInvoice(terms, [], period));
}
