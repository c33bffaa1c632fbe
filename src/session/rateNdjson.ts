import type { Terms } from "../model/terms.ts";
import { createRater, type Rater } from "./createRater.ts";
import type { NdjsonListener, NdjsonTally } from "./ndjsonListener.ts";
import { openNdjson } from "./openNdjson.ts";

/** What a file of usage came to. */
export interface NdjsonRating {
  readonly tally: Readonly<NdjsonTally>;
  /** Has its drafts, charges and states. */
  readonly rater: Rater;
}

/**
 * Rates a whole file of NDJSON against the terms of one contract or of many.
 *
 * @param chunks - the file's bytes, cut wherever
 * @param terms - from `resolveTerms`
 * @param listener - is told of charges and refusals on the way
 * @returns how many events came to what, and the rater that has rated them; for bytes that come later, or after others, see `openNdjson`
 * @throws BillingError `id_duplicate` for two terms of one contract
 *
 * @example
 * const contract = expectOk(parseContract({
 *   id: "acme", customer_name: "Acme", status: "active", currency: "USD", billing_cadence: "monthly", metrics: ["calls"],
 * }));
 * const program = expectOk(parsePricingProgram({
 *   contract: "acme", version: 1,
 *   rules: [{ name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" }],
 * }));
 * const line = '{"external_contract_id":"acme","event_id":"e1","metric":"calls","quantity":5,"timestamp":"2026-03-01T00:00:00Z"}\n';
 * const bytes = Uint8Array.from(line + line, (letter) => letter.charCodeAt(0));
 * const { tally, rater } = rateNdjson([bytes], expectOk(resolveTerms(contract, [program])));
 * [tally.accepted, tally.duplicates]; // => [1, 1]
 * rater.draft(billingPeriods(contract, "2026-03-01", "2026-03-31")[0]).total; // => "0.1"
 */
export function rateNdjson(
  chunks: Iterable<Uint8Array>,
  terms: Terms | Iterable<Terms>,
  listener: NdjsonListener = {},
): NdjsonRating {
  const rater = createRater(terms);
  const stream = openNdjson(rater, listener);
  for (const chunk of chunks) stream.push(chunk);
  stream.end();
  return { tally: stream.tally, rater };
}
