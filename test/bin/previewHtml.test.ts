// `preview --html`: one page with all invoices, beside or in place of the table.
import { describe, expect, it } from "vitest";
import { checkMarkup } from "../report/checkMarkup.ts";
import { call, lines, preview, pricing } from "./runWith.ts";

const input = lines(
  call("e1", { timestamp: "2026-03-05T12:00:00Z" }),
  call("e2", { timestamp: "2026-03-07T12:00:00Z", quantity: 20 }),
  call("e3", { timestamp: "2026-04-05T12:00:00Z" }),
  call("e3", { timestamp: "2026-04-05T12:00:00Z" }),
);

describe("--html", () => {
  it("writes one page with an invoice for each period, its curves and its days, and prints the table too", async () => {
    const written = new Map<string, string>();
    const { status, output, messages } = await preview(["--html", "page.html"], { input, written });
    expect([status, messages]).toEqual([0, "4 events: 3 accepted, 1 duplicates, 0 rejected\n"]);
    expect(output).toBe((await preview([], { input })).output);
    const page = written.get("page.html") ?? "";
    expect(checkMarkup(page).wrong).toEqual([]);
    expect(page.match(/<article>/g)).toHaveLength(2);
    expect(page).toContain("INV-2026-003");
    expect(page).toContain("INV-2026-004");
    expect(page.match(/<title>[0-9-]{10}: [^<]*<\/title>/g)).toEqual([
      "<title>2026-03-05: 5</title>",
      "<title>2026-03-07: 20</title>",
      "<title>2026-04-05: 5</title>",
    ]);
    expect(page).toContain("<title>25: 0.5</title>");
  });

  it("prints the page in place of the table with the name -", async () => {
    const { status, output } = await preview(["--html", "-", "--period", "2026-03"], { input });
    expect(status).toBe(0);
    expect(output).toMatch(/^<!DOCTYPE html>\n/);
    expect(checkMarkup(output).wrong).toEqual([]);
  });

  it("goes with --json, but not on one standard output", async () => {
    const written = new Map<string, string>();
    const both = await preview(["--json", "--html", "page.html"], { input, written });
    expect(JSON.parse(both.output)).toMatchObject({ object: "list" });
    expect([...written.keys()]).toEqual(["page.html"]);
    const { status, output, messages } = await preview(["--json", "--html", "-"], { input });
    expect([status, output]).toEqual([2, ""]);
    expect(messages).toContain("--json and --html - cannot both be written to standard output");
  });

  it("ends with status 2 and prints nothing when the page cannot be written", async () => {
    const { status, output, messages } = await preview(["--html", "page.html"], { input });
    expect([status, output]).toEqual([2, ""]);
    expect(messages).toBe("lucius-rating: page.html: EACCES: permission denied, open 'page.html'\n");
  });

  it("ends with status 1 when an event was rejected, and writes the page all the same", async () => {
    const written = new Map<string, string>();
    const bad = lines("oops", call("e1"));
    expect((await preview(["--html", "page.html"], { input: bad, written })).status).toBe(1);
    expect(written.get("page.html")).toContain("<article>");
  });

  it("has the days of charges that are no plain numbers", async () => {
    const rule = { ...pricing.rules[0], group_by: ["region"] };
    const files = { "pricing.json": { ...pricing, rules: [rule, pricing.rules[1]] } };
    const quantity = "0.1234567890123";
    const usage = lines(
      call("e1", { quantity, properties: { region: "eu" } }),
      call("e2", { properties: { region: "us" } }),
    );
    const { output } = await preview(["--html", "-"], { input: usage, files });
    expect(output).toContain("<title>2026-03-05: 0.1234567890123</title>");
    expect(output).toContain("<title>2026-03-05: 5</title>");
  });
});
