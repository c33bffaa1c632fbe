// A contract with its programs, checked against each other.
import type { Contract } from "./contract.ts";
import type { PricingProgram } from "./pricingProgram.ts";

/**
 * A contract and its program versions, ascending, cross-checked by `resolveTerms`. Frozen plain data: reuse
 * it, send it to a worker, keep it. What is compiled from it is remembered beside it, not in it.
 */
export interface Terms {
  readonly object: "terms";
  readonly contract: Contract;
  readonly programs: readonly PricingProgram[];
}
