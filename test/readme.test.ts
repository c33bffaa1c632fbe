// What the documents say is run: their code has to compile and to give the values that it shows, their commands have to exist.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSnippets } from "./checkSnippets.ts";
import { runSnippet, type Snippet } from "./runSnippet.ts";
import { repository } from "./sourceFiles.ts";

const documents = ["README.md", "ARCHITECTURE.md"];
const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
};

/** A fenced block: its language and the words behind it, and its text. */
interface Block {
  readonly info: string;
  readonly line: number;
  readonly text: string;
}

describe.each(documents)("%s", (document) => {
  const blocks = readBlocks(readFileSync(join(repository, document), "utf8"));
  const snippets = readSnippets(document, blocks);

  it("shows code that compiles", () => {
    expect(checkSnippets(snippets)).toEqual([]);
  }, 60_000);

  it("shows code that gives the values written beside it", async () => {
    let held = 0;
    for (const snippet of snippets) held += await runSnippet(snippet);
    const promised = snippets.reduce((sum, { code }) => sum + code.split("// =>").length - 1, 0);
    expect(held, "every `// =>` is compared").toBe(promised);
    if (document === "README.md") expect(held, "the README shows at least one result").toBeGreaterThan(0);
  });

  it("names commands that exist", () => {
    const commands = blocks.filter(({ info }) => info === "sh").flatMap(({ text }) => text.split(/\n|&&/));
    const wrong = commands.map((line) => line.replace(/\s*#.*$/, "").trim()).filter((line) => !exists(line));
    expect(
      wrong,
      "a reader will type it: npm scripts, npx with our program, and files of the repository",
    ).toEqual([]);
  });
});

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

function exists(command: string): boolean {
  if (command === "" || command === "npm ci" || command === `npm install ${manifest.name}`) return true;
  const script = /^npm (?:run )?([\w:-]+)(?: -- .*)?$/.exec(command)?.[1];
  if (script !== undefined)
    return (
      Object.hasOwn(manifest.scripts, script) && (/^npm run /.test(command) || /^(test|start)$/.test(script))
    );
  const program = /^npx ([\w-]+)(?: |$)/.exec(command)?.[1];
  if (program !== undefined) return Object.hasOwn(manifest.bin, program);
  const file = /^(?:bash )?(\.?[\w./-]+)$/.exec(command)?.[1];
  return file !== undefined && existsSync(join(repository, file));
}
