// The two sets of documents that `npm start` shows. What it shows is committed as text, to be read in review: where a change
// of it is wanted, the output of `npm run --silent start:quickstart` or `start:exchange` becomes the new invoices.txt.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Invoice } from "../../src/index.ts";
import { generateUsage } from "../fixtures/exchange/generateUsage.ts";
import { quickstart } from "../fixtures/quickstart.ts";
import { repository } from "../sourceFiles.ts";
import { exchangeSums } from "./exchangeSums.ts";
import { type Answer, runWith } from "./runWith.ts";

function read(path: string): string {
  return readFileSync(join(repository, "test/fixtures", path), "utf8");
}

function previewOf(name: string, ...args: readonly string[]): Promise<Answer> {
  const paths = ["contract.json", "pricing.json", "usage.ndjson"].map((file) => `${name}/${file}`);
  const files = Object.fromEntries(paths.map((path) => [path, read(path)]));
  const [contract = "", pricing = "", usage = ""] = paths;
  const documents = ["--contract", contract, "--pricing", pricing, "--usage", usage];
  return runWith(["preview", ...documents, ...args], { files });
}

describe("quickstart", () => {
  it("has the documents of the billing API's quickstart", () => {
    expect(JSON.parse(read("quickstart/contract.json"))).toEqual(quickstart.contracts.data[0]);
    expect(JSON.parse(read("quickstart/pricing.json"))).toEqual(quickstart.pricing);
    expect({ events: [JSON.parse(read("quickstart/usage.ndjson"))] }).toEqual(quickstart.submission);
  });

  it("comes to the committed invoice", async () => {
    const { status, output, messages } = await previewOf("quickstart");
    expect(output).toBe(read("quickstart/invoices.txt"));
    expect([status, messages]).toEqual([0, "1 event: 1 accepted, 0 duplicates, 0 rejected\n"]);
  });
});

describe("exchange", () => {
  it("has the usage that its generator writes", () => {
    const [written, committed] = [generateUsage().split("\n"), read("exchange/usage.ndjson").split("\n")];
    const first = written.findIndex((line, at) => line !== committed[at]);
    expect(first === -1 ? "no line differs" : `line ${first + 1}: ${written[first]}`).toBe("no line differs");
    expect(committed).toHaveLength(written.length);
  });

  it("comes to the committed invoices, with duplicates and without rejected events", async () => {
    const { status, output, messages } = await previewOf("exchange");
    expect(output).toBe(read("exchange/invoices.txt"));
    expect([status, messages]).toEqual([0, "10091 events: 9994 accepted, 97 duplicates, 0 rejected\n"]);
  });

  it("comes to what plain whole numbers come to", async () => {
    const { output } = await previewOf("exchange", "--json");
    const { data } = JSON.parse(output) as { data: Invoice[] };
    const cents = (amount: unknown) => BigInt(Math.round(Number(amount) * 100));
    const sums = exchangeSums(read("exchange/usage.ndjson"));
    expect(
      data.map(({ line_items }) => line_items.map(({ description, amount }) => [description, cents(amount)])),
    ).toEqual(sums);
    expect(data.map(({ total }) => cents(total))).toEqual(
      sums.map((lines) => lines.reduce((sum, [, amount]) => sum + amount, 0n)),
    );
  });
});
