// What the library says of a world, asked in one of two ways: event by event with documents, or in one batch with columns.
import {
  type Charge,
  createRater,
  draftInvoice,
  expectOk,
  type Invoice,
  rateUsage,
  resolveTerms,
} from "../../../src/index.ts";
import type { LongWorld } from "./longWorld.ts";

export interface Answered {
  /** For each event `accepted`, `duplicate`, or the code with which it is refused. */
  readonly verdicts: readonly string[];
  readonly charges: readonly Charge[];
  /** One for each period of the world. */
  readonly drafts: readonly Invoice[];
}

export type Way = (world: LongWorld) => Answered;

export function inDocuments({ contract, programs, events, periods }: LongWorld): Answered {
  const terms = expectOk(resolveTerms(contract, programs));
  const { outcomes, charges } = rateUsage(terms, events);
  return {
    verdicts: outcomes.map(({ code, duplicate }) => code ?? (duplicate === true ? "duplicate" : "accepted")),
    charges,
    drafts: periods.map((period) => draftInvoice(terms, charges, period)),
  };
}

export function inColumns({ contract, programs, events, periods }: LongWorld): Answered {
  const rater = createRater(expectOk(resolveTerms(contract, programs)));
  const { statuses, refusals, charges } = rater.rateColumns(events);
  const codes = new Map(refusals.map(({ at, outcome }) => [at, outcome.code]));
  const words = ["accepted", "duplicate"];
  return {
    verdicts: [...statuses].map((status, at) => words[status] ?? codes.get(at) ?? "refused without a code"),
    charges: Array.from({ length: charges.length }, (_, at) => charges.charge(at)),
    drafts: periods.map((period) => rater.draft(period)),
  };
}
