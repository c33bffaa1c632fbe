// What the documents say is run: their code has to compile and to give the values that it shows, their commands have to exist.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSnippets } from "./checkSnippets.ts";
import { countPromises, readDocument } from "./readDocument.ts";
import { runSnippet } from "./runSnippet.ts";
import { repository } from "./sourceFiles.ts";

const documents = ["README.md", "ARCHITECTURE.md"];
const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
};

describe.each(documents)("%s", (document) => {
  const read = readDocument(document);
  const { blocks, snippets } = read;

  it("shows code that compiles", () => {
    expect(checkSnippets(snippets)).toEqual([]);
  }, 60_000);

  it("shows code that gives the values written beside it", async () => {
    let held = 0;
    for (const snippet of snippets) held += await runSnippet(snippet);
    expect(held, "every `// =>` is compared").toBe(countPromises(read));
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
