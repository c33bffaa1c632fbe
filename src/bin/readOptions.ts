// The command line, checked.
import { parseArgs } from "node:util";
import { readServeOptions, type ServeOptions } from "./serveOptions.ts";

/** What `preview` was asked for. */
export interface Options {
  readonly contract: string;
  readonly pricing: string;
  /** Undefined: standard input. */
  readonly usage: string | undefined;
  readonly period: string | undefined;
  readonly json: boolean;
  /** A file, or "-": standard output, in place of the table. */
  readonly html: string | undefined;
}

export type ReadOptions =
  | { readonly ask: "preview"; readonly options: Options }
  | { readonly ask: "serve"; readonly options: ServeOptions }
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
  html: text,
  port: text,
  host: text,
  help: { ...flag, short: "h" },
} as const;

const ofBoth: readonly string[] = ["contract", "pricing"];
const ofServe: readonly string[] = [...ofBoth, "port", "host"];

export function readOptions(args: readonly string[]): ReadOptions {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: known, allowPositionals: true });
    if (values.help === true) return { ask: "help" };
    const [command, ...rest] = positionals;
    if (command === undefined) throw new TypeError("a command is missing; there are preview and serve");
    if (command !== "preview" && command !== "serve")
      throw new TypeError(`there is no command ${JSON.stringify(command)}, only preview and serve`);
    if (rest.length > 0)
      throw new TypeError(`does not belong here: ${rest.map((one) => JSON.stringify(one)).join(" ")}`);
    if (command === "serve") {
      refuseStrange(command, values, (name) => ofServe.includes(name));
      const [port, host] = [once("port", values.port), once("host", values.host)];
      return { ask: "serve", options: readServeOptions(values, port, host) };
    }
    refuseStrange(command, values, (name) => !ofServe.includes(name) || ofBoth.includes(name));
    const usage = once("usage", values.usage);
    const options = {
      contract: required("contract", values.contract),
      pricing: required("pricing", values.pricing),
      usage: usage === "-" ? undefined : usage,
      period: once("period", values.period),
      json: values.json === true,
      html: once("html", values.html),
    };
    if (options.json && options.html === "-")
      throw new TypeError("--json and --html - cannot both be written to standard output");
    return { ask: "preview", options };
  } catch (error) {
    // Node tells what is wrong with the options by throwing, and so do the lines above.
    if (error instanceof TypeError) return { ask: "nothing", problem: error.message };
    throw error;
  }
}

/** An option that a command does not know would otherwise go unheard. */
function refuseStrange(command: string, values: object, known: (name: string) => boolean): void {
  const strange = Object.keys(values).find((name) => !known(name));
  if (strange !== undefined) throw new TypeError(`--${strange} does not belong to ${command}`);
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
