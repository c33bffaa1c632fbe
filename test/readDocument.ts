// The code in a document: its fenced blocks, and the programs that they make.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Snippet } from "./runSnippet.ts";
import { repository } from "./sourceFiles.ts";

/** A fenced block: its language and the words behind it, and its text. */
export interface Block {
  readonly info: string;
  readonly line: number;
  readonly text: string;
}

export interface Document {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Its TypeScript. */
  readonly snippets: readonly Snippet[];
}

export function readDocument(path: string): Document {
  const text = readFileSync(join(repository, path), "utf8");
  const blocks = readBlocks(text);
  return { path, text, blocks, snippets: readSnippets(path, blocks) };
}

/** How many values the code promises, as `// =>`. */
export function countPromises({ snippets }: Document): number {
  return snippets.reduce((sum, { code }) => sum + code.split("// =>").length - 1, 0);
}

function readBlocks(text: string): Block[] {
  const fence = /^```([^\n`]*)\n(.*?)^```$/gms;
  return [...text.matchAll(fence)].map(({ 1: info = "", 2: body = "", index }) => ({
    info: info.trim(),
    line: text.slice(0, index).split("\n").length,
    text: body,
  }));
}

/** A block marked `ts continued` goes on where the `ts` block before it ended. */
function readSnippets(document: string, blocks: readonly Block[]): Snippet[] {
  const snippets: Snippet[] = [];
  for (const { info, line, text } of blocks) {
    const [language, mark] = info.split(" ");
    if (language !== "ts" && language !== "typescript") continue;
    const before = mark === "continued" ? snippets.pop() : undefined;
    snippets.push({ name: before?.name ?? `${document}:${line}`, code: (before?.code ?? "") + text });
  }
  return snippets;
}
