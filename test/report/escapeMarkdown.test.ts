import { describe, expect, it } from "vitest";
import { escapeMarkdown } from "../../src/report/escapeMarkdown.ts";

describe("escapeMarkdown", () => {
  it.each([
    ["INV-2026-003", "INV-2026-003"],
    ["2026-04-02T09:00:00.000Z", "2026-04-02T09:00:00.000Z"],
    ["cell: up to 1010.5 (8.25 %)", "cell: up to 1010.5 (8.25 %)"],
    ["- item", "\\- item"],
    ["12.35 %", "12.35 %"],
    ["1. item", "1\\. item"],
    ["2) item", "2\\) item"],
    ["# head", "\\# head"],
    ["=== ", "\\=== "],
    ["+ item", "\\+ item"],
    ["a|b", "a\\|b"],
    ["[x](y)", "\\[x\\](y)"],
    ["http://a.b", "http\\://a.b"],
    ["1://a", "1\\://a"],
    ["WWW.a.b", "WWW\\.a.b"],
    [":smile:", "\\:smile:"],
    ["&lt;", "\\&lt;"],
    ["\\|", "\\\\\\|"],
    ["a\nb", "a\\\\u000ab"],
  ])("%j is written as %j", (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });
});
