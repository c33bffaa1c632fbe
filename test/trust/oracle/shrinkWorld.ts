// Makes a world that shows a difference smaller, for as long as it shows one.
import type { LongWorld } from "./longWorld.ts";

/** @param fails - whether a world still shows what is looked for */
export function shrinkWorld(world: LongWorld, fails: (smaller: LongWorld) => boolean): LongWorld {
  let smallest = world;
  for (let size = -1; size !== sizeOf(smallest); ) {
    size = sizeOf(smallest);
    smallest = fewer(smallest, "periods", fails);
    smallest = fewer(smallest, "events", fails);
    smallest = fewer(smallest, "programs", fails);
    smallest = fewerRules(smallest, fails);
  }
  return smallest;
}

function sizeOf({ periods, events, programs }: LongWorld): number {
  return periods.length + events.length + programs.flatMap(({ rules }) => rules).length + programs.length;
}

/** Without each run of members that is not needed, longer runs first. */
function fewer(
  world: LongWorld,
  list: "periods" | "events" | "programs",
  fails: (smaller: LongWorld) => boolean,
): LongWorld {
  let smallest = world;
  for (let run = Math.ceil(world[list].length / 2); run > 0; run = Math.floor(run / 2)) {
    for (let at = 0; at < smallest[list].length; ) {
      const without = [...smallest[list].slice(0, at), ...smallest[list].slice(at + run)];
      const smaller = { ...smallest, [list]: without };
      if (shows(smaller, fails)) smallest = smaller;
      else at += run;
    }
  }
  return smallest;
}

function fewerRules(world: LongWorld, fails: (smaller: LongWorld) => boolean): LongWorld {
  let smallest = world;
  for (const id of new Set(world.programs.flatMap(({ rules }) => rules.map((rule) => rule.id)))) {
    const programs = smallest.programs.map((program) => ({
      ...program,
      rules: program.rules.filter((rule) => rule.id !== id),
    }));
    const smaller = { ...smallest, programs };
    if (shows(smaller, fails)) smallest = smaller;
  }
  return smallest;
}

/** A world that has lost too much is none, and shows nothing. */
function shows(world: LongWorld, fails: (smaller: LongWorld) => boolean): boolean {
  if (world.programs.length === 0 || world.programs.some(({ rules }) => rules.length === 0)) return false;
  try {
    return fails(world);
  } catch {
    return false;
  }
}
