// Options of commands that are whole numbers: `--events 1000`.
import { parseArgs } from "node:util";

/** What was asked for, or the usual; anything else throws. */
export function readCounts<Name extends string>(
  args: readonly string[],
  usual: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(usual) as Name[];
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
  });
  const counts = { ...usual } as Record<Name, number>;
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    const count = Number(text);
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`--${name} must be a whole number, got ${text}`);
    counts[name] = count;
  }
  return counts;
}
