import { describe, expect, it } from "vitest";
import { call, contract, lines, preview, pricing, runWith } from "./runWith.ts";

describe("runCommand", () => {
  it.each([
    [[], "a command is missing"],
    [["rate"], 'there is no command "rate"'],
    [["preview"], "--contract is missing"],
    [["preview", "--contract", "c"], "--pricing is missing"],
    [["preview", "--contract", "c", "--pricing"], "Option '--pricing <value>' argument missing"],
    [["preview", "--contract", "c", "--pricing", "p", "--tax"], "Unknown option '--tax'"],
    [
      ["preview", "--contract", "c", "--pricing", "p", "--json=yes"],
      "Option '--json' does not take an argument",
    ],
    [
      ["preview", "--contract", "c", "--pricing", "p", "usage.ndjson"],
      'does not belong here: "usage.ndjson"',
    ],
    [["preview", "--contract", "c", "--contract", "c", "--pricing", "p"], "--contract is there 2 times"],
    [["preview", "--contract", "c", "--pricing", "p", "--period", ""], "--period is empty"],
  ])("answers %j with what is wrong, the usage line and status 2", async (args, problem) => {
    const { status, output, messages } = await runWith(args, { input: "" });
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(messages).toContain(`lucius-rating: ${problem}`);
    expect(messages).toContain("usage: lucius-rating preview --contract FILE");
  });

  it.each([[["--help"]], [["preview", "-h"]], [["preview", "--contract", "c", "--help"]]])(
    "prints its help on standard output for %j",
    async (args) => {
      const { status, output, messages } = await runWith(args);
      expect(status).toBe(0);
      expect(messages).toBe("");
      for (const option of ["--contract", "--pricing", "--usage", "--period", "--json", "--help"]) {
        expect(output).toContain(`\n  ${option} `);
      }
    },
  );

  it("shows a bug as one, with its trace, and status 70", async () => {
    const broken = {
      get length(): number {
        throw new Error("boom");
      },
    };
    const { status, messages } = await preview([], { input: [broken as unknown as Uint8Array] });
    expect(status).toBe(70);
    expect(messages).toContain("this is a bug in lucius-rating:\nError: boom\n    at ");
  });
});

describe("contract and pricing", () => {
  it.each([
    [
      "a list document of one contract",
      { object: "list", data: [contract], has_more: false, total_count: 1 },
    ],
    ["a contract that is not active", { ...contract, status: "draft" }],
    ["a file with a byte order mark", `\ufeff${JSON.stringify(contract)}`],
  ])("takes %s", async (_, document) => {
    const files = { "contract.json": document };
    const { status, output } = await preview(["--json"], { files, input: lines(call("e1")) });
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ data: [{ contract: "acme", total: 0.1 }] });
  });

  const second = {
    ...pricing,
    version: 2,
    effective_date: "2026-03-06",
    rules: [{ ...pricing.rules[0], unit_amount: "1" }],
  };
  it.each([
    ["an array of versions", [second, pricing]],
    ["a list document of versions", { object: "list", data: [pricing, second] }],
  ])("takes %s", async (_, document) => {
    const files = { "pricing.json": document };
    const input = lines(call("e1"), call("e2", { timestamp: "2026-03-06T00:00:00Z" }));
    const { status, output } = await preview(["--json"], { files, input });
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ data: [{ total: 5.1 }] });
  });

  it("tells every issue of both files with its code and path, and reads no usage", async () => {
    const files = {
      "contract.json": { ...contract, currency: "usd", rounding: "bankers" },
      "pricing.json": [
        pricing,
        { ...pricing, version: 0, rules: [{ ...pricing.rules[0], unit_amount: "-1" }] },
      ],
    };
    const { status, output, messages } = await preview(["--usage", "missing.ndjson"], { files });
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(messages.split("\n").map((line) => line.split(": ").slice(0, 4).join(": "))).toEqual([
      expect.stringMatching(/^lucius-rating: contract.json: currency_unknown: currency$/),
      expect.stringMatching(/^lucius-rating: contract.json: value_invalid: rounding$/),
      expect.stringMatching(/^lucius-rating: pricing.json: version_invalid: \[1\]\.version$/),
      expect.stringMatching(/^lucius-rating: pricing.json: amount_negative: \[1\]\.rules\[0\]\.unit_amount$/),
      "",
    ]);
  });

  it.each([
    ["contract.json", '{"id": "acme", "id": "acme"}', "contract.json: json_duplicate_key: "],
    ["contract.json", "{", "contract.json: json_invalid: "],
    [
      "contract.json",
      new Uint8Array([0x7b, 0xff, 0x7d]),
      "contract.json: json_invalid: must be JSON in UTF-8",
    ],
    ["contract.json", undefined, "contract.json: ENOENT"],
    [
      "contract.json",
      { object: "list", data: [] },
      "contract.json: field_type: data: must hold exactly one contract, holds 0",
    ],
    [
      "contract.json",
      { object: "list", data: [contract, contract] },
      "contract.json: field_type: data: must hold exactly one",
    ],
    [
      "contract.json",
      { object: "list", data: [{ ...contract, id: "" }] },
      "contract.json: id_invalid: data[0].id: ",
    ],
    ["contract.json", { ...contract, id: "other" }, "pricing.json: contract_unknown: contract: "],
    [
      "pricing.json",
      { object: "list", data: [{ ...pricing, rules: [] }] },
      "pricing.json: rules_empty: data[0].rules: ",
    ],
    ["pricing.json", [], "pricing.json: pricing_missing: must have"],
    ["pricing.json", [pricing, { ...pricing, rules: [] }], "pricing.json: rules_empty: [1].rules: "],
    [
      "pricing.json",
      [
        { ...pricing, version: 2 },
        { ...pricing, contract: "other" },
      ],
      "pricing.json: contract_unknown: [1].contract: ",
    ],
    [
      "pricing.json",
      { object: "list", data: [{ ...pricing, contract: "other" }] },
      "pricing.json: contract_unknown: data[0].contract: ",
    ],
    ["pricing.json", { ...pricing, version: 0 }, "pricing.json: version_invalid: version: "],
  ])("refuses a %s of %j with status 2", async (path, document, message) => {
    const { status, output, messages } = await preview([], { files: { [path]: document }, input: "" });
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(messages).toContain(`lucius-rating: ${message}`);
  });
});
