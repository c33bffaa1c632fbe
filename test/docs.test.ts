// The pages below docs/ are run like the README: their code compiles and gives the values beside it. What can be written in a
// program has a page, and what a page points to is there.
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { parsePricingProgram, warningCodes } from "../src/index.ts";
import { checkSnippets } from "./checkSnippets.ts";
import { countPromises, readDocument } from "./readDocument.ts";
import { runSnippet } from "./runSnippet.ts";
import { listFiles, repository } from "./sourceFiles.ts";

const pages = listFiles("docs").filter((path) => path.endsWith(".md"));
const documents = pages.map(readDocument);
const linking = [...documents, ...["README.md", "ARCHITECTURE.md", "CHANGELOG.md"].map(readDocument)];
/** Models that share the page of another. */
const sharing: Readonly<Record<string, string>> = { bps: "percentage" };

it("docs show code that compiles", () => {
  expect(checkSnippets(documents.flatMap(({ snippets }) => snippets))).toEqual([]);
}, 60_000);

it.each(documents)("$path shows code that gives the values written beside it", async (document) => {
  let held = 0;
  for (const snippet of document.snippets) held += await runSnippet(snippet);
  expect(held, "every `// =>` is compared").toBe(countPromises(document));
  expect(held, "a page shows at least one worked number").toBeGreaterThan(0);
});

describe("docs", () => {
  it("have a page for every model that the parser knows", () => {
    const models = choicesOf("model");
    expect(models).toContain("per_unit");
    const missing = models
      .map((model) => `docs/${(sharing[model] ?? model).replaceAll("_", "-")}.md`)
      .filter((path) => !pages.includes(path));
    expect(missing, "a model without a page is one that nobody can use").toEqual([]);
  });

  it("show every model in a rule", () => {
    const code = documents.flatMap(({ snippets }) => snippets.map((snippet) => snippet.code)).join("\n");
    expect(choicesOf("model").filter((model) => !code.includes(`model: "${model}"`))).toEqual([]);
  });

  it("explain every aggregation and every warning", () => {
    expect(withoutHeading("docs/aggregations.md", choicesOf("aggregation"))).toEqual([]);
    expect(withoutHeading("docs/lint.md", warningCodes)).toEqual([]);
  });

  it("are all named in the README", () => {
    const { text } = readDocument("README.md");
    expect(pages.filter((path) => !text.includes(`(${path})`))).toEqual([]);
  });

  it("go out with the package", () => {
    const { files } = JSON.parse(readDocument("package.json").text) as { readonly files: readonly string[] };
    expect(files).toContain("docs");
  });

  it.each(linking)("$path has links that lead somewhere", ({ path, text }) => {
    const prose = text.replace(/^```.*?^```$/gms, "");
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(({ 1: link = "" }) => link);
    const wrong = links
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => !leadsSomewhere(path, link));
    expect(wrong).toEqual([]);
  });
});

/** The values that the parser takes for a field of a rule: what it says of one that it does not. */
function choicesOf(field: "model" | "aggregation"): string[] {
  const rule = { name: "n", type: "usage", model: "per_unit", metric: "m", unit_amount: "1", [field]: "?" };
  const result = parsePricingProgram({ contract: "c", version: 1, rules: [rule] });
  const issue = result.ok ? undefined : result.issues.find(({ path }) => path === `rules[0].${field}`);
  const list = /must be one of (.*), got/.exec(issue?.message ?? "")?.[1];
  if (list === undefined) throw new Error(`the parser does not say what ${field} can be`);
  return list.split(", ");
}

/** Names that no heading and no first cell of a table on the page shows. */
function withoutHeading(path: string, names: readonly string[]): string[] {
  const { text } = readDocument(path);
  return names.filter((name) => !new RegExp(`^(?:#+|\\|) [^|]*\`${name}\``, "m").test(text));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? from : posix.join(posix.dirname(from), file);
  if (!existsSync(join(repository, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** As the usual hosts make them: lower case, without marks, spaces as hyphens. */
function anchorsOf(path: string): string[] {
  const headings = readDocument(path).text.matchAll(/^#+ (.+)$/gm);
  return [...headings].map(({ 1: heading = "" }) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
