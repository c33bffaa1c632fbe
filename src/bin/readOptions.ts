// The command line, checked.
import { parseArgs } from "node:util";

/** What `preview` was asked for. */
export interface Options {
  readonly contract: string;
  readonly pricing: string;
  /** Undefined: standard input. */
  readonly usage: string | undefined;
  readonly period: string | undefined;
  readonly json: boolean;
}

export type ReadOptions =
  | { readonly ask: "preview"; readonly options: Options }
  | { readonly ask: "help" }
  | { readonly ask: "nothing"; readonly problem: string };

const text = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;
const known = {
  contract: text,
  pricing: text,
  usage: text,
  period: text,
  json: flag,
  help: { ...flag, short: "h" },
} as const;

export function readOptions(args: readonly string[]): ReadOptions {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: known, allowPositionals: true });
    if (values.help === true) return { ask: "help" };
    const [command, ...rest] = positionals;
    if (command === undefined) throw new TypeError("a command is missing; there is one: preview");
    if (command !== "preview")
      throw new TypeError(`there is no command ${JSON.stringify(command)}, only preview`);
    if (rest.length > 0)
      throw new TypeError(`does not belong here: ${rest.map((one) => JSON.stringify(one)).join(" ")}`);
    const usage = once("usage", values.usage);
    const options = {
      contract: required("contract", values.contract),
      pricing: required("pricing", values.pricing),
      usage: usage === "-" ? undefined : usage,
      period: once("period", values.period),
      json: values.json === true,
    };
    return { ask: "preview", options };
  } catch (error) {
    // Node tells what is wrong with the options by throwing, and so do the lines above.
    if (error instanceof TypeError) return { ask: "nothing", problem: error.message };
    throw error;
  }
}

function required(name: string, given: readonly string[] | undefined): string {
  const value = once(name, given);
  if (value === undefined) throw new TypeError(`--${name} is missing`);
  return value;
}

/** Of an option given twice, nobody could say which one was meant. */
function once(name: string, given: readonly string[] | undefined): string | undefined {
  if (given !== undefined && given.length > 1)
    throw new TypeError(`--${name} is there ${given.length} times`);
  if (given?.[0] === "") throw new TypeError(`--${name} is empty`);
  return given?.[0];
}
