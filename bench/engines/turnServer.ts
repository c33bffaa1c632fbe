// The side of an engine: a process that takes a turn whenever it is asked to. One question, one answer.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Turn } from "../contest.ts";
import { createStopwatch } from "../stopwatch.ts";
import { type VolumeRow, volumeOutcome } from "./volumeRow.ts";

/** What an engine does; only `work` is timed. */
export interface Engine {
  work(): Promise<void>;
  read(): Promise<Iterable<VolumeRow>>;
}

export interface Question {
  readonly events: number;
}

export type Answer = { readonly turn: Turn } | { readonly error: string };

export function serveTurns(engine: Engine): void {
  process.on("message", (question: Question) => {
    takeTurn(engine, question).then(
      (turn) => answer({ turn }),
      (error: unknown) => answer({ error: String(error) }),
    );
  });
}

function answer(message: Answer): void {
  process.send?.(message);
}

async function takeTurn(engine: Engine, { events }: Question): Promise<Turn> {
  const watch = createStopwatch();
  await watch.timeAsync(() => engine.work());
  return {
    figures: {
      "ns of processor": watch.nanoseconds("processor") / events,
      "ns an event": watch.nanoseconds("wall") / events,
    },
    outcome: volumeOutcome(await engine.read()),
  };
}

/** A package that was installed beside this file; it goes through no bundler. The benchmark runs in the repository's folder. */
export function requireEngine(name: string): unknown {
  return createRequire(join(process.cwd(), "bench/engines/package.json"))(name);
}
