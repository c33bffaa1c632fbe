// Terms, rating and drafting: documents that went through a parser, and what a caller has kept of earlier calls.
import {
  billingPeriods,
  type Charge,
  createRater,
  draftCorrectionInvoice,
  draftInvoice,
  draftProgressiveInvoice,
  expectOk,
  lintProgram,
  mergeCharges,
  mergeStates,
  type PricingProgram,
  parseContract,
  parsePricingProgram,
  type RatingState,
  type Result,
  rateUsage,
  resolveTerms,
} from "../../../src/index.ts";
import type { Door } from "./door.ts";

const ofStrangeCharge =
  "a charge of a rule that the terms do not have is documented to be a bug of the caller's";

export const ratingDoors: readonly Door[] = [
  {
    // Documents come out of the parsers before they are resolved, so that is what this door is given.
    ...{ name: "resolveTerms, lintProgram", weight: 6, takes: "documents" },
    given: ({ contract, programs }) => [contract, programs],
    call: ([contract, programs]) => resolved(contract, programs),
  },
  {
    ...{ name: "billingPeriods", weight: 6, takes: "documents", live: "odd" },
    given: ({ period }) => [period.start, period.end],
    call: ([from, to], { contract }) => billingPeriods(contract, from as string, to as string),
  },
  {
    ...{ name: "rateUsage, events", weight: 10, takes: "documents", live: "any" },
    given: ({ events }) => [...events],
    call: (events, { terms }) => rateUsage(terms, events as never),
  },
  {
    ...{ name: "rateUsage, state", weight: 6, takes: "documents", live: "odd" },
    given: ({ state, events }) => [state, events[0] ?? {}],
    call: ([state, event], { terms }) =>
      rateUsage(terms, [{ ...(event as object), event_id: "later" } as never], state as never).state,
    again: (answer, { terms }) => createRater(terms, answer as RatingState).state(),
  },
  {
    ...{ name: "createRater", weight: 4, takes: "documents", misuse: ofStrangeCharge },
    given: ({ state, charges, period, contract }) => [{ charges, seed: 7 }, state, period, contract.id],
    call: ([options, state, period, contract], { terms, events }) => {
      const rater = createRater(terms, state as never, options as never);
      const { statuses } = rater.rateColumns(events);
      return {
        statuses: [...statuses],
        charges: rater.charges(contract as string),
        draft: rater.draft(period as never),
      };
    },
  },
  {
    ...{ name: "rateColumns", weight: 6, takes: "documents", live: "any" },
    given: ({ events }) => [...events],
    call: (events, { terms }) => {
      const rater = createRater(terms);
      const { statuses, refusals, charges } = rater.rateColumns(events as never);
      const documents = Array.from({ length: charges.length }, (_, at) => charges.charge(at));
      return { statuses: [...statuses], refusals, documents, totals: rater.totals() };
    },
  },
  {
    ...{ name: "mergeStates", weight: 6, takes: "documents", live: "odd" },
    given: ({ state }) => [state, { ...state, events: [] }],
    call: ([a, b], { terms }) => mergeStates(terms, a as never, b as never),
    again: (answer, { terms }) =>
      mergeStates(terms, answer as RatingState, { ...(answer as RatingState), totals: [], events: [] }),
  },
  {
    ...{ name: "mergeCharges", weight: 6, takes: "documents", misuse: ofStrangeCharge },
    given: ({ charges }) => [...charges],
    call: (charges, { terms }) => mergeCharges(terms, charges as readonly Charge[]),
    again: (answer, { terms }) => mergeCharges(terms, answer as Charge[]),
  },
  {
    ...{ name: "draftInvoice, charges", weight: 5, takes: "documents", misuse: ofStrangeCharge },
    given: ({ charges, period }) => [[...charges], period],
    call: ([charges, period], { terms }) => draftInvoice(terms, charges as never, period as never),
  },
  {
    ...{ name: "draftInvoice, history", weight: 4, takes: "documents", live: "odd" },
    given: ({ history }) => [history],
    call: ([history], { terms, charges, period }) => draftInvoice(terms, charges, period, history as never),
  },
  {
    ...{ name: "draftCorrectionInvoice", weight: 2, takes: "documents", live: "odd" },
    given: ({ history }) => [history],
    call: ([history], { terms, charges }) => draftCorrectionInvoice(terms, charges, history as never) ?? null,
  },
  {
    ...{ name: "draftProgressiveInvoice", weight: 2, takes: "documents", live: "odd" },
    given: ({ history, period }) => [{ ...history, invoices: [] }, period],
    call: ([history, period], { terms, charges }) =>
      draftProgressiveInvoice(terms, charges, period as never, history as never) ?? null,
  },
];

function resolved(contract: unknown, programs: unknown): Result<unknown> {
  const agreement = parseContract(contract);
  const versions = (Array.isArray(programs) ? programs : [programs]).map((one) => parsePricingProgram(one));
  const read = versions.flatMap((one) => (one.ok ? [one.value] : []));
  const refused = [agreement, ...versions].find((one) => !one.ok);
  if (!agreement.ok || refused !== undefined) return refused ?? agreement;
  const warnings = read.map((one) => lintProgram(agreement.value, one));
  const terms = resolveTerms(agreement.value, read);
  if (!terms.ok) return terms;
  const again = expectOk(
    resolveTerms(terms.value.contract, JSON.parse(JSON.stringify(terms.value.programs)) as PricingProgram[]),
  );
  if (JSON.stringify(again) !== JSON.stringify(terms.value))
    throw new Error("resolved terms are not resolved to the same");
  return { ok: true, value: { warnings, terms: terms.value } };
}
