// One execution: one call of one door with one input, and all that has to hold then.
import type { Dice } from "./dice.ts";
import type { Door } from "./door.ts";
import { drawInput, type Input } from "./drawInput.ts";
import { flawOfIssues, jsonFlaw, longest, type Verdict, verdictOf, verdictOfThrown } from "./judge.ts";
import type { Scene } from "./scenes.ts";

export interface Execution {
  readonly verdict: Verdict;
  /** Set where something is wrong. */
  readonly fault?: string | undefined;
  readonly input: Input;
  /** Calls that were made. */
  readonly calls: number;
}

type Call = (args: readonly unknown[]) => unknown;

/** Calls a door once, and, of some inputs, once more for the same answer. */
export async function execute(
  dice: Dice,
  door: Door,
  scene: Scene,
  spares: readonly unknown[],
): Promise<Execution> {
  const input = drawInput(dice, door, scene, spares);
  const call: Call = (args) => door.call(args, scene);
  const watch = input.plain && door.takes !== "bytes" ? dice.below(4) : 3;
  if (watch === 0) freezeDeep(input.args);
  const before = watch === 1 ? JSON.stringify(input.args) : undefined;
  const asked = ask(call, input.args, door.misuse);
  const verdict = asked instanceof Promise ? await asked : asked;
  const fault = verdict.kind === "fault" ? verdict.fault : flawOfAnswer(verdict, door);
  if (fault !== undefined) return { verdict, fault, input, calls: 1 };
  if (before !== undefined && JSON.stringify(input.args) !== before)
    return { verdict, fault: "changed its input", input, calls: 1 };
  if (!input.plain || dice.below(4) > 0) return { verdict, input, calls: 1 };
  const second = ask(call, input.args, door.misuse);
  const repeated = second instanceof Promise ? await second : second;
  const same = textOf(repeated) === textOf(verdict);
  return {
    verdict,
    fault: same ? comesBack(verdict, door, scene) : "another answer to the same",
    input,
    calls: 2,
  };
}

export function ask(
  call: Call,
  args: readonly unknown[],
  misuse: string | undefined,
): Verdict | Promise<Verdict> {
  try {
    const answer = call(args);
    if (!(answer instanceof Promise)) return verdictOf(answer);
    return answer.then(verdictOf, (error: unknown) => verdictOfThrown(error, misuse));
  } catch (error) {
    return verdictOfThrown(error, misuse);
  }
}

/** What is wrong with an answer in itself. */
export function flawOfAnswer(verdict: Verdict, { raw }: Pick<Door, "raw">): string | undefined {
  if (verdict.kind !== "ok") return undefined;
  const told = flawOfOutcomes(verdict.value);
  if (told !== undefined || raw === true) return told;
  const flaw = jsonFlaw(verdict.value);
  return flaw === undefined ? undefined : `answered what JSON does not hold: ${flaw}`;
}

/** Answers may carry refusals of single events: outcomes have one text for all issues of an event, lines have the issues. */
function flawOfOutcomes(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { outcomes, events, refusals } = value as Record<string, unknown>;
  for (const list of [outcomes, events]) {
    const rejected = (Array.isArray(list) ? (list as Record<string, string>[]) : []).filter(
      ({ status }) => status === "rejected",
    );
    for (const { code, error = "" } of rejected) {
      const flaw = flawOfIssues([{ code, path: "", message: "is rejected" } as never]);
      if (flaw !== undefined) return flaw;
      if (error === "" || error.length > longest.outcome)
        return `${code} with an error of ${error.length} characters`;
    }
  }
  for (const { issues } of Array.isArray(refusals) ? (refusals as { readonly issues?: never[] }[]) : []) {
    const flaw = issues === undefined ? undefined : flawOfIssues(issues);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** An answer that is written as JSON and read again says the same, and is taken again for the same. */
function comesBack(verdict: Verdict, { again, raw }: Door, scene: Scene): string | undefined {
  if (verdict.kind !== "ok" || verdict.value === undefined) return undefined;
  const text = JSON.stringify(verdict.value);
  const read: unknown = JSON.parse(text);
  if (JSON.stringify(read) !== text && raw !== true) return "changes when written as JSON and read again";
  if (again === undefined) return undefined;
  const taken = ask(([answer]) => again(answer, scene), [read], undefined);
  if (taken instanceof Promise) return "answers later";
  if (taken.kind !== "ok") return `does not take its own answer: ${textOf(taken)}`;
  return JSON.stringify(taken.value) === text
    ? undefined
    : `takes its own answer for another one: ${textOf(taken)}`;
}

function textOf(verdict: Verdict): string {
  return JSON.stringify(verdict) ?? "nothing";
}

function freezeDeep(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  for (const part of Object.values(value)) freezeDeep(part);
  Object.freeze(value);
}
