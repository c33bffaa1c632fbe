#!/usr/bin/env node
// The command `lucius-rating`: gives the program the process that it runs in, and its answer to the shell.
import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { openServer } from "./openServer.ts";
import { runCommand } from "./runCommand.ts";

// A reader such as `head` may leave before the end: that is no failure, and there is nobody to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE")
    process.stderr.write(`lucius-rating: cannot write the output: ${error.message}\n`);
  process.exit(error.code === "EPIPE" ? process.exitCode : 2);
});
// Without a reader of the messages there are still the invoices.
process.stderr.on("error", () => {});

await runCommand(process.argv.slice(2), {
  readDocument: (path) => readFile(path),
  openUsage: (path) => (path === undefined ? process.stdin : createReadStream(path)),
  waitsForTyping: () => process.stdin.isTTY === true,
  writeOutput: (text) => void process.stdout.write(text),
  writeDocument: (path, text) => writeFile(path, text),
  writeMessage: (text) => void process.stderr.write(text),
  messagesOnTerminal: process.stderr.isTTY === true,
  milliseconds: () => performance.now(),
  // Set rather than exited with: what has been written reaches its reader first.
  setStatus: (status) => {
    process.exitCode = status;
  },
  present: () => Date.now(),
  randomBytes,
  listen: openServer,
  stopAsked: () =>
    new Promise((resolve) => {
      const stop = (): void => {
        // Without a listener a signal ends the process, and so does the second one.
        for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
        resolve();
      };
      for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
    }),
});
