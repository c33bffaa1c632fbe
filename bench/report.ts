// What a run came to, as text.
import { checkGoal, formatGoals } from "./goals.ts";
import type { Section, SectionResult } from "./section.ts";

/** All goals of these sections, in one table. */
export function formatSummary(sections: readonly Section[], results: readonly SectionResult[]): string {
  const goals = sections.flatMap(({ name, goals }) => {
    const contests = results.find(({ section }) => section === name)?.contests ?? [];
    return goals.map((goal) => checkGoal(goal, contests));
  });
  return formatGoals(goals);
}

/** Why the run is no good: who disagrees with whom, and what did not come to an end. */
export function failuresIn(results: readonly SectionResult[]): string[] {
  return results.flatMap(({ section, contests, hasFailed }) => [
    ...(hasFailed ? [`${section}: did not come to an end`] : []),
    ...contests.flatMap(({ name, disagreements }) =>
      disagreements.map((one) => `${section}: ${name}: ${one}`),
    ),
  ]);
}
