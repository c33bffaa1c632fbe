// One step of a random history: a question, a commit, or several calls side by side.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";

/** What a store is asked to do next. */
export type Step = QuestionStep | CommitStep | RaceStep;

/** Something that changes nothing, or has to be rejected: the answer is that of the reference. */
export interface QuestionStep {
  readonly kind: "question";
  readonly text: string;
  ask(store: BillingStore): Promise<unknown>;
}

/** A commit on its own. */
export interface CommitStep {
  readonly kind: "commit";
  readonly changes: readonly AccountChange[];
}

/** Commits, and reads of whole contracts, that are begun one after the other without waiting for any. */
export interface RaceStep {
  readonly kind: "race";
  readonly calls: readonly RaceCall[];
}

export type RaceCall = { readonly changes: readonly AccountChange[] } | { readonly look: string };

/** The step, as text for people. */
export function describeStep(step: Step): string {
  if (step.kind === "question") return step.text;
  if (step.kind === "commit") return `commit(${shorten(JSON.stringify(step.changes))})`;
  const calls = step.calls.map((call) =>
    "look" in call
      ? `read(${JSON.stringify(call.look)})`
      : `commit(${shorten(JSON.stringify(call.changes))})`,
  );
  return `side by side: ${calls.join(", ")}`;
}

function shorten(text: string): string {
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
