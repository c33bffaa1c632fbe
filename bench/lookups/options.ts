// The options: how many events, how many rounds, and what to run.
import { parseArgs } from "node:util";
import type { Size } from "./measure.ts";

/** `option` picks one of the choices by its name. */
export function readOptions<Choice extends { readonly name: string }>(
  option: string,
  choices: readonly Choice[],
  standard: Size,
): { selected: readonly Choice[]; size: Size } {
  const { values } = parseArgs({
    options: { events: { type: "string" }, rounds: { type: "string" }, [option]: { type: "string" } },
  });
  const given = new Map(Object.entries(values));
  const chosen = given.get(option);
  const selected = choices.filter(({ name }) => chosen === undefined || chosen === name);
  if (selected.length === 0)
    throw new RangeError(`--${option} must be one of ${choices.map(({ name }) => name).join(", ")}`);
  const count = (name: keyof Size, least: number): number =>
    readCount(name, String(given.get(name) ?? standard[name]), least);
  // Fewer events than these do not reach every tier in every month.
  return { selected, size: { events: count("events", 100), rounds: count("rounds", 1) } };
}

function readCount(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`--${name} must be a whole number of at least ${least}, got ${text}`);
}
