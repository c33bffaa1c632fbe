// Rooms and what is left of them, as lines for people.
import { type RoomCoverage, sumOf } from "./roomsIn.ts";

export function formatRooms(rooms: readonly RoomCoverage[]): string[] {
  const rows = [...rooms, sumOf("all", rooms)].map(({ room, statements, branches }) => [
    room,
    `${statements.taken}/${statements.all}`,
    percent(statements),
    `${branches.taken}/${branches.all}`,
    percent(branches),
  ]);
  const table = [["room", "statements", "", "branches", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const left = rooms.flatMap(({ untaken }) => untaken);
  return [
    ...table.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join("  ")),
    ...(left.length === 0 ? [] : ["not taken by any test:", ...left.map((branch) => `  ${branch}`)]),
  ];
}

/** Rounded down, so that 100 % is said of what is whole only. */
function percent({ all, taken }: RoomCoverage["branches"]): string {
  return `${(Math.floor((taken * 10_000) / Math.max(1, all)) / 100).toFixed(2)} %`;
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
