// What is said on standard error while usage is read: each rejected event, and on a terminal how far the reading is.
import type { Issue, NdjsonTally } from "../index.ts";
import { printable } from "../report/printable.ts";
import type { CommandIo } from "./commandIo.ts";

export interface Reporter {
  /** @param name - the event's id; empty when it has none */
  reject(line: number, name: string, issues: readonly Issue[]): void;
  progress(bytes: number, tally: NdjsonTally): void;
  /** Takes the line of progress away. */
  clear(): void;
}

/** Milliseconds between two lines of progress, and before the first: what is done sooner needs none. */
const pause = 100;

/** @param withProgress - false where messages are kept or where somebody types */
export function createReporter(io: CommandIo, withProgress: boolean): Reporter {
  let shown = 0;
  let shownAt = io.milliseconds();

  /** Written over with spaces and not with a control sequence, which not every terminal knows. */
  function clear(): void {
    if (shown > 0) io.writeMessage(`\r${" ".repeat(shown)}\r`);
    shown = 0;
  }

  return {
    clear,
    reject(line, name, issues) {
      clear();
      const reasons = issues.map(
        ({ code, path, message }) => `${code}: ${path === "" ? "" : `${path} `}${message}`,
      );
      const parts = [`line ${line}`, ...(name === "" ? [] : [name]), reasons.join("; ")];
      io.writeMessage(`${printable(parts.join(": "))}\n`);
    },
    progress(bytes, tally) {
      if (!withProgress || io.milliseconds() - shownAt < pause) return;
      const text = progressText(bytes, tally);
      io.writeMessage(`\r${text.padEnd(shown)}`);
      shown = Math.max(shown, text.length);
      shownAt = io.milliseconds();
    },
  };
}

function progressText(bytes: number, { accepted, duplicates, rejected }: NdjsonTally): string {
  const events = accepted + duplicates + rejected;
  return `${events} events read (${(bytes / 1e6).toFixed(1)} MB), ${rejected} rejected`;
}
