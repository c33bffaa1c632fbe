// How much of the branches has to be taken by tests.
import { type RoomCoverage, sumOf } from "./roomsIn.ts";

/** Where money is computed, nothing may be left out. */
const wholeRooms = ["decimal", "calendar", "metering", "pricing", "rating", "invoicing"];

/** Of all branches of the source, in percent. */
const overall = 98;

/** What is wrong, in words. */
export function missedGoals(rooms: readonly RoomCoverage[]): string[] {
  const whole = wholeRooms.flatMap((name) => {
    const room = rooms.find((one) => one.room === name);
    if (room === undefined) return [`missed: ${name} has not been measured`];
    const left = room.branches.all - room.branches.taken;
    return left === 0 ? [] : [`missed: ${left} branches of ${name} are not taken, of which none may be`];
  });
  const { all, taken } = sumOf("all", rooms).branches;
  const enough = taken * 100 >= all * overall;
  return enough
    ? whole
    : [...whole, `missed: ${taken} of ${all} branches are taken, which is below ${overall} %`];
}
