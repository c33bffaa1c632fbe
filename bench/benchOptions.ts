// What `npm run bench` was asked for.
import { parseArgs } from "node:util";
import type { Section } from "./section.ts";
import { sections } from "./sections.ts";
import { type Size, smoke, standard } from "./size.ts";

export interface BenchOptions {
  readonly size: Size;
  readonly selected: readonly Section[];
}

export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      chdb: { type: "boolean", default: false },
      only: { type: "string" },
      events: { type: "string" },
      rounds: { type: "string" },
    },
  });
  const selected = sections.filter(({ name }) => values.only === undefined || values.only === name);
  if (selected.length === 0)
    throw new RangeError(`--only must be one of ${sections.map(({ name }) => name).join(", ")}`);
  const usual = values.smoke ? smoke : standard;
  const size = {
    // Fewer events than these do not reach every kind of price.
    events: readCount("events", values.events, usual.events, 500),
    rounds: readCount("rounds", values.rounds, usual.rounds, 1),
    isFull: values.full,
    isSmoke: values.smoke,
    withChdb: values.chdb,
  };
  return { size, selected };
}

function readCount(name: string, text: string | undefined, usual: number, least: number): number {
  const value = text === undefined ? usual : Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`--${name} must be a whole number of at least ${least}, got ${text}`);
}
