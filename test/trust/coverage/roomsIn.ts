// What a report of the coverage provider says, by room: how much there is, how much was run, and where the rest is.
import { relative } from "node:path";

interface Place {
  readonly start: { readonly line?: number; readonly column?: number };
}

/** One file, as the coverage provider writes it; counts are by the same keys as what they count. */
export interface FileReport {
  readonly s: Readonly<Record<string, number>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
  readonly branchMap: Readonly<
    Record<string, { readonly type: string; readonly loc: Place; readonly locations: readonly Place[] }>
  >;
}

/** By absolute path. */
export type CoverageReport = Readonly<Record<string, FileReport>>;

interface Count {
  readonly all: number;
  readonly taken: number;
}

export interface RoomCoverage {
  readonly room: string;
  readonly statements: Count;
  readonly branches: Count;
  /** `file:line:column kind` of each branch that was not taken. */
  readonly untaken: readonly string[];
}

/** The rooms below `src`, in order; what has nothing to run is none. */
export function roomsIn(report: CoverageReport, root: string): RoomCoverage[] {
  const byRoom = new Map<string, RoomCoverage[]>();
  for (const [path, file] of Object.entries(report)) {
    const inside = relative(root, path).split("\\").join("/");
    const room = inside.split("/")[1] ?? "";
    byRoom.set(room, [...(byRoom.get(room) ?? []), coverageOf(room, inside, file)]);
  }
  return [...byRoom]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([room, files]) => sumOf(room, files))
    .filter(({ statements, branches }) => statements.all + branches.all > 0);
}

/** Several of them as one. */
export function sumOf(room: string, parts: readonly RoomCoverage[]): RoomCoverage {
  const count = (of: "statements" | "branches"): Count => ({
    all: parts.reduce((sum, part) => sum + part[of].all, 0),
    taken: parts.reduce((sum, part) => sum + part[of].taken, 0),
  });
  return {
    room,
    statements: count("statements"),
    branches: count("branches"),
    untaken: parts.flatMap(({ untaken }) => untaken).sort(),
  };
}

function coverageOf(room: string, path: string, { s, b, branchMap }: FileReport): RoomCoverage {
  const statements = Object.values(s);
  const branches = Object.entries(b).flatMap(([key, counts]) =>
    counts.map((count, at) => ({ count, text: describe(path, branchMap[key], at) })),
  );
  return {
    room,
    statements: { all: statements.length, taken: statements.filter((count) => count > 0).length },
    branches: { all: branches.length, taken: branches.filter(({ count }) => count > 0).length },
    untaken: branches.flatMap(({ count, text }) => (count > 0 ? [] : [text])),
  };
}

/** An `else` that is not there has no place of its own, so it is told by that of its `if`. */
function describe(path: string, branch: FileReport["branchMap"][string] | undefined, at: number): string {
  const own = branch?.locations[at]?.start;
  const { line = 0, column = 0 } = own?.line === undefined ? (branch?.loc.start ?? {}) : own;
  return `${path}:${line}:${column + 1} ${branch?.type ?? "branch"} ${at + 1}`;
}
