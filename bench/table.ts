// Contests as text: for each lane its figures, each with its ratio to that of the reference.
import { type Contest, driftOf, type Lane } from "./contest.ts";
import { ratiosOf, spreadOf } from "./spread.ts";

export function formatContest(
  { name, lanes, disagreements }: Contest,
  reference: string | undefined,
): string {
  const base = lanes.find((lane) => lane.name === reference) ?? lanes[0];
  if (base === undefined) throw new RangeError("a contest needs a lane");
  const figures = [...new Set(lanes.flatMap((lane) => Object.keys(lane.figures)))];
  const heads = figures.flatMap((figure) => [figure, `/ ${base.name}`.slice(0, 15), "min–max"]);
  return [
    row(name, heads),
    ...lanes.map((lane) =>
      row(
        lane.name,
        figures.flatMap((figure) => cellsOf(figure, lane, base)),
      ),
    ),
    ...outcomeLines(lanes),
    ...disagreements.map((disagreement) => `  DISAGREE: ${disagreement}`),
  ].join("\n");
}

function cellsOf(figure: string, lane: Lane, base: Lane): string[] {
  const [own, other] = [lane.figures[figure], base.figures[figure]];
  if (own === undefined) return ["", "", ""];
  const median = count(spreadOf(own).median);
  if (other === undefined || lane === base || spreadOf(other).median === 0) return [median, "", ""];
  const ratio = ratiosOf(own, other);
  return [median, ratio.median.toFixed(2), `${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}`];
}

/** What the exact ones came to, and how far the others are off. */
function outcomeLines(lanes: readonly Lane[]): string[] {
  const exact = lanes.find(({ standing }) => standing === "exact");
  if (exact === undefined) return [];
  const parts = Object.entries(exact.outcome).map(([part, text]) => `${part} ${text}`);
  const near = lanes.filter(({ standing }) => standing === "near");
  return [
    `  ${parts.join(", ")}`,
    ...near.map(({ name, outcome }) => `  ${name}: ${driftOf(outcome, exact.outcome)}`),
  ];
}

export function row(name: string, cells: readonly string[], width = 38): string {
  return `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(16)).join("")}`.trimEnd();
}

function count(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en-US");
}
