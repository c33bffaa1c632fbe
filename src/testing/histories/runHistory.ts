// One random history: every step is done to the store under test and to the reference, and at the end all is compared that can be read.

import type { BillingStore } from "../../store/billingStore.ts";
import { storeState } from "../storeState.ts";
import { answerOf, answerToCommit, describeAnswer, spoil } from "./answer.ts";
import { createPicker } from "./picker.ts";
import { contracts } from "./pickText.ts";
import { listPages } from "./planQuestion.ts";
import { planStep } from "./planStep.ts";
import { createReferenceLog, type ReferenceLog } from "./referenceLog.ts";
import { settleRace } from "./settleRace.ts";
import { describeStep, type Step } from "./step.ts";

/** Where a store and the reference came apart. */
export interface Divergence {
  /** Steps that were done, the last one included. */
  readonly step: number;
  /** The last step. */
  readonly text: string;
  readonly difference: string;
}

/** Does so many steps to an empty store; null: it did what the reference does. */
export async function runHistory(
  store: BillingStore,
  seed: number,
  steps: number,
): Promise<Divergence | null> {
  const picker = createPicker(seed);
  let reference = await createReferenceLog();
  let last: Step | null = null;
  for (let step = 1; step <= steps; step += 1) {
    last = await planStep(picker, reference.store);
    const end = await takeStep(last, store, reference);
    if ("difference" in end) return { step, text: describeStep(last), difference: end.difference };
    reference = end.reference;
  }
  const difference = await compareAll(store, reference.store);
  if (difference === null) return null;
  const text = last === null ? "nothing was done" : describeStep(last);
  return { step: steps, text, difference: `after it, ${difference}` };
}

async function takeStep(
  step: Step,
  store: BillingStore,
  reference: ReferenceLog,
): Promise<{ readonly reference: ReferenceLog } | { readonly difference: string }> {
  if (step.kind === "race") return settleRace(store, reference, step.calls);
  const isCommit = step.kind === "commit";
  const actual = isCommit ? await answerToCommit(store, step.changes) : await answerOf(() => step.ask(store));
  const difference = isCommit
    ? await reference.commit(step.changes, actual)
    : describeAnswer(actual, await answerOf(() => step.ask(reference.store)));
  spoil(actual);
  return difference === null ? { reference } : { difference };
}

/** The first difference in what two stores show, by every method. */
async function compareAll(store: BillingStore, reference: BillingStore): Promise<string | null> {
  const expected = await allThatIsRead(reference);
  const actual = await answerOf(() => allThatIsRead(store));
  return describeAnswer(actual, { value: expected });
}

async function allThatIsRead(store: BillingStore): Promise<unknown> {
  const state = await storeState(store, contracts);
  const pages = await listPages(store, { limit: 7 });
  const found = [];
  for (const id of new Set(state.usage.map(({ event }) => event.event_id)))
    found.push(await store.findEvent(id));
  return { ...state, pages, found };
}
