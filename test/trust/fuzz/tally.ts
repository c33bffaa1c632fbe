// What many executions came to, by door.
import type { Execution } from "./execute.ts";

export interface DoorTally {
  executions: number;
  ok: number;
  refused: number;
  misuse: number;
  faults: number;
  /** Characters of the longest message and path, and the most issues at once. */
  message: number;
  path: number;
  issues: number;
  /** Milliseconds of the slowest execution. */
  slowest: number;
}

export type Tally = { [door: string]: DoorTally };

const none: DoorTally = {
  executions: 0,
  ok: 0,
  refused: 0,
  misuse: 0,
  faults: 0,
  message: 0,
  path: 0,
  issues: 0,
  slowest: 0,
};

export function countExecution(
  tally: Tally,
  door: string,
  { verdict, fault, calls }: Omit<Execution, "input">,
  milliseconds: number,
): void {
  const of = tally[door] ?? { ...none };
  tally[door] = of;
  of.executions += calls;
  if (fault !== undefined) of.faults += 1;
  else if (verdict.kind === "ok") of.ok += calls;
  else if (verdict.kind === "refused") of.refused += calls;
  else of.misuse += calls;
  of.slowest = Math.max(of.slowest, milliseconds);
  if (verdict.kind !== "refused") return;
  of.issues = Math.max(of.issues, verdict.issues.length);
  for (const { path, message } of verdict.issues) {
    of.message = Math.max(of.message, message.length);
    of.path = Math.max(of.path, path.length);
  }
}

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum: Tally = {};
  for (const [door, more] of tallies.flatMap((one) => Object.entries(one))) {
    const of = sum[door] ?? { ...none };
    sum[door] = of;
    for (const key of ["executions", "ok", "refused", "misuse", "faults"] as const) of[key] += more[key];
    for (const key of ["message", "path", "issues", "slowest"] as const)
      of[key] = Math.max(of[key], more[key]);
  }
  return sum;
}

export function sumOf(tally: Tally, figure: "executions" | "faults" | "ok" | "refused"): number {
  return Object.values(tally).reduce((sum, of) => sum + of[figure], 0);
}

/** One line for each door, and one for all. */
export function tallyTable(tally: Tally): string {
  const heads = [
    "door",
    "executions",
    "ok",
    "refused",
    "misuse",
    "faults",
    "longest message",
    "longest path",
    "most issues",
    "slowest ms",
  ];
  const rows = Object.entries(tally)
    .sort()
    .map(([door, of]) => [door, ...figures(of)]);
  const whole = addTallies(Object.values(tally).map((of) => ({ all: of }))).all ?? { ...none };
  return format([heads, ...rows, ["all", ...figures(whole)]]);
}

function figures({
  executions,
  ok,
  refused,
  misuse,
  faults,
  message,
  path,
  issues,
  slowest,
}: DoorTally): string[] {
  return [executions, ok, refused, misuse, faults, message, path, issues, Math.round(slowest)].map((count) =>
    count.toLocaleString("en-US"),
  );
}

/** Columns side by side, the first to the left, the others to the right. */
export function format(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
