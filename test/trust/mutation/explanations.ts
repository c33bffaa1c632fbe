// The kept list of mutants that change nothing that can be observed, each with the reason. A mutant is found again by the
// text around it, so that lines may move; a changed line has to be explained again.
import { readFileSync } from "node:fs";
import type { Mutant } from "./runStryker.ts";

export interface Explanation {
  readonly file: string;
  /** The line on which the mutant begins. */
  readonly line: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

export interface Verdict {
  readonly explained: readonly { readonly mutant: Mutant; readonly reason: string }[];
  readonly unexplained: readonly Mutant[];
  /** Explanations of mutants that tests have noticed, or that are no longer there. */
  readonly needless: readonly Explanation[];
}

const path = "test/trust/mutation/survivors.json";

export function readExplanations(): readonly Explanation[] {
  return JSON.parse(readFileSync(path, "utf8")) as readonly Explanation[];
}

export function judge(
  survivors: readonly Mutant[],
  explanations: readonly Explanation[],
  isLooked: (file: string) => boolean,
): Verdict {
  const used = new Set<Explanation>();
  const explained: { mutant: Mutant; reason: string }[] = [];
  const unexplained: Mutant[] = [];
  for (const mutant of survivors) {
    const { file, line, original, replacement } = describeMutant(mutant);
    const found = explanations.find(
      (other) =>
        other.file === file &&
        other.line === line &&
        other.original === original &&
        other.replacement === replacement,
    );
    if (found === undefined) unexplained.push(mutant);
    else {
      used.add(found);
      explained.push({ mutant, reason: found.reason });
    }
  }
  const needless = explanations.filter((one) => isLooked(one.file) && !used.has(one));
  return { explained, unexplained, needless };
}

/** What is written down of a mutant, without the reason. */
export function describeMutant(mutant: Mutant): Omit<Explanation, "reason"> {
  const { file, line, original, replacement } = mutant;
  return { file, line, original: shorten(original), replacement: shorten(replacement) };
}

function shorten(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, " ").trim();
  return oneLine.length > 100 ? `${oneLine.slice(0, 99)}…` : oneLine;
}
