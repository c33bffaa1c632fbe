// Why there is nothing to work with, in lines to be read by people.
import type { Issue } from "../index.ts";

export class Refusal extends Error {
  override readonly name: string = "Refusal";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("; "));
    this.lines = lines;
  }
}

/** One line for each issue of a source, such as a file: its code, where it is, and what it says. */
export function refusalOf(source: string, issues: readonly Issue[]): Refusal {
  return new Refusal(
    issues.map(({ code, path, message }) =>
      [source, code, ...(path === "" ? [] : [path]), message].join(": "),
    ),
  );
}

/** A file that cannot be read is as wrong as one that says wrong things. */
export function unreadable(source: string, error: unknown): Refusal {
  return new Refusal([`${source}: ${error instanceof Error ? error.message : String(error)}`]);
}
