// The command `serve` as it is installed: built, and run as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { repository } from "../sourceFiles.ts";

export interface BuiltCommand {
  readonly program: string;
  remove(): void;
}

export async function buildCommand(): Promise<BuiltCommand> {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, "serve-"));
  await build({
    config: false,
    silent: true,
    entry: { bin: join(repository, "src/bin/main.ts") },
    format: "esm",
    target: "node20",
    outDir,
  });
  return {
    program: join(outDir, "bin.js"),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly messages: string;
}

export interface Served {
  readonly child: ChildProcess;
  /** All that it has printed when it began to listen. */
  readonly greeting: string;
  readonly origin: string;
  readonly key: string;
  readonly ended: Promise<Ended>;
}

export function run(
  program: string,
  args: readonly string[],
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: join(repository, "test/fixtures"),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, messages] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => {
    output += piece.toString();
  });
  child.stderr.on("data", (piece: Buffer) => {
    messages += piece.toString();
  });
  const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, ended: closed.then(([status, signal]) => ({ status, signal, output, messages })) };
}

/** Starts it on a port that is free, and waits until it listens. */
export async function serve(program: string, args: readonly string[] = []): Promise<Served> {
  const { child, ended } = run(program, ["serve", "--port", "0", ...args]);
  const [first] = (await Promise.race([
    once(child.stdout as NodeJS.ReadableStream, "data"),
    ended.then(({ messages }) => Promise.reject(new Error(messages))),
  ])) as [Buffer];
  const greeting = first.toString();
  const [, origin = ""] = /^# Address: (.*)\/v1\/billing$/m.exec(greeting) ?? [];
  const [, key = ""] = /^# API key: (.*)$/m.exec(greeting) ?? [];
  return { child, greeting, origin, key, ended };
}
