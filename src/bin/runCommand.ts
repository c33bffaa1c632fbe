// From the words of the command line to the exit status.

import { printable } from "../report/printable.ts";
import type { CommandIo, ExitStatus } from "./commandIo.ts";
import { helpText, usageLine } from "./helpText.ts";
import { previewUsage } from "./previewUsage.ts";
import { readOptions } from "./readOptions.ts";
import { Refusal } from "./refusal.ts";
import { serveApi } from "./serveApi.ts";

export async function runCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const read = readOptions(args);
  if (read.ask === "help") {
    io.writeOutput(helpText);
    return io.setStatus(0);
  }
  if (read.ask === "nothing") {
    io.writeMessage(`lucius-rating: ${printable(read.problem)}\n${usageLine}\n`);
    return io.setStatus(2);
  }
  try {
    await (read.ask === "serve" ? serveApi(read.options, io) : previewUsage(read.options, io));
  } catch (error) {
    io.setStatus(statusOf(error));
    io.writeMessage(messageOf(error));
  }
}

function statusOf(error: unknown): ExitStatus {
  return error instanceof Refusal ? 2 : 70;
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal)
    return error.lines.map((line) => `lucius-rating: ${printable(line)}\n`).join("");
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `lucius-rating: this is a bug in lucius-rating:\n${trace}\n`;
}
