// The program as it is installed: built, and run as a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../sourceFiles.ts";

const fixtures = join(repository, "test/fixtures");
let folder = "";

beforeAll(async () => {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "bin-"));
  await build({
    config: false,
    silent: true,
    entry: { bin: join(repository, "src/bin/main.ts") },
    format: "esm",
    target: "node20",
    outDir: folder,
  });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly args?: readonly string[];
  readonly input?: Iterable<string> | undefined;
  readonly node?: readonly string[];
  /** Stops reading the output after so many bytes, as `head` does. */
  readonly readOutput?: number;
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly messages: string;
}

async function run({ args = [], input, node = [], readOutput = Infinity }: Run): Promise<Ended> {
  const child = spawn(process.execPath, [...node, join(folder, "bin.js"), ...args], { cwd: fixtures });
  let [output, messages] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => {
    output += piece.toString();
    if (output.length >= readOutput) child.stdout.destroy();
  });
  child.stderr.on("data", (piece: Buffer) => {
    messages += piece.toString();
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  // A program that has ended early does not take the rest; what it has left says why.
  child.stdin.on("error", () => {});
  for (const piece of input ?? []) {
    if (child.stdin.write(piece)) continue;
    await Promise.race([once(child.stdin, "drain").catch(() => {}), closed]);
    if (child.stdin.destroyed) break;
  }
  child.stdin.end();
  const [status] = await closed;
  return { status, output, messages };
}

function documents(name: string): string[] {
  return ["preview", "--contract", `${name}/contract.json`, "--pricing", `${name}/pricing.json`];
}

describe("the program", () => {
  it("prints the committed invoice of the quickstart", async () => {
    const args = [...documents("quickstart"), "--usage", "quickstart/usage.ndjson"];
    expect(await run({ args })).toEqual({
      status: 0,
      output: readFileSync(join(fixtures, "quickstart/invoices.txt"), "utf8"),
      messages: "1 event: 1 accepted, 0 duplicates, 0 rejected\n",
    });
  });

  it("reads standard input, and prints JSON alone on standard output", async () => {
    const input = [readFileSync(join(fixtures, "exchange/usage.ndjson"), "utf8")];
    const { status, output } = await run({
      args: [...documents("exchange"), "--period", "2026-02", "--json"],
      input,
    });
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ object: "list", data: [{ number: "HSX-2026-002" }] });
  });

  it("ends with 1 when an event was rejected, with 2 when there is nothing to work with", async () => {
    const rejected = await run({ args: documents("quickstart"), input: ["oops\n"] });
    expect(rejected.status).toBe(1);
    expect(rejected.messages).toMatch(/^line 1: json_invalid: /);
    const usage = await run({ args: [...documents("quickstart"), "--usage", "missing.ndjson"] });
    expect([usage.status, usage.output]).toEqual([2, ""]);
    expect(usage.messages).toMatch(/^lucius-rating: missing\.ndjson: ENOENT/);
    const folderAsUsage = await run({ args: [...documents("quickstart"), "--usage", "quickstart"] });
    expect(folderAsUsage.status).toBe(2);
    const option = await run({ args: ["--verbose"] });
    expect([option.status, option.output]).toEqual([2, ""]);
    expect(option.messages).toContain("usage: lucius-rating preview");
  });

  it("ends quietly, and with its own status, when the reader of its output leaves", async () => {
    // One event a month or so: more text than a pipe takes at once.
    const monthly = Array.from({ length: 600 }, (_, at) => eventLine(at, 43_000));
    const args = [...documents("quickstart"), "--json"];
    for (const [last, expected] of [
      ["", 0],
      ["oops\n", 1],
    ] as const) {
      const input = [...monthly, last];
      expect((await run({ args, input })).output.length).toBeGreaterThan(300_000);
      const { status, output, messages } = await run({ args, input, readOutput: 1 });
      expect(output.length).toBeLessThan(150_000);
      expect(status).toBe(expected);
      expect(messages).not.toMatch(/EPIPE|Error|\n {4}at /);
    }
  });

  it("rates 200,000 events with ten charges each in a heap of 256 megabytes", async () => {
    const rules = Array.from({ length: 10 }, (_, at) => ({
      name: `Fee ${at}`,
      type: "usage",
      model: "per_unit",
      metric: "revenue_amount_invoiced",
      unit_amount: "0.01",
    }));
    const pricing = join(folder, "pricing.json");
    writeFileSync(pricing, JSON.stringify({ contract: "acme-corp-2026", version: 1, rules }));
    const { status, output, messages } = await run({
      args: ["preview", "--contract", "quickstart/contract.json", "--pricing", pricing, "--json"],
      input: manyLines(200_000),
      node: ["--max-old-space-size=256"],
    });
    expect([status, messages]).toEqual([0, "200000 events: 200000 accepted, 0 duplicates, 0 rejected\n"]);
    expect(JSON.parse(output)).toMatchObject({ data: [{ total: 200_000 * 2.5 * 0.01 * 10 }] });
  }, 180_000);
});

/** Events of the quickstart's contract, so many minutes apart. */
function eventLine(at: number, minutes: number): string {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + at * minutes * 60_000).toISOString();
  return `${JSON.stringify({
    external_contract_id: "acme-corp-2026",
    event_id: `evt-${at}`,
    metric: "revenue_amount_invoiced",
    quantity: "2.5",
    timestamp,
  })}\n`;
}

/** All in January, a thousand lines at a time. */
function* manyLines(count: number): Generator<string> {
  for (let from = 0; from < count; from += 1000) {
    yield Array.from({ length: 1000 }, (_, at) => eventLine(from + at, 0.2)).join("");
  }
}
