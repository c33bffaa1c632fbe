// What came of calls side by side: right when the reference gives these very answers in some order of the calls.
import type { AccountChange, BillingStore } from "../../store/billingStore.ts";
import { type Answer, answerOf, answerToCommit, asksAgain, describeAnswer, spoil } from "./answer.ts";
import { createReferenceLog, look, type ReferenceLog } from "./referenceLog.ts";
import type { RaceCall } from "./step.ts";

/** How a race ended: with a reference that has seen it, or with something that no order explains. */
export type RaceEnd = { readonly reference: ReferenceLog } | { readonly difference: string };

interface AnsweredCommit {
  readonly changes: readonly AccountChange[];
  readonly answer: Answer;
}

interface AnsweredLook {
  readonly contract: string;
  readonly answer: Answer;
}

/** Begins all calls, waits for all, and looks for an order that explains the answers. */
export async function settleRace(
  store: BillingStore,
  reference: ReferenceLog,
  calls: readonly RaceCall[],
): Promise<RaceEnd> {
  const commits: AnsweredCommit[] = [];
  const looks: AnsweredLook[] = [];
  const answers = await Promise.all(calls.map((call) => begin(store, call)));
  for (const [place, call] of calls.entries()) {
    const answer = answers[place];
    // Who was asked to try again has written nothing; what the others and later reads show has to agree with that.
    if (answer === undefined || asksAgain(answer)) continue;
    if ("look" in call) looks.push({ contract: call.look, answer });
    else commits.push({ changes: call.changes, answer });
  }
  const before = [...reference.done];
  let first: string | null = null;
  for (const order of ordersOf(commits)) {
    // The order of the calls is tried first, and mostly right: then nothing has to be made again.
    const tried = first === null ? reference : await createReferenceLog(before);
    const difference = await replay(tried, order, looks);
    if (difference === null) {
      answers.forEach(spoil);
      return { reference: tried };
    }
    first ??= difference;
  }
  return { difference: `no order of the calls explains the answers; in the order of the calls, ${first}` };
}

function begin(store: BillingStore, call: RaceCall): Promise<Answer> {
  if ("look" in call) return answerOf(() => look(store, call.look));
  return answerToCommit(store, call.changes);
}

/** Commits in this order; a look may have seen any moment of it. Answers the first difference. */
async function replay(
  reference: ReferenceLog,
  commits: readonly AnsweredCommit[],
  looks: readonly AnsweredLook[],
): Promise<string | null> {
  const unseen = new Set(looks);
  let last: string | null = null;
  const compare = async (): Promise<void> => {
    for (const each of unseen) {
      const moment = await answerOf(() => look(reference.store, each.contract));
      last = describeAnswer(each.answer, moment);
      if (last === null) unseen.delete(each);
    }
  };
  await compare();
  for (const { changes, answer } of commits) {
    const difference = await reference.commit(changes, answer);
    if (difference !== null) return difference;
    await compare();
  }
  return unseen.size === 0 ? null : `a read shows no moment between the commits; after all of them, ${last}`;
}

function* ordersOf<T>(items: readonly T[]): Generator<readonly T[], void, undefined> {
  if (items.length < 2) yield items;
  else
    for (const [place, first] of items.entries())
      for (const rest of ordersOf(items.filter((_, other) => other !== place))) yield [first, ...rest];
}
