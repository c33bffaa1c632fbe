// Runs the command in this process, with files and usage from memory.
import type { CommandIo, ExitStatus } from "../../src/bin/commandIo.ts";
import { runCommand } from "../../src/bin/runCommand.ts";

export interface World {
  /** Texts or bytes by path; by default the documents below. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Standard input: text, or bytes in pieces. */
  readonly input?: string | readonly Uint8Array[] | AsyncIterable<Uint8Array>;
  /** Whether messages go to a terminal. */
  readonly terminal?: boolean;
  /** Whether standard input is a keyboard; by default when there is no input. */
  readonly typed?: boolean;
  /** Milliseconds that go by between two looks at the clock. */
  readonly tick?: number;
  /** Where what is written to files goes, by path; left out: no file can be written. */
  readonly written?: Map<string, string>;
}

export interface Answer {
  readonly status: ExitStatus | undefined;
  readonly output: string;
  readonly messages: string;
}

export const contract = {
  id: "acme",
  customer_name: "Acme",
  status: "active",
  currency: "USD",
  billing_cadence: "monthly",
  metrics: ["calls", "refunds"],
  start_date: "2026-01-10",
};

export const pricing = {
  contract: "acme",
  version: 1,
  rules: [
    { id: "calls", name: "Calls", type: "usage", model: "per_unit", metric: "calls", unit_amount: "0.02" },
    {
      id: "refunds",
      name: "Refunds",
      type: "usage",
      model: "per_unit",
      metric: "refunds",
      unit_amount: "0.1",
    },
  ],
};

/** An event, as an object. */
export function call(event_id: string, fields: object = {}): object {
  const base = { external_contract_id: "acme", event_id, metric: "calls", quantity: 5 };
  return { ...base, timestamp: "2026-03-05T12:00:00Z", ...fields };
}

/** Values as lines of JSON, texts as they are. */
export function lines(...values: readonly (object | string)[]): string {
  return values.map((value) => `${typeof value === "string" ? value : JSON.stringify(value)}\n`).join("");
}

/** Runs `preview` of the documents above with further arguments. */
export async function preview(args: readonly string[], world: World = {}): Promise<Answer> {
  return runWith(["preview", "--contract", "contract.json", "--pricing", "pricing.json", ...args], world);
}

export async function runWith(args: readonly string[], world: World = {}): Promise<Answer> {
  const files: Readonly<Record<string, unknown>> = {
    "contract.json": contract,
    "pricing.json": pricing,
    ...world.files,
  };
  let [output, messages, clock] = ["", "", 0];
  let status: ExitStatus | undefined;
  const io: CommandIo = {
    readDocument: async (path) => bytesOf(path, files[path]),
    openUsage: (path) => (path === undefined ? piecesOf(world.input ?? "") : fileOf(path, files[path])),
    waitsForTyping: () => world.typed ?? world.input === undefined,
    writeOutput: (text) => {
      output += text;
    },
    writeDocument: async (path, text) => {
      if (world.written === undefined) throw new Error(`EACCES: permission denied, open '${path}'`);
      world.written.set(path, text);
    },
    writeMessage: (text) => {
      messages += text;
    },
    messagesOnTerminal: world.terminal ?? false,
    milliseconds: () => {
      clock += world.tick ?? 0;
      return clock;
    },
    setStatus: (given) => {
      status = given;
    },
    ...nothingToServe,
  };
  await runCommand(args, io);
  return { status, output, messages };
}

/** What only `serve` asks for, which has tests of its own. */
const nothingToServe: Pick<CommandIo, "present" | "randomBytes" | "listen" | "stopAsked"> = {
  present: () => 0,
  randomBytes: () => new Uint8Array(24),
  listen: () => Promise.reject(new Error("there is no network here")),
  stopAsked: () => Promise.resolve(),
};

function bytesOf(path: string, content: unknown): Uint8Array {
  if (content === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

async function* fileOf(path: string, content: unknown): AsyncGenerator<Uint8Array> {
  yield bytesOf(path, content);
}

async function* piecesOf(input: NonNullable<World["input"]>): AsyncGenerator<Uint8Array> {
  if (typeof input === "string") yield new TextEncoder().encode(input);
  else yield* input;
}
