import { describe, expect, it } from "vitest";
import { formatRooms } from "./formatRooms.ts";
import { missedGoals } from "./goals.ts";
import { type CoverageReport, type FileReport, roomsIn } from "./roomsIn.ts";

const wholeRooms = ["calendar", "decimal", "invoicing", "metering", "pricing", "rating"];
const place = (line: number, column: number) => ({ start: { line, column } });

/** A file with one statement and the two sides of one `if`, which were taken so often. */
function fileWith(then: number, otherwise: number): FileReport {
  return {
    s: { 0: then + otherwise },
    b: { 0: [then, otherwise] },
    branchMap: { 0: { type: "if", loc: place(7, 2), locations: [place(7, 4), { start: {} }] } },
  };
}

/** A report in which each of the rooms has a file whose branches were taken, but for those that are given. */
function reportOf(files: CoverageReport = {}): CoverageReport {
  const whole = wholeRooms.map((room) => [`/repo/src/${room}/one.ts`, fileWith(1, 1)] as const);
  return { ...Object.fromEntries(whole), ...files };
}

describe("coverage by room", () => {
  it("adds up the files of a room, and says where a branch is that no test takes", () => {
    const files = {
      "/repo/src/engine/a.ts": fileWith(3, 0),
      "/repo/src/engine/b.ts": fileWith(0, 2),
      "/repo/src/index.ts": { s: {}, b: {}, branchMap: {} },
    };
    expect(roomsIn(files, "/repo")).toEqual([
      {
        room: "engine",
        statements: { all: 2, taken: 2 },
        branches: { all: 4, taken: 2 },
        untaken: ["src/engine/a.ts:7:3 if 2", "src/engine/b.ts:7:5 if 1"],
      },
    ]);
  });

  it("is shown in a table, in which 100 % are whole", () => {
    const most = {
      s: {},
      branchMap: {},
      b: { 0: Array.from({ length: 30_000 }, (_, at) => (at === 0 ? 0 : 1)) },
    };
    const rows = formatRooms(roomsIn({ "/repo/src/engine/a.ts": most }, "/repo"));
    expect(rows[1]).toContain("29999/30000  99.99 %");
    expect(rows.at(-2)).toBe("not taken by any test:");
  });
});

describe("goals", () => {
  it("are met where every branch of the rooms that compute money is taken", () => {
    expect(missedGoals(roomsIn(reportOf(), "/repo"))).toEqual([]);
  });

  it.each(wholeRooms)("are missed with one branch of %s that is not taken", (room) => {
    const many = {
      ...fileWith(1, 1),
      b: Object.fromEntries(Array.from({ length: 99 }, (_, at) => [at, [1, 1]])),
    };
    const files = { [`/repo/src/${room}/two.ts`]: fileWith(1, 0), "/repo/src/engine/a.ts": many };
    const missed = missedGoals(roomsIn(reportOf(files), "/repo"));
    expect(missed).toEqual([`missed: 1 branches of ${room} are not taken, of which none may be`]);
  });

  it("are missed where a room has not been measured, and where too much is not taken elsewhere", () => {
    const { "/repo/src/rating/one.ts": _, ...rest } = reportOf({ "/repo/src/engine/a.ts": fileWith(0, 1) });
    expect(missedGoals(roomsIn(rest, "/repo"))).toEqual([
      "missed: rating has not been measured",
      "missed: 11 of 12 branches are taken, which is below 98 %",
    ]);
  });
});
